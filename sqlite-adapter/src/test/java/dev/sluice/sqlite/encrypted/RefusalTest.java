package dev.sluice.sqlite.encrypted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.Database;
import dev.sluice.DatabaseOptions;
import dev.sluice.error.ConfigurationException;
import dev.sluice.error.EncryptionException;
import dev.sluice.settings.DatabaseUrl;
import dev.sluice.sqlite.Cipher;
import dev.sluice.sqlite.JournalMode;
import dev.sluice.sqlite.SqliteConnectionFactory;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.sqlite.TempStore;
import dev.sluice.sqlite.TestStatements;
import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Each way in which a file and a key do not fit is told by name, and leaves the file as it was. */
@NeedsCiphers
class RefusalTest {

    static final List<String> FIXTURES = Fixture.NAMES;

    @TempDir
    Path folder;

    /** Fails to open, twice, with a failure of its own each time. */
    private static R2dbcException refusal(SqliteOptions options) {
        var factory = new SqliteConnectionFactory(options);
        R2dbcException first = catchThrowableOfType(R2dbcException.class, () -> Await.value(factory.create()));
        R2dbcException again = catchThrowableOfType(R2dbcException.class, () -> Await.value(factory.create()));
        assertThat(again).isNotNull().hasSameClassAs(first).hasMessage(first.getMessage());
        Await.value(factory.close());
        return first;
    }

    private R2dbcException untouched(SqliteOptions options) {
        FolderImage before = FolderImage.of(folder).withoutIndexes();
        R2dbcException failure = refusal(options);
        assertThat(FolderImage.of(folder).withoutIndexes()).isEqualTo(before);
        return failure;
    }

    @ParameterizedTest
    @FieldSource("FIXTURES")
    void aWrongKeyLeavesTheFileUntouchedAndReadable(String name) {
        var fixture = new Fixture(name);
        Path file = fixture.in(folder);
        R2dbcException failure = untouched(fixture.keyless(file).withPassphrase("wrong".toCharArray()));
        assertThat(failure)
                .isInstanceOf(R2dbcPermissionDeniedException.class)
                .hasMessageContaining("the key is wrong")
                .hasMessageContaining(name)
                .hasMessageContaining("option cipher");
        assertThat(failure.getSqlState()).isEqualTo("ENC01");
        assertThat(failure.getErrorCode()).isEqualTo(26);
        try (var vault = new Vault(fixture.options(file))) {
            assertThat(vault.query(Long.class, "SELECT count(*) FROM notes"))
                    .containsExactly(name.endsWith("-log") ? 4L : 3L);
        }
    }

    @ParameterizedTest
    @FieldSource("FIXTURES")
    void aMissingKeyLeavesTheFileUntouched(String name) {
        var fixture = new Fixture(name);
        R2dbcException failure = untouched(fixture.keyless(fixture.in(folder)));
        assertThat(failure)
                .isInstanceOf(R2dbcPermissionDeniedException.class)
                .hasMessageContaining("is encrypted, or is not a SQLite database")
                .hasMessageContaining("Give its key");
        assertThat(failure.getSqlState()).isEqualTo("ENC02");
    }

    @Test
    void anotherFormatIsToldLikeAWrongKey() {
        var fixture = new Fixture("sqlcipher3-passphrase");
        SqliteOptions options = fixture.options(fixture.in(folder));
        for (Cipher other : List.of(Cipher.SQLCIPHER4, Cipher.CHACHA20, Cipher.AES256CBC)) {
            assertThat(untouched(options.with(SqliteOptions.CIPHER, other)))
                    .hasMessageContaining("another format than " + other);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"WAL", "DELETE"})
    void aPlainFileIsNotOpenedWithAKey(String journal) {
        SqliteOptions plain = SqliteOptions.file(folder.resolve("plain.db"))
                .with(SqliteOptions.JOURNAL_MODE, JournalMode.valueOf(journal));
        try (var vault = new Vault(plain)) {
            vault.update("CREATE TABLE t (a)");
        }
        R2dbcException failure = untouched(plain.withPassphrase("secret".toCharArray()));
        assertThat(failure)
                .isInstanceOf(R2dbcNonTransientResourceException.class)
                .hasMessageContaining("is not encrypted");
        assertThat(failure.getSqlState()).isEqualTo("ENC03");
    }

    @Test
    void whatIsNoDatabaseIsToldFromWhatMayBeEncrypted() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "no database");
        assertThat(untouched(SqliteOptions.file(text))).hasMessageContaining("is not a SQLite database; name another");
        Path pages =
                Files.write(folder.resolve("pages"), "no database ".repeat(1024).getBytes(StandardCharsets.UTF_8));
        assertThat(untouched(SqliteOptions.file(pages)))
                .hasMessageContaining("is encrypted, or is not a SQLite database");
        for (Path file : List.of(text, pages)) {
            R2dbcException failure = untouched(SqliteOptions.file(file).withPassphrase("secret".toCharArray()));
            assertThat(failure).hasMessageContaining("or it is not a database");
            assertThat(failure.getSqlState()).isEqualTo("ENC01");
        }
    }

    /** Before its first read a connection that may write rolls back, and with a wrong key takes the journal for stale. */
    @Test
    void aJournalThatIsLeftIsForTheRightKeyAlone() throws IOException {
        Path file = Files.createDirectory(folder.resolve("live")).resolve("left.db");
        SqliteOptions options = SqliteOptions.file(file)
                .with(SqliteOptions.JOURNAL_MODE, JournalMode.DELETE)
                .with(SqliteOptions.CACHE_SIZE, 16L << 10)
                .withPassphrase("secret".toCharArray());
        Path left = folder.resolve("left.db");
        try (var vault = new Vault(options)) {
            vault.update("CREATE TABLE t (a)");
            vault.update(
                    "INSERT INTO t SELECT 1 FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n)");
            Connection connection = vault.connect();
            Await.value(Mono.from(connection.beginTransaction()));
            Await.value(TestStatements.changed(connection, "UPDATE t SET a = 'half of it is in the file'"));
            Files.copy(file, left);
            Files.copy(Path.of(file + "-journal"), Path.of(left + "-journal"));
            Await.value(Mono.from(connection.rollbackTransaction()));
        }
        SqliteOptions copy = SqliteOptions.file(left).with(SqliteOptions.JOURNAL_MODE, JournalMode.DELETE);
        assertThat(untouched(copy.withPassphrase("wrong".toCharArray())).getSqlState())
                .isEqualTo("ENC01");
        assertThat(untouched(copy).getSqlState()).isEqualTo("ENC02");
        try (var vault = new Vault(copy.withPassphrase("secret".toCharArray()))) {
            assertThat(vault.query(Long.class, "SELECT count(*) FROM t WHERE a = 1"))
                    .containsExactly(20_000L);
            assertThat(vault.query(String.class, "PRAGMA integrity_check")).containsExactly("ok");
        }
        assertThat(Path.of(left + "-journal")).doesNotExist();
    }

    @Test
    void memoryTakesNoKey() {
        R2dbcException failure = refusal(SqliteOptions.privateMemory().withPassphrase("secret".toCharArray()));
        assertThat(failure).hasMessageContaining("in memory").hasMessageContaining("leave out its key");
        assertThat(failure.getSqlState()).isEqualTo("ENC04");
    }

    @Test
    void nothingIsMappedOrWrittenInPlainTextBesideAnEncryptedFile() {
        SqliteOptions options = SqliteOptions.file(folder.resolve("x.db")).withPassphrase("secret".toCharArray());
        assertThat(untouched(options.with(SqliteOptions.MMAP_SIZE, 1L << 20))).hasMessageContaining("mmapSize");
        assertThat(untouched(options.with(SqliteOptions.TEMP_STORE, TempStore.FILE)))
                .hasMessageContaining("tempStore");
        assertThat(untouched(options.with(SqliteOptions.TEMP_STORE, TempStore.DEFAULT)))
                .hasMessageContaining("tempStore");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRawKeyIsRefusedByAFormatThatTakesNone() {
        SqliteOptions options = SqliteOptions.file(folder.resolve("x.db")).withRawKey(Fixture.rawKey(false));
        assertThat(untouched(options.with(SqliteOptions.CIPHER, Cipher.AES256CBC)))
                .hasMessageContaining("takes no raw keys");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aPassphraseThatOtherProgramsTakeForARawKeyIsRefused() {
        String raw = "x'" + "0f".repeat(32) + "'";
        SqliteOptions options = SqliteOptions.file(folder.resolve("x.db")).withPassphrase(raw.toCharArray());
        assertThat(untouched(options)).hasMessageContaining("give it as a raw key");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keysThatCannotBeAreRefusedAtOnce() {
        SqliteOptions options = SqliteOptions.file(folder.resolve("x.db"));
        assertThatThrownBy(() -> options.withPassphrase(new char[0])).hasMessageContaining("empty");
        assertThatThrownBy(() -> options.withPassphrase(new char[] {'a', '\ud800'}))
                .hasMessageContaining("surrogate");
        assertThatThrownBy(() -> options.withRawKey(new byte[31])).hasMessageContaining("was 31");
    }

    @Test
    void anUnknownCipherIsRefusedByName() {
        assertThatThrownBy(() -> SqliteOptions.CIPHER.parse("rc4", "a test"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("sqlcipher4");
    }

    @Test
    void anotherKeyIsRefusedWhileTheFileIsOpen() {
        SqliteOptions keyless = SqliteOptions.file(folder.resolve("x.db"));
        SqliteOptions options = keyless.withPassphrase("secret".toCharArray());
        try (var vault = new Vault(options)) {
            vault.update("CREATE TABLE t (a)");
            for (SqliteOptions other : List.of(
                    keyless,
                    keyless.withPassphrase("Secret".toCharArray()),
                    keyless.withRawKey(Fixture.rawKey(false)))) {
                R2dbcException failure = refusal(other);
                assertThat(failure).hasMessageContaining("another key");
                assertThat(failure.getSqlState()).isEqualTo("ENC05");
            }
            try (var same = new Vault(keyless.withPassphrase("secret".toCharArray()))) {
                assertThat(same.update("INSERT INTO t VALUES (1)")).isOne();
            }
            assertThat(vault.query(Long.class, "SELECT a FROM t")).containsExactly(1L);
        }
    }

    @Test
    void aDatabaseTranslatesThem() {
        var fixture = new Fixture("sqlcipher4-passphrase");
        Path file = fixture.in(folder);
        String url = DatabaseUrl.ofFile(file.toString()).toString();
        Database database = Database.open(DatabaseOptions.of(url));
        assertThatThrownBy(() -> Await.value(database.fetchValue(Long.class, "SELECT count(*) FROM notes")))
                .isInstanceOf(EncryptionException.class)
                .hasMessageContaining("is encrypted");
        Await.value(database.close());
    }
}
