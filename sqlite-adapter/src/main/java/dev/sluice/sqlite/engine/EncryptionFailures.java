package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.cipher.CipherFormat;
import dev.sluice.sqlite.handle.ResultCode;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcPermissionDeniedException;
import io.r2dbc.spi.R2dbcTransientResourceException;

/** Why a database cannot be opened with its key. None of them has a cause: causes may quote what SQLite was given. */
final class EncryptionFailures {

    private EncryptionFailures() {}

    static R2dbcException wrongKey(String name, CipherFormat format) {
        return new R2dbcPermissionDeniedException(
                "The database " + name + " cannot be decrypted: the key is wrong, the file is in another format than "
                        + format
                        + ", or it is not a database; nothing was changed. Check the key and the option cipher",
                "ENC01",
                ResultCode.NOTADB);
    }

    static R2dbcException keyIsMissing(String name) {
        return new R2dbcPermissionDeniedException(
                "The option database cannot be used: '" + name
                        + "' is encrypted, or is not a SQLite database; nothing was"
                        + " changed. Give its key, or name another file",
                "ENC02",
                ResultCode.NOTADB);
    }

    static R2dbcException isPlain(String name) {
        return new R2dbcNonTransientResourceException(
                "The database " + name + " is not encrypted, but was opened with a key; nothing was changed. Open it"
                        + " without a key and encrypt it into a new file, or name another file",
                "ENC03",
                ResultCode.NOTADB);
    }

    static R2dbcException noCiphers() {
        return impossible("The SQLite library on the class path has no ciphers. Replace org.xerial:sqlite-jdbc by"
                + " io.github.willena:sqlite-jdbc; exactly one of the two may be there");
    }

    static R2dbcException inUse(String name) {
        return new R2dbcTransientResourceException(
                "The key of " + name
                        + " cannot be changed while anyone has the database open; nothing was changed. Close"
                        + " it everywhere and try again",
                "55006",
                0);
    }

    static R2dbcException copyFailed(String name, String why) {
        return new R2dbcNonTransientResourceException(
                "The copy of " + name + " was thrown away: " + why + ". The database itself was not changed",
                "XX001",
                0);
    }

    /** What was asked for cannot be had with a key at all. */
    static R2dbcException impossible(String why) {
        return new R2dbcNonTransientResourceException(why, "ENC04", 0);
    }

    static R2dbcException otherKey(String name) {
        return new R2dbcPermissionDeniedException(
                "The database " + name + " is already open in this JVM with another key, or one of the two openings has"
                        + " none; open it with the same key, or close it first",
                "ENC05",
                0);
    }
}
