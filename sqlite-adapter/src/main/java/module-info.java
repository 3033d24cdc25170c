/** An R2DBC driver for SQLite, and the backend that stands on it. */
module dev.sluice.sqlite {
    requires transitive dev.sluice.core;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;
    requires static transitive org.jspecify;
}
