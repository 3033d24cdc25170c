package dev.sluice.sqlite.encrypted;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.encrypted.PlainText.KNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.Cipher;
import dev.sluice.sqlite.JournalMode;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** No file of an encrypted database holds what is written into it: not the log, and not the journal. */
@NeedsCiphers
class PlainTextTest {

    @TempDir
    Path folder;

    private SqliteOptions options(Cipher cipher, JournalMode journal) {
        return SqliteOptions.file(folder.resolve("test.db"))
                .with(SqliteOptions.CIPHER, cipher)
                .with(SqliteOptions.JOURNAL_MODE, journal)
                .withPassphrase("secret".toCharArray());
    }

    private void fill(Vault vault) {
        vault.update("CREATE TABLE t (a TEXT)");
        vault.update(
                "INSERT INTO t SELECT ? FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE"
                        + " i < 200) SELECT i FROM n)",
                KNOWN);
    }

    @ParameterizedTest
    @EnumSource(Cipher.class)
    void theLogHoldsNone(Cipher cipher) {
        try (var vault = new Vault(options(cipher, JournalMode.WAL))) {
            fill(vault);
            assertThat(folder.resolve("test.db-wal")).isNotEmptyFile();
            // No locks are on the log, so that it may be read here; the database itself may not.
            assertThat(PlainText.in(folder.resolve("test.db-wal"))).isFalse();
        }
        assertThat(PlainText.inFilesOf(folder)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Cipher.class)
    void theJournalHoldsNone(Cipher cipher) {
        try (var vault = new Vault(options(cipher, JournalMode.DELETE))) {
            fill(vault);
            Connection connection = vault.connect();
            Await.value(Mono.from(connection.beginTransaction()));
            Await.value(changed(connection, "UPDATE t SET a = 'gone'"));
            Path journal = folder.resolve("test.db-journal");
            assertThat(Files.exists(journal)).isTrue();
            assertThat(PlainText.in(journal)).isFalse();
            Await.value(Mono.from(connection.rollbackTransaction()));
        }
        assertThat(PlainText.inFilesOf(folder)).isEmpty();
    }
}
