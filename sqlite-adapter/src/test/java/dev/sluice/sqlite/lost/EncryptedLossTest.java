package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.Database;
import dev.sluice.sqlite.EncryptedBackendProvider;
import dev.sluice.sqlite.SqliteConnectionFactory;
import dev.sluice.sqlite.SqliteEncryption;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.sqlite.TestStatements;
import dev.sluice.testkit.Await;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** What holds of plain files when processes are killed, power is lost and others write holds of encrypted ones, too. */
@EnabledIf(
        value = "dev.sluice.sqlite.SqliteEncryption#available",
        disabledReason = "this SQLite library has no ciphers")
final class EncryptedLossTest {

    private static final int ROUNDS = 4;

    @TempDir
    Path folder;

    private static String url(Path file) {
        return Works.url(file).replace(":sqlite:", ":" + EncryptedBackendProvider.DRIVER + ":");
    }

    private static void assertNothingLost(Path file, List<String> acknowledged, String which) {
        Database database = Database.open(url(file));
        try {
            Works.assertNothingLost(database, acknowledged, which);
        } finally {
            Await.value(database.close());
        }
    }

    private static SqliteOptions withNewKey(SqliteOptions options) {
        return options.withRawKey(new byte[32]);
    }

    @Test
    void aKilledProgramLosesNothingThatWasAcknowledged() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        Path file = folder.resolve("killed.db");
        List<String> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String url = url(file) + "?checkpointSize=256KiB";
            try (var child = ChildJvm.start(folder, WriteLoad.class, url, "k" + round, "16")) {
                child.awaitSaid("ack", 1 + random.nextInt(round % 2 == 0 ? 300 : 2_000));
                child.kill();
                assertThat(child.said("failed")).isEmpty();
                acknowledged.addAll(child.said("ack"));
            }
            assertNothingLost(file, acknowledged, "seed " + seed);
        }
    }

    @Test
    @NeedsStrace
    void aLogCutWhereItWasLastSyncedHoldsEverythingAcknowledged() throws IOException {
        Path file = folder.resolve("cut.db");
        List<String> tracing = Strace.writing(folder.resolve("trace"));
        List<String> acknowledged;
        try (var child = ChildJvm.start(folder, tracing, WriteLoad.class, url(file), "p", "8")) {
            child.awaitSaid("ack", 200);
            child.kill();
            acknowledged = child.said("ack");
        }
        long synced = Trace.syncedLength(Trace.read(folder.resolve("trace"), folder), file + "-wal");
        try (FileChannel log = FileChannel.open(Path.of(file + "-wal"), StandardOpenOption.WRITE)) {
            log.truncate(synced);
        }
        assertNothingLost(file, acknowledged, "cut at " + synced);
    }

    @Test
    void twoProcessesWriteAndTheKeyIsNotChangedMeanwhile() {
        Path file = folder.resolve("shared.db");
        SqliteOptions options = EncryptedBackendProvider.options(file);
        try (var child = ChildJvm.start(folder, WriteLoad.class, url(file), "child", "4")) {
            child.awaitSaid("ack", 50);
            var factory = new SqliteConnectionFactory(options);
            Await.value(Mono.from(factory.create())
                    .flatMap(connection -> TestStatements.changed(connection, "CREATE TABLE mine (a)")
                            .then(Mono.from(connection.close()))));
            Await.value(factory.close());
            assertThatThrownBy(() -> Await.value(SqliteEncryption.rekey(options, withNewKey(options))))
                    .hasMessageContaining("while anyone has the database open");
            int before = child.said("ack").size();
            child.awaitSaid("ack", before + 50);
            child.stop();
            assertNothingLost(file, child.said("ack"), "two processes");
        }
        Await.value(SqliteEncryption.rekey(options, withNewKey(options)));
        assertThatThrownBy(() -> assertNothingLost(file, List.of(), "the old key"))
                .hasMessageContaining("key is wrong");
    }

    /** Killed while it copies, and while the copy takes the place: in some rounds before, in some after. */
    @Test
    void aProcessThatIsKilledWhileItChangesTheKeyLeavesTheOldOrTheNewOne() throws IOException {
        Path file = folder.resolve("rekeyed.db");
        SqliteOptions options = EncryptedBackendProvider.options(file);
        fill(options);
        Path draft = folder.resolve("rekeyed.db-draft");
        Path original = Files.copy(file, folder.resolve("original.db"));
        var random = new Random(1);
        for (int round = 0; round < ROUNDS; round++) {
            Files.deleteIfExists(file);
            Files.copy(original, file);
            long from = random.nextLong(Files.size(original));
            try (var child = ChildJvm.start(folder, KeyChange.class, file.toString())) {
                child.await(
                        "the copy has begun",
                        () -> draft.toFile().length() > from
                                || !child.said("done").isEmpty());
                child.kill();
            }
            boolean fresh = opens(withNewKey(options));
            assertThat(opens(options))
                    .as("the old key opens it when the new one does not")
                    .isNotEqualTo(fresh);
        }
        Files.deleteIfExists(file);
        Files.copy(original, file);
        Await.value(SqliteEncryption.rekey(options, withNewKey(options)));
        assertThat(opens(withNewKey(options))).isTrue();
        assertThat(draft).doesNotExist();
    }

    private static void fill(SqliteOptions options) {
        var factory = new SqliteConnectionFactory(options);
        Await.value(Mono.from(factory.create())
                .flatMap(connection -> TestStatements.changed(connection, "CREATE TABLE t (a)")
                        .then(TestStatements.changed(
                                connection,
                                "INSERT INTO t SELECT randomblob(1000) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
                                        + " SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n)"))
                        .then(Mono.from(connection.close()))));
        Await.value(factory.close());
    }

    /** True when it opens and everything is there; false when the key is wrong. */
    private static boolean opens(SqliteOptions options) {
        var factory = new SqliteConnectionFactory(options);
        try {
            var connection = Await.value(factory.create()
                    .onErrorResume(
                            failure -> String.valueOf(failure.getMessage()).contains("key is wrong"),
                            wrong -> Mono.empty()));
            if (connection == null) {
                return false;
            }
            assertThat(Await.value(TestStatements.rows(connection, String.class, "PRAGMA integrity_check")
                            .collectList()))
                    .containsExactly("ok");
            assertThat(Await.value(TestStatements.rows(connection, Long.class, "SELECT count(*) FROM t")
                            .next()))
                    .isEqualTo(20_000L);
            Await.value(Mono.from(connection.close()));
            return true;
        } finally {
            Await.value(factory.close());
        }
    }

    /** The program of a child JVM: gives a file another key. */
    public static final class KeyChange {

        private KeyChange() {}

        /** Argument: the file. */
        public static void main(String[] arguments) {
            SqliteOptions options = EncryptedBackendProvider.options(Path.of(arguments[0]));
            SqliteEncryption.rekey(options, withNewKey(options)).block();
            Said.say("done", "-");
        }
    }
}
