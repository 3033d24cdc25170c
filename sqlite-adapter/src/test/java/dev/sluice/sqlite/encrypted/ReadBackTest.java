package dev.sluice.sqlite.encrypted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.sqlite.Cipher;
import dev.sluice.sqlite.SqliteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference implementations, where they are installed, read what the driver has written. */
@NeedsCiphers
class ReadBackTest {

    private static final String TEXT = "Größe 鍵 🔑";

    @TempDir
    Path folder;

    private Path written(Cipher cipher, String name) {
        Path file = folder.resolve(name);
        SqliteOptions options = SqliteOptions.file(file).with(SqliteOptions.CIPHER, cipher);
        write(
                name.startsWith("raw")
                        ? options.withRawKey(Fixture.rawKey(false))
                        : options.withPassphrase(Fixture.UNICODE.toCharArray()));
        return file;
    }

    private static void write(SqliteOptions options) {
        try (var vault = new Vault(options)) {
            vault.update("CREATE TABLE t (a TEXT)");
            vault.update("INSERT INTO t VALUES (?)", TEXT);
        }
    }

    /** SQLCipher's notation of the key of a file. */
    private static String key(String name) {
        return name.startsWith("raw") ? "\"x'" + raw() + "'\"" : "'" + Fixture.UNICODE.replace("'", "''") + "'";
    }

    private static String raw() {
        return java.util.HexFormat.of().formatHex(Fixture.rawKey(false));
    }

    @Test
    void sqlcipher3ReadsIt() {
        String version = said(List.of("sqlcipher", ":memory:", "PRAGMA cipher_version;"), "");
        assumeTrue(version.startsWith("3."), "the program sqlcipher, version 3, is not installed (Debian: sqlcipher)");
        for (String name : List.of("passphrase.db", "raw.db")) {
            Path file = written(Cipher.SQLCIPHER3, name);
            String script = "PRAGMA key=" + key(name) + ";\nSELECT a FROM t;\nPRAGMA integrity_check;\n";
            assertThat(said(List.of("sqlcipher", file.toString()), script)).isEqualTo(TEXT + "\nok\n");
        }
    }

    @Test
    void sqlcipher4ReadsIt() {
        String version =
                python("sqlcipher3.dbapi2", "connect(':memory:').execute('PRAGMA cipher_version').fetchone()[0]");
        assumeTrue(version.startsWith("4."), "SQLCipher 4 is not installed (PyPI: sqlcipher3)");
        for (String name : List.of("passphrase.db", "raw.db")) {
            Path file = written(Cipher.SQLCIPHER4, name);
            String script = "import sys\nfrom sqlcipher3 import dbapi2\nc = dbapi2.connect(sys.argv[1])\n"
                    + "c.execute('''PRAGMA key=" + key(name).replace("'", "\\'") + "''')\n"
                    + "sys.stdout.reconfigure(encoding='utf-8')\n"
                    + "print(c.execute('SELECT a FROM t').fetchone()[0])\n"
                    + "print(c.execute('PRAGMA integrity_check').fetchone()[0])\n";
            assertThat(said(List.of("python3", "-", file.toString()), script)).isEqualTo(TEXT + "\nok\n");
        }
    }

    @Test
    void multipleCiphersReadsIt() {
        String version = python("apsw", "mc_version");
        assumeTrue(
                version.startsWith("SQLite3 Multiple"),
                "SQLite3 Multiple Ciphers is not installed (PyPI: apsw-sqlite3mc)");
        for (String name : List.of("passphrase.db", "raw.db")) {
            Path file = written(Cipher.CHACHA20, name);
            String key = name.startsWith("raw") ? "'raw:" + raw() + "'" : key(name);
            String script =
                    "import sys, apsw\nc = apsw.Connection(sys.argv[1])\nc.execute('PRAGMA cipher=\"chacha20\"')\n"
                            + "c.execute('''PRAGMA key=" + key.replace("'", "\\'") + "''')\n"
                            + "sys.stdout.reconfigure(encoding='utf-8')\n"
                            + "print(c.execute('SELECT a FROM t').fetchall()[0][0])\n"
                            + "print(c.execute('PRAGMA integrity_check').fetchall()[0][0])\n";
            assertThat(said(List.of("python3", "-", file.toString()), script)).isEqualTo(TEXT + "\nok\n");
        }
    }

    /** The value of an expression of a module; empty when there is none. */
    private static String python(String module, String expression) {
        return said(List.of("python3", "-"), "import " + module + "\nprint(" + module + "." + expression + ")\n");
    }

    /** What a program says; empty when it is not there or fails at once. */
    private static String said(List<String> command, String input) {
        try {
            Path errors = Files.createTempFile("said", ".err");
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            try (var writer = process.outputWriter(java.nio.charset.StandardCharsets.UTF_8)) {
                writer.write(input);
            }
            byte[] said = process.getInputStream().readAllBytes();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            Files.delete(errors);
            return new String(said, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException notInstalled) {
            return "";
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
