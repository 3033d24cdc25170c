package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when a file of an open database is no longer in its place. SQLite does not: it goes on with the file it has open,
 * which nobody will find again, or opens another one beside it. Once noticed it stays so until the database is reopened,
 * because what happened to the file meanwhile nobody knows.
 */
final class FileWatch {

    private static final Logger log = LoggerFactory.getLogger(FileWatch.class);

    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    private final List<FileIdentity> files;
    private final AtomicReference<@Nullable String> gone = new AtomicReference<>();
    private volatile long lookedAt = System.nanoTime();

    /** @param paths the files of the database; none when it is in memory */
    FileWatch(Path... paths) {
        this.files = List.of(paths).stream().map(FileIdentity::new).toList();
        look();
    }

    /** Why nothing may be read or written any more, as of the last look; null while all is well. */
    @Nullable
    R2dbcException gone() {
        String known = gone.get();
        return known == null ? null : EngineFailures.fileGone(known);
    }

    /** True when a file is not in its place, as of the last look. */
    boolean isGone() {
        return gone.get() != null;
    }

    /** Looks whether the files are in their places, and says so once if not. Asks the file system. */
    boolean look() {
        for (FileIdentity file : files) {
            String change = isGone() ? null : file.change();
            if (change != null) {
                notice(file, change);
            }
        }
        lookedAt = System.nanoTime();
        return !isGone();
    }

    private void notice(FileIdentity file, String change) {
        if (gone.compareAndSet(
                null, "The file " + file.path().getFileName() + " " + change + " while the database was open")) {
            log.warn("{} {}; nothing more is read or written. {}", file.path(), change, EngineFailures.PUT_BACK);
        }
    }

    /** Looks when the last look was some time ago. */
    void lookNowAndThen() {
        if (!isGone() && System.nanoTime() - lookedAt >= INTERVAL) {
            look();
        }
    }

    /** Looks, and fails when a file is not in its place. */
    void require() {
        look();
        R2dbcException failure = gone();
        if (failure != null) {
            throw failure;
        }
    }
}
