package dev.sluice.sqlite.streams;

import dev.sluice.sqlite.SqliteConnectionFactory;
import dev.sluice.sqlite.SqliteOptions;
import dev.sluice.sqlite.Synchronous;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Results, and the answers of writes that share a commit, keep the rules of Reactive Streams. */
final class ResultRulesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private SqliteConnectionFactory factory;
    private Connection connection;
    private Connection closed;

    @BeforeEach
    void open() {
        factory = new SqliteConnectionFactory(
                SqliteOptions.file(folder.resolve("results.db")).with(SqliteOptions.SYNCHRONOUS, Synchronous.NORMAL));
        connection = factory.create().block(PATIENCE);
        closed = factory.create().block(PATIENCE);
        Mono.from(closed.close()).block(PATIENCE);
        Flux.from(connection
                        .createStatement("CREATE TABLE n (i INTEGER PRIMARY KEY)")
                        .execute())
                .concatMap(Result::getRowsUpdated)
                .blockLast(PATIENCE);
    }

    @AfterEach
    void close() {
        Mono.from(connection.close()).block(PATIENCE);
        factory.close().block(PATIENCE);
    }

    /** Publishers put together from Reactor's operators, which drop demand that is not positive and log it. */
    private abstract static class Composed extends PublisherRules {
        @Override
        boolean isOurs(Method rule) {
            return !rule.getName().contains("spec309_request");
        }
    }

    /** One result for each set of values, all of them queries. */
    private final class Queries extends Composed {
        @Override
        public Publisher<Long> createPublisher(long elements) {
            return results(connection, "SELECT ?", elements);
        }

        @Override
        public Publisher<Long> createFailedPublisher() {
            return results(closed, "SELECT ?", 1);
        }

        @Override
        public long maxElementsFromPublisher() {
            return 100;
        }
    }

    /** One result for each set of values, all of them written as one. */
    private final class Writes extends Composed {
        @Override
        public Publisher<Long> createPublisher(long elements) {
            return results(connection, "INSERT INTO n SELECT coalesce(max(i), 0) + ? FROM n", elements);
        }

        @Override
        public Publisher<Long> createFailedPublisher() {
            return results(closed, "INSERT INTO n VALUES (?)", 1);
        }

        @Override
        public long maxElementsFromPublisher() {
            return 100;
        }
    }

    private static Flux<Long> results(Connection on, String sql, long count) {
        if (count == 0) {
            return Flux.from(on.createStatement("-- nothing").execute()).map(result -> 0L);
        }
        Statement statement = on.createStatement(sql).bind(0, 1);
        for (long i = 1; i < count; i++) {
            statement.add().bind(0, 1);
        }
        return Flux.from(statement.execute()).index((i, result) -> i);
    }

    /** The number of rows that one write changed, known once its group is committed. */
    private final class Count extends Composed {
        @Override
        public Publisher<Long> createPublisher(long elements) {
            String sql = elements == 0
                    ? "CREATE TABLE IF NOT EXISTS n (i INTEGER PRIMARY KEY)"
                    : "INSERT INTO n SELECT coalesce(max(i), 0) + 1 FROM n";
            return Mono.from(connection.createStatement(sql).execute())
                    .flatMap(result -> Mono.from(result.getRowsUpdated()));
        }

        @Override
        public Publisher<Long> createFailedPublisher() {
            return Mono.from(closed.createStatement("DELETE FROM n").execute())
                    .flatMap(result -> Mono.from(result.getRowsUpdated()));
        }

        @Override
        public long maxElementsFromPublisher() {
            return 1;
        }
    }

    /** The rows that one write returned, kept until they are asked for. */
    private final class Returned extends Composed {
        @Override
        public Publisher<Long> createPublisher(long elements) {
            String sql = "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c LIMIT " + elements
                    + ") INSERT INTO n SELECT i + (SELECT coalesce(max(i), 0) FROM n) FROM c RETURNING i";
            return Flux.from(connection.createStatement(sql).execute())
                    .concatMap(result -> result.map(row -> row.get(0, Long.class)));
        }

        @Override
        public Publisher<Long> createFailedPublisher() {
            return Flux.from(closed.createStatement("DELETE FROM n RETURNING i").execute())
                    .concatMap(result -> result.map(row -> row.get(0, Long.class)));
        }

        /** Each subscriber's write is one of its own, with other rows. */
        @Override
        boolean isOurs(Method rule) {
            return super.isOurs(rule) && !rule.getName().contains("multicast");
        }

        @Override
        public long maxElementsFromPublisher() {
            return 1_000;
        }
    }

    @TestFactory
    Stream<DynamicTest> resultsOfQueries() {
        return new Queries().tests();
    }

    @TestFactory
    Stream<DynamicTest> resultsOfWrites() {
        return new Writes().tests();
    }

    @TestFactory
    Stream<DynamicTest> countOfAWrite() {
        return new Count().tests();
    }

    @TestFactory
    Stream<DynamicTest> rowsOfAWrite() {
        return new Returned().tests();
    }
}
