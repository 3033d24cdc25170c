package dev.sluice.sqlite.encrypted;

import static dev.sluice.sqlite.encrypted.PlainText.KNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sqlite.Cipher;
import dev.sluice.sqlite.SqliteEncryption;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plain database is encrypted into a new file, and back. */
@NeedsCiphers
class CopyTest {

    @TempDir
    Path folder;

    private SqliteOptions plain(String name) {
        return SqliteOptions.file(folder.resolve(name));
    }

    private SqliteOptions secret(String name, Cipher cipher, String passphrase) {
        return plain(name).with(SqliteOptions.CIPHER, cipher).withPassphrase(passphrase.toCharArray());
    }

    private static void fill(Vault vault) {
        vault.update("CREATE TABLE t (a TEXT, d TEXT)");
        vault.update("CREATE INDEX by_value ON t (d COLLATE DECIMAL)");
        vault.update("INSERT INTO t (rowid, a, d) VALUES (7, ?, '1.5'), (99, ?, '12')", KNOWN, KNOWN);
        vault.update("PRAGMA user_version = 12");
    }

    private static void assertFilled(SqliteOptions options) {
        try (var vault = new Vault(options)) {
            assertThat(vault.query(Long.class, "SELECT rowid FROM t WHERE a = ?", KNOWN))
                    .containsExactly(7L, 99L);
            assertThat(vault.query(Long.class, "PRAGMA user_version")).containsExactly(12L);
            assertThat(vault.query(String.class, "PRAGMA integrity_check")).containsExactly("ok");
        }
    }

    @ParameterizedTest
    @EnumSource(Cipher.class)
    void encryptsIntoANewFileAndBackWhileTheSourceIsOpen(Cipher cipher) {
        SqliteOptions encrypted = secret("encrypted.db", cipher, "secret");
        try (var vault = new Vault(plain("plain.db"))) {
            fill(vault);
            Await.value(SqliteEncryption.encryptTo(plain("plain.db"), encrypted));
            assertThat(vault.update("INSERT INTO t (a) VALUES ('after')")).isOne();
        }
        assertThat(PlainText.in(folder.resolve("plain.db"))).isTrue();
        assertThat(PlainText.in(folder.resolve("encrypted.db"))).isFalse();
        assertThatThrownBy(() -> assertFilled(secret("encrypted.db", cipher, "wrong")))
                .hasMessageContaining("the key is wrong");
        assertFilled(encrypted);

        try (var vault = new Vault(encrypted)) {
            vault.query(Long.class, "SELECT count(*) FROM t");
            Await.value(SqliteEncryption.decryptTo(encrypted, folder.resolve("again.db")));
            assertThat(Await.value(vault.factory().isEncrypted())).isTrue();
        }
        assertFilled(plain("again.db"));
        try (var vault = new Vault(plain("again.db"))) {
            assertThat(Await.value(vault.factory().isEncrypted())).isFalse();
        }
    }

    @Test
    void neverReplacesAFile() throws IOException {
        try (var vault = new Vault(plain("plain.db"))) {
            fill(vault);
        }
        Path there = Files.writeString(folder.resolve("encrypted.db"), "mine");
        FolderImage before = FolderImage.of(folder);
        assertThatThrownBy(() -> Await.value(SqliteEncryption.encryptTo(
                        plain("plain.db"), secret("encrypted.db", Cipher.SQLCIPHER4, "secret"))))
                .hasMessageContaining("encrypted.db")
                .hasMessageContaining("is there already");
        assertThat(there).hasContent("mine");
        assertThat(FolderImage.of(folder)).isEqualTo(before);
    }

    @Test
    void leavesNothingBehindWhenTheKeyIsWrong() {
        SqliteOptions encrypted =
                new Fixture("sqlcipher4-passphrase").keyless(new Fixture("sqlcipher4-passphrase").in(folder));
        FolderImage before = FolderImage.of(folder);
        assertThatThrownBy(() -> Await.value(SqliteEncryption.decryptTo(
                        encrypted.withPassphrase("wrong".toCharArray()), folder.resolve("plain.db"))))
                .hasMessageContaining("the key is wrong");
        assertThat(FolderImage.of(folder)).isEqualTo(before);
    }

    @Test
    void theCopyHasTheRightsOfItsSource() throws IOException {
        try (var vault = new Vault(plain("plain.db"))) {
            fill(vault);
        }
        Files.setPosixFilePermissions(folder.resolve("plain.db"), PosixFilePermissions.fromString("rw-r-----"));
        Await.value(SqliteEncryption.encryptTo(plain("plain.db"), secret("encrypted.db", Cipher.CHACHA20, "secret")));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("encrypted.db"))))
                .isEqualTo("rw-r-----");
    }

    @Test
    void refusesOptionsThatMeanSomethingElse() {
        SqliteOptions keyless = plain("x.db");
        SqliteOptions keyed = secret("y.db", Cipher.SQLCIPHER4, "secret");
        assertThatThrownBy(() -> Await.value(SqliteEncryption.encryptTo(keyed, keyless)))
                .hasMessageContaining("without a key");
        assertThatThrownBy(() -> Await.value(SqliteEncryption.decryptTo(keyless, folder.resolve("z.db"))))
                .hasMessageContaining("with the key");
        assertThatThrownBy(() -> Await.value(SqliteEncryption.rekey(keyed, keyless)))
                .hasMessageContaining("twice");
        assertThat(folder).isEmptyDirectory();
    }
}
