/** An R2DBC driver for SQLite, and the backend of {@code dev.sluice.Database} that stands on it. */
module dev.sluice.sqlite {
    requires transitive dev.sluice.core;
    requires java.sql;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;
    requires static transitive org.jspecify;
    requires static transitive reactor.blockhound;
    requires static spring.core;
    requires static spring.r2dbc;

    exports dev.sluice.sqlite;

    // Spring finds the class by its name in META-INF/spring.factories and calls its hidden constructor.
    opens dev.sluice.sqlite.spring to
            spring.core;

    provides reactor.blockhound.integration.BlockHoundIntegration with
            dev.sluice.sqlite.DriverBlockHoundIntegration;
    provides io.r2dbc.spi.ConnectionFactoryProvider with
            dev.sluice.sqlite.SqliteConnectionFactoryProvider;
    provides dev.sluice.spi.BackendProvider with
            dev.sluice.sqlite.SqliteBackendProvider;
}
