package dev.sluice.sqlite;

import dev.sluice.sqlite.cipher.CipherKey;
import dev.sluice.sqlite.engine.EncryptedFiles;
import dev.sluice.sqlite.engine.EncryptedFiles.Keyed;
import dev.sluice.sqlite.engine.EngineRegistry;
import dev.sluice.sqlite.handle.Ciphers;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What can be done with encrypted files beside opening them. Each needs room on disk for a second copy of the database,
 * which takes its place, or appears, only when it is complete, verified and on disk; a process that ends in the middle
 * leaves everything as it was.
 */
public final class SqliteEncryption {

    private SqliteEncryption() {}

    /** True when the SQLite library on the class path has ciphers: {@code io.github.willena:sqlite-jdbc}. */
    public static boolean available() {
        return Ciphers.available();
    }

    /**
     * Copies a plain database into a new, encrypted file. Cold; works on a thread that may block. The plain file may be in
     * use; it is left as it is, and its owner's to destroy.
     *
     * @param plain names the file
     * @param encrypted names the new file, its key and its cipher
     */
    public static Mono<Void> encryptTo(SqliteOptions plain, SqliteOptions encrypted) {
        return Mono.defer(() -> plain.key() == null && encrypted.key() != null
                ? between(plain, encrypted, EncryptedFiles::copy)
                : wrong("Encrypting needs options without a key for the plain file and with one for the new file"));
    }

    /**
     * Copies an encrypted database into a new, plain file. Cold; works on a thread that may block. The encrypted file may
     * be in use.
     *
     * @param encrypted names the file, its key and its cipher
     * @param plain the new file
     */
    public static Mono<Void> decryptTo(SqliteOptions encrypted, Path plain) {
        return Mono.defer(() -> encrypted.key() != null
                ? between(encrypted, SqliteOptions.file(plain), EncryptedFiles::copy)
                : wrong("Decrypting needs options with the key of the encrypted file"));
    }

    /**
     * Gives an encrypted file another key, and another cipher where the options differ in it. Cold; works on a thread that
     * may block. The database must be closed, here and in other processes: otherwise it is refused. In this JVM whoever
     * opens it meanwhile waits. A process that has it open in another mode than WAL cannot be noticed while it does
     * nothing; it can write no more, and must open it anew.
     *
     * @param before names the file, with its key
     * @param after names the same file, with the key that it shall have
     */
    public static Mono<Void> rekey(SqliteOptions before, SqliteOptions after) {
        return Mono.defer(() -> {
            if (before.key() == null
                    || after.key() == null
                    || !before.location().equals(after.location())) {
                return wrong(
                        "Changing a key needs options of the same file twice, with the old key and with the new one");
            }
            return between(
                    before,
                    after,
                    (from, to) -> EngineRegistry.shared()
                            .rekey(
                                    from,
                                    to,
                                    before.with(SqliteOptions.CREATE, false).engine()));
        });
    }

    /** Fetches the keys, works, and wipes them. */
    private static Mono<Void> between(SqliteOptions from, SqliteOptions to, BiConsumer<Keyed, Keyed> work) {
        return withKey(
                from.key(),
                old -> withKey(
                        to.key(),
                        fresh -> Mono.<Void>fromRunnable(() -> work.accept(keyed(from, old), keyed(to, fresh)))
                                .subscribeOn(Schedulers.boundedElastic())));
    }

    private static Mono<Void> withKey(@Nullable Mono<CipherKey> source, KeyUse use) {
        return source == null
                ? Mono.defer(() -> use.with(null))
                : Mono.usingWhen(
                        source.switchIfEmpty(Mono.error(() -> refused("The source of the key gave none"))),
                        use::with,
                        key -> Mono.fromRunnable(key::close));
    }

    private static Keyed keyed(SqliteOptions options, @Nullable CipherKey key) {
        return new Keyed(options.location(), options.get(SqliteOptions.CIPHER).name(), key);
    }

    private static Mono<Void> wrong(String why) {
        return Mono.error(() -> refused(why));
    }

    private static R2dbcNonTransientResourceException refused(String why) {
        return new R2dbcNonTransientResourceException(why, "ENC04", 0);
    }

    @FunctionalInterface
    private interface KeyUse {
        Mono<Void> with(@Nullable CipherKey key);
    }
}
