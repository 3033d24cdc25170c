package dev.sluice.sqlite.encrypted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.sqlite.SqliteEncryption;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.R2dbcException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;

/** On the SQLite library without ciphers, and which of the two it is. */
class WithoutCiphersTest {

    @TempDir
    Path folder;

    @Test
    void knowsWhetherThereAreCiphers() {
        try (var vault = new Vault(SqliteOptions.privateMemory())) {
            boolean answers = Await.value(
                    dev.sluice.sqlite.TestStatements.rows(vault.connect(), String.class, "SELECT sqlite3mc_version()")
                            .hasElements()
                            .onErrorReturn(R2dbcException.class, false));
            assertThat(SqliteEncryption.available()).isEqualTo(answers);
        }
    }

    @Test
    @DisabledIf(
            value = "dev.sluice.sqlite.SqliteEncryption#available",
            disabledReason = "this SQLite library has ciphers; the profile xerial runs this")
    void aKeyIsRefusedNamingTheDependency() {
        SqliteOptions options = SqliteOptions.file(folder.resolve("x.db"));
        for (SqliteOptions keyed :
                java.util.List.of(options.withPassphrase("secret".toCharArray()), options.withRawKey(new byte[32]))) {
            R2dbcException failure = catchThrowableOfType(R2dbcException.class, () -> new Vault(keyed).connect());
            assertThat(failure).hasMessageContaining("io.github.willena:sqlite-jdbc");
            assertThat(failure.getSqlState()).isEqualTo("ENC04");
        }
        assertThat(folder).isEmptyDirectory();
        try (var vault = new Vault(options)) {
            vault.update("CREATE TABLE t (a)");
            assertThat(Await.value(vault.factory().isEncrypted())).isFalse();
        }
    }
}
