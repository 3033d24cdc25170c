package dev.sluice.benchmarks.peers;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.benchmarks.data.DatabaseFile;

/** The pool that peers share a design of. */
final class Pools {

    /** HikariCP's default. */
    static final int SIZE = 10;

    private Pools() {}

    static HikariDataSource hikari(DatabaseFile file) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(file.dataSource());
        config.setMaximumPoolSize(SIZE);
        return new HikariDataSource(config);
    }
}
