package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.cipher.CipherFormat;
import dev.sluice.sqlite.cipher.CipherKey;
import dev.sluice.sqlite.cipher.FileKey;
import dev.sluice.sqlite.handle.Ciphers;
import dev.sluice.sqlite.handle.FileProbe;
import io.r2dbc.spi.R2dbcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that a key opens a file before any connection is opened that may write to it, and derives what the
 * connections are given. Whatever it refuses is as it was, byte for byte. Blocks on the file system, and computes for as
 * long as the format demands.
 */
final class FileUnlocking {

    /** Every page of every database is a multiple of this. */
    private static final int SMALLEST_PAGE = 512;

    private final String name;
    private final Path path;
    private final CipherFormat format;

    FileUnlocking(DatabaseLocation.InFile file, CipherFormat format) {
        this.name = file.name();
        this.path = file.path();
        this.format = format;
    }

    /** A URI keeps SQLite and the JDBC driver from reading anything into the characters of a path. */
    static String uri(Path path) {
        return "file:" + path.toUri().getRawPath();
    }

    /**
     * The key for the connections.
     *
     * @param key as given; null to open a plain file
     * @return null for a plain file
     * @throws R2dbcException when the file cannot be opened so
     */
    @Nullable
    FileKey unlock(@Nullable CipherKey key) {
        long size = size();
        if (key == null) {
            requirePlain(size);
            return null;
        }
        requirePossible(key);
        if (size == 0) {
            return format.derive(key, format.hasSalt() ? freshSalt() : null);
        }
        if (sees(probe -> probe.opens(null))) {
            throw EncryptionFailures.isPlain(name);
        }
        byte[] salt = format.hasSalt() ? FileProbe.ofFile(uri(path)).salt(format) : null;
        FileKey derived = format.derive(key, salt);
        if (sees(probe -> probe.opens(derived))) {
            return derived;
        }
        derived.close();
        throw EncryptionFailures.wrongKey(name, format);
    }

    private void requirePlain(long size) {
        if (size == 0 || sees(probe -> probe.opens(null))) {
            return;
        }
        throw size % SMALLEST_PAGE == 0
                ? EncryptionFailures.keyIsMissing(name)
                : EngineOpener.refused(name, "is not a SQLite database; name another file", null);
    }

    private void requirePossible(CipherKey key) {
        if (!Ciphers.available()) {
            throw EncryptionFailures.noCiphers();
        }
        String refusal = format.refusal(key);
        if (refusal != null) {
            throw EncryptionFailures.impossible("The format " + format + " " + refusal);
        }
    }

    /**
     * What a look at the file alone tells when it is yes: that needs no locks. A no may be half of what another process
     * was writing, so that it is asked again behind the locks.
     */
    private boolean sees(Function<FileProbe, Boolean> question) {
        String uri = uri(path);
        try {
            if (question.apply(FileProbe.ofFile(uri))) {
                return true;
            }
        } catch (R2dbcException unclear) {
            // The other way of asking tells why.
        }
        return LockWait.retry(ConnectionOpener.PATIENCE, () -> false, () -> question.apply(FileProbe.asReader(uri)));
    }

    private long size() {
        try {
            return Files.size(path);
        } catch (NoSuchFileException missing) {
            return 0;
        } catch (IOException unreachable) {
            throw EngineOpener.refused(name, "cannot be reached: " + unreachable.getMessage(), unreachable);
        }
    }

    private static byte[] freshSalt() {
        byte[] salt = new byte[CipherFormat.SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return salt;
    }
}
