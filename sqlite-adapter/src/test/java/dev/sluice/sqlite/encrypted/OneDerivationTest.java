package dev.sluice.sqlite.encrypted;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** However many connections an engine opens, its key is derived once; every other way of the JVM to an HMAC is counted. */
@NeedsCiphers
class OneDerivationTest {

    static final AtomicInteger DERIVATIONS = new AtomicInteger();

    private static final String COUNTING = "CountingHmac";

    @TempDir
    Path folder;

    @BeforeEach
    void count() {
        var provider = new Provider(COUNTING, "1", "counts") {};
        provider.put("Mac.HmacSHA512", CountedHmac.class.getName());
        Security.insertProviderAt(provider, 1);
        DERIVATIONS.set(0);
    }

    @AfterEach
    void stopCounting() {
        Security.removeProvider(COUNTING);
    }

    @Test
    void everyConnectionGetsTheKeyThatWasDerivedOnce() {
        SqliteOptions options = SqliteOptions.file(folder.resolve("x.db"))
                .with(SqliteOptions.READERS, 4)
                .withPassphrase("secret".toCharArray());
        try (var vault = new Vault(options)) {
            vault.update("CREATE TABLE t (a)");
            List<Connection> connections =
                    IntStream.range(0, 4).mapToObj(i -> vault.connect()).toList();
            Await.value(Flux.fromIterable(connections)
                    .flatMap(connection -> rows(connection, Long.class, "SELECT count(*) FROM t"))
                    .then());
            Connection session = vault.session();
            Await.value(changed(session, "CREATE TEMP TABLE mine (a)"));
            assertThat(DERIVATIONS).hasValue(1);
        }
        try (var vault = new Vault(options)) {
            assertThat(vault.query(Long.class, "SELECT count(*) FROM t")).containsExactly(0L);
            assertThat(DERIVATIONS).hasValue(2);
        }
    }

    @Test
    void aRawKeyIsNotDerivedFrom() {
        SqliteOptions options = SqliteOptions.file(folder.resolve("x.db")).withRawKey(Fixture.rawKey(false));
        try (var vault = new Vault(options)) {
            vault.update("CREATE TABLE t (a)");
        }
        assertThat(DERIVATIONS).hasValue(0);
    }

    /** The JDK's, and counts how often it is given a key. */
    public static final class CountedHmac extends MacSpi {

        private final Mac real;

        /** For the provider. */
        public CountedHmac() throws GeneralSecurityException {
            real = Mac.getInstance("HmacSHA512", "SunJCE");
        }

        @Override
        protected int engineGetMacLength() {
            return real.getMacLength();
        }

        @Override
        protected void engineInit(Key key, AlgorithmParameterSpec params) {
            DERIVATIONS.incrementAndGet();
            try {
                real.init(key);
            } catch (GeneralSecurityException failure) {
                throw new AssertionError(failure);
            }
        }

        @Override
        protected void engineUpdate(byte input) {
            real.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            real.update(input, offset, length);
        }

        @Override
        protected byte[] engineDoFinal() {
            return real.doFinal();
        }

        @Override
        protected void engineReset() {
            real.reset();
        }
    }
}
