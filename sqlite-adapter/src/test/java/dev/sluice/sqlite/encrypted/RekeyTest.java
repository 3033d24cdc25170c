package dev.sluice.sqlite.encrypted;

import static dev.sluice.sqlite.encrypted.PlainText.KNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sqlite.Cipher;
import dev.sluice.sqlite.JournalMode;
import dev.sluice.sqlite.SqliteEncryption;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A file is given another key. */
@NeedsCiphers
class RekeyTest {

    @TempDir
    Path folder;

    private Path file;
    private SqliteOptions before;

    @BeforeEach
    void fill() {
        file = folder.resolve("test.db");
        before = SqliteOptions.file(file).withPassphrase("old".toCharArray());
        try (var vault = new Vault(before)) {
            vault.update("CREATE TABLE t (a TEXT)");
            vault.update("INSERT INTO t VALUES (?)", KNOWN);
        }
    }

    private static void assertKept(SqliteOptions options) {
        try (var vault = new Vault(options)) {
            assertThat(vault.query(String.class, "SELECT a FROM t")).containsExactly(KNOWN);
        }
    }

    @ParameterizedTest
    @EnumSource(Cipher.class)
    void isReadWithTheNewKeyAloneAfterwardsAlsoInAnotherFormat(Cipher cipher) {
        SqliteOptions after = before.with(SqliteOptions.CIPHER, cipher).withPassphrase("new".toCharArray());
        Await.value(SqliteEncryption.rekey(before, after));
        assertThatThrownBy(() -> assertKept(before)).hasMessageContaining("the key is wrong");
        assertThat(folder)
                .isDirectoryContaining("glob:**test.db")
                .satisfies(it -> assertThat(PlainText.inFilesOf(it)).isEmpty());
        assertKept(after);
        assertThat(FolderImage.of(folder).files()).containsOnlyKeys("test.db");
    }

    @ParameterizedTest
    @EnumSource(
            value = JournalMode.class,
            names = {"WAL", "DELETE"})
    void keepsTheJournalMode(JournalMode journal) {
        SqliteOptions changed = before.with(SqliteOptions.JOURNAL_MODE, journal);
        assertKept(changed);
        SqliteOptions after = changed.withRawKey(Fixture.rawKey(false));
        Await.value(SqliteEncryption.rekey(changed, after));
        try (var vault = new Vault(after.with(SqliteOptions.READ_ONLY, true))) {
            assertThat(vault.query(String.class, "PRAGMA journal_mode"))
                    .containsExactly(journal == JournalMode.WAL ? "wal" : "delete");
        }
    }

    @Test
    void aWrongOldKeyChangesNothing() {
        FolderImage image = FolderImage.of(folder);
        SqliteOptions wrong = before.withPassphrase("wrong".toCharArray());
        assertThatThrownBy(() -> Await.value(SqliteEncryption.rekey(wrong, before)))
                .hasMessageContaining("the key is wrong");
        assertThat(FolderImage.of(folder)).isEqualTo(image);
    }

    @Test
    void isRefusedWhileItIsOpenHere() {
        SqliteOptions after = before.withPassphrase("new".toCharArray());
        try (var vault = new Vault(before)) {
            vault.query(Long.class, "SELECT count(*) FROM t");
            assertThatThrownBy(() -> Await.value(SqliteEncryption.rekey(before, after)))
                    .hasMessageContaining("while anyone has the database open");
            assertThat(vault.update("INSERT INTO t VALUES ('goes on')")).isOne();
        }
        assertThatThrownBy(() -> assertKept(after)).hasMessageContaining("the key is wrong");
    }

    @Test
    void doesNotMakeAFile() {
        SqliteOptions absent = SqliteOptions.file(folder.resolve("absent.db")).withPassphrase("old".toCharArray());
        assertThatThrownBy(() -> Await.value(SqliteEncryption.rekey(absent, absent)))
                .hasMessageContaining("does not exist");
        assertThat(FolderImage.of(folder).files()).containsOnlyKeys("test.db");
    }
}
