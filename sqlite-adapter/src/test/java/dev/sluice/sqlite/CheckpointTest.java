package dev.sluice.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testkit.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointTest {

    @TempDir
    Path folder;

    @Test
    void copiesTheLogBackOnceItHasGrownSoThatItStaysSmall() throws Exception {
        Path file = folder.resolve("test.db");
        try (var database = TestDatabase.in(folder, o -> o.with(SqliteOptions.CHECKPOINT_SIZE, 1L << 20))) {
            database.update("CREATE TABLE t (bytes BLOB)");
            for (int round = 0; round < 3; round++) {
                long before = database.stats().checkpoints();
                database.update("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)"
                        + " INSERT INTO t SELECT zeroblob(100000) FROM n");
                Await.until("the log is copied back", () -> database.stats().checkpoints() > before);
            }
            assertThat(Files.size(file)).isGreaterThan(11_900_000);
            assertThat(Files.size(folder.resolve("test.db-wal"))).isLessThan(8_000_000);
        }
    }
}
