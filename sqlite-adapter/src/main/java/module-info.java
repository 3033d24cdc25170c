/** An R2DBC driver for SQLite, and the backend of {@code dev.sluice.Database} that stands on it. */
module dev.sluice.sqlite {
    requires transitive dev.sluice.core;
    requires java.sql;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;
    requires static transitive org.jspecify;
    requires static transitive reactor.blockhound;
    requires static spring.core;
    requires static spring.data.commons;
    requires static spring.data.r2dbc;
    requires static spring.data.relational;
    requires static spring.r2dbc;

    exports dev.sluice.sqlite;

    // Spring finds classes by their names in META-INF/spring.factories and calls their hidden constructors.
    opens dev.sluice.sqlite.spring to
            spring.core;

    // BlockHound's integration is not provided here: a module cannot provide what may be absent, and without BlockHound
    // would not start. On the module path an application installs it by name.
    provides io.r2dbc.spi.ConnectionFactoryProvider with
            dev.sluice.sqlite.SqliteConnectionFactoryProvider;
    provides dev.sluice.spi.BackendProvider with
            dev.sluice.sqlite.SqliteBackendProvider;
}
