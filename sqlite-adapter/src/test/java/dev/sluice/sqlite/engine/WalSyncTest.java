package dev.sluice.sqlite.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WalSyncTest {

    @TempDir
    Path folder;

    private Path wal;
    private WalSync sync;

    @BeforeEach
    void create() {
        wal = folder.resolve("test.db-wal");
        sync = new WalSync(wal);
    }

    @AfterEach
    void close() throws IOException {
        sync.close();
    }

    @Test
    void syncsOnAnInterruptedThreadAndLeavesItInterrupted() throws IOException {
        Files.writeString(wal, "log");
        for (int time = 0; time < 3; time++) {
            Thread.currentThread().interrupt();
            try {
                sync.force();
            } finally {
                assertThat(Thread.interrupted()).as("still interrupted").isTrue();
            }
        }
        sync.force();
    }

    @Test
    void neverMakesTheLogItself() throws IOException {
        sync.open();
        assertThat(sync.hasFile()).isFalse();
        assertThatThrownBy(sync::force).isInstanceOf(NoSuchFileException.class);
        Files.writeString(wal, "log");
        sync.open();
        assertThatCode(sync::force).doesNotThrowAnyException();
    }

    @Test
    void needsNothingMoreOnceItIsOpen() throws IOException {
        Files.writeString(wal, "log");
        sync.open();
        Files.delete(wal);
        assertThatCode(sync::force).doesNotThrowAnyException();
    }
}
