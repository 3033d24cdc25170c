package dev.sluice.sqlite.rules;

import static dev.sluice.sqlite.TestStatements.changed;
import static dev.sluice.sqlite.TestStatements.rows;
import static dev.sluice.sqlite.rules.RuleDatabase.done;
import static dev.sluice.sqlite.rules.RuleDatabase.numbers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.SqliteOptions;
import io.r2dbc.spi.Connection;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Rule R7: what a write returns is on the heap before anybody is told, so that slow readers hold nothing up. */
final class R07ReturningTest {

    private static final int ROWS = 3_000;

    @TempDir
    Path folder;

    private RuleDatabase database;

    @BeforeEach
    void open() {
        database = RuleDatabase.in(
                folder, o -> o.with(SqliteOptions.FETCH_CHUNK, 16).with(SqliteOptions.MAX_BUFFERED_ROWS, ROWS));
        database.update("CREATE TABLE t (a INTEGER PRIMARY KEY)");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Flux<Long> inserted(Connection connection, int count) {
        return rows(connection, Long.class, "INSERT INTO t " + numbers(count) + " RETURNING a");
    }

    @Test
    void theFirstRowComesOnceAllAreStoredAndTheWriterIsFree() {
        StepVerifier.create(inserted(database.connect(), ROWS), 1)
                .expectNext(1L)
                .then(() -> assertThat(database.query(Long.class, "SELECT count(*) FROM t"))
                        .containsExactly((long) ROWS))
                .then(() -> assertThat(database.update("DELETE FROM t")).isEqualTo(ROWS))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(ROWS - 1)
                .verifyComplete();
    }

    @Test
    void aHalfReadResultDoesNotKeepATransactionFromCommitting() {
        Connection connection = database.begun();
        StepVerifier.create(inserted(connection, ROWS), 1)
                .expectNext(1L)
                .then(() -> done(connection.commitTransaction()))
                .then(() -> assertThat(database.query(Long.class, "SELECT count(*) FROM t"))
                        .containsExactly((long) ROWS))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(ROWS - 1)
                .verifyComplete();
    }

    @Test
    void noRowIsEmittedForAWriteThatIsNotStored() {
        database.update("CREATE TABLE child (t INTEGER REFERENCES t DEFERRABLE INITIALLY DEFERRED)");
        StepVerifier.create(rows(database.connect(), Long.class, "INSERT INTO child VALUES (99) RETURNING t"))
                .expectErrorSatisfies(failure -> assertThat(failure).hasMessageContaining("FOREIGN KEY"))
                .verify();
    }

    @Test
    void aMemberThatReturnsTooMuchUndoesItselfAlone() {
        Mono<Long> tooMuch = inserted(database.connect(), ROWS + 1).count();
        List<Object> results = database.queued(List.of(
                changed(database.connect(), "INSERT INTO t VALUES (-1)"),
                tooMuch,
                changed(database.connect(), "INSERT INTO t VALUES (-2)")));

        assertThat(results).containsExactly(1L, "54000", 1L);
        assertThat(database.query(Long.class, "SELECT a FROM t ORDER BY a")).containsExactly(-2L, -1L);
    }
}
