package dev.sluice.sqlite.encrypted;

import dev.sluice.sqlite.Cipher;
import dev.sluice.sqlite.SqliteOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** A file of a reference implementation; what is in it and who made it is told beside the files. */
record Fixture(String name) {

    static final String PASSPHRASE = "correct horse battery staple";
    static final String UNICODE = "pässwörd 鍵 🔑 it's";

    /** All of them. */
    static final List<String> NAMES = List.of(
            "sqlcipher4-passphrase",
            "sqlcipher4-unicode",
            "sqlcipher4-raw",
            "sqlcipher4-raw-salt",
            "sqlcipher4-wal",
            "sqlcipher4-log",
            "sqlcipher3-passphrase",
            "sqlcipher3-unicode",
            "sqlcipher3-raw",
            "sqlcipher3-raw-salt",
            "sqlcipher3-wal",
            "sqlcipher3-by4-passphrase",
            "sqlcipher3-by4-unicode",
            "sqlcipher3-by4-raw",
            "sqlcipher3-by4-raw-salt",
            "chacha20-passphrase",
            "chacha20-unicode",
            "chacha20-raw",
            "aes256cbc-passphrase",
            "aes256cbc-unicode");

    Cipher cipher() {
        return Cipher.valueOf(name.substring(0, name.indexOf('-')).toUpperCase(Locale.ROOT));
    }

    /** A copy of it, with its log, if it has one. */
    Path in(Path folder) {
        Path file = folder.resolve(name + ".db");
        copy(file, true);
        copy(folder.resolve(name + ".db-wal"), name.endsWith("-log"));
        return file;
    }

    private static void copy(Path target, boolean must) {
        String resource = "/dev/sluice/sqlite/encrypted/" + target.getFileName();
        try (InputStream in = Fixture.class.getResourceAsStream(resource)) {
            if (must) {
                Files.copy(Objects.requireNonNull(in, resource), target);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Options with its cipher and without a key. */
    SqliteOptions keyless(Path file) {
        return SqliteOptions.file(file).with(SqliteOptions.CIPHER, cipher());
    }

    SqliteOptions options(Path file) {
        SqliteOptions keyless = keyless(file);
        if (name.endsWith("-unicode")) {
            return keyless.withPassphrase(UNICODE.toCharArray());
        }
        if (name.endsWith("-raw") || name.endsWith("-raw-salt")) {
            return keyless.withRawKey(rawKey(name.endsWith("-salt")));
        }
        return keyless.withPassphrase(PASSPHRASE.toCharArray());
    }

    static byte[] rawKey(boolean salt) {
        byte[] key = new byte[48];
        for (int i = 0; i < 32; i++) {
            key[i] = (byte) i;
        }
        for (int i = 0; i < 16; i++) {
            key[32 + i] = (byte) (0xf0 + i);
        }
        return salt ? key : Arrays.copyOf(key, 32);
    }
}
