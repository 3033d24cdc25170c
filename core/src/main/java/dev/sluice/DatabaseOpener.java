package dev.sluice;

import io.r2dbc.spi.ConnectionFactory;

final class DatabaseOpener {
    private DatabaseOpener() {}
    static Database open(DatabaseOptions options) { throw new UnsupportedOperationException(); }
    static Database wrap(ConnectionFactory factory, DatabaseOptions options) { throw new UnsupportedOperationException(); }
}
