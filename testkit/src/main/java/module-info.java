/** The contracts that every backend passes, and JUnit fixtures for applications. */
module dev.sluice.testkit {
    requires transitive dev.sluice.core;
    requires transitive org.junit.jupiter.api;
    requires org.assertj.core;
    requires reactor.blockhound;
    requires reactor.test;
    requires static transitive org.jspecify;
}
