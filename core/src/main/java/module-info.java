/** The reactive {@code Database}, and the interface that its backends implement. */
module dev.sluice.core {
    requires transitive org.reactivestreams;
    requires transitive r2dbc.spi;
    requires transitive reactor.core;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires static com.exceptionfactory.jagged;
    requires static com.exceptionfactory.jagged.framework;
    requires static com.exceptionfactory.jagged.x25519;
    requires static org.snakeyaml.engine;
    requires static tools.jackson.databind;

    exports dev.sluice;
    exports dev.sluice.error;
    exports dev.sluice.json;
    exports dev.sluice.keys;
    exports dev.sluice.mapping;
    exports dev.sluice.settings;
    exports dev.sluice.spi;
    exports dev.sluice.sql;

    uses dev.sluice.mapping.JsonCodec;
    uses dev.sluice.spi.BackendProvider;

    provides dev.sluice.mapping.JsonCodec with
            dev.sluice.json.JacksonCodec;
}
