/** The contracts that every backend passes, and JUnit fixtures for applications. */
module dev.sluice.testkit {
    requires transitive dev.sluice.core;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;
    requires org.slf4j;
    requires reactor.blockhound;
    requires reactor.test;
    requires static ch.qos.logback.classic;
    requires static ch.qos.logback.core;
    requires static transitive org.jspecify;

    exports dev.sluice.testkit;
    exports dev.sluice.testkit.contract;
    exports dev.sluice.testkit.fault;

    // JUnit runs tests, and makes extensions, that are not public.
    opens dev.sluice.testkit to
            org.junit.platform.commons;
    opens dev.sluice.testkit.contract to
            org.junit.platform.commons;

    provides reactor.blockhound.integration.BlockHoundIntegration with
            dev.sluice.testkit.blocking.SqliteBlockHoundIntegration;
}
