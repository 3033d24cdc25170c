package dev.sluice.sqlite.streams;

import dev.sluice.sqlite.SqliteConnectionFactory;
import dev.sluice.sqlite.SqliteOptions;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.TransactionDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rows of a query keep the rules of Reactive Streams, wherever the query runs. */
final class RowRulesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** As many numbers as asked for, made one by one. */
    private static final String NUMBERS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ?) SELECT i FROM n";

    @TempDir
    Path folder;

    private SqliteConnectionFactory factory;
    private Connection connection;

    @AfterEach
    void close() {
        Mono.from(connection.close()).block(PATIENCE);
        factory.close().block(PATIENCE);
    }

    private void connect(SqliteOptions options) {
        factory = new SqliteConnectionFactory(options);
        connection = factory.create().block(PATIENCE);
    }

    private SqliteOptions file() {
        return SqliteOptions.file(folder.resolve("rows.db"));
    }

    private void begin(TransactionDefinition definition) {
        Mono.from(connection.beginTransaction(definition)).block(PATIENCE);
    }

    private final class Rows extends PublisherRules {

        /** A result is consumed once, so that each subscriber gets one of its own. */
        @Override
        public Publisher<Long> createPublisher(long elements) {
            return Flux.defer(() -> rows(elements));
        }

        private Flux<Long> rows(long elements) {
            Result result = Mono.from(connection
                            .createStatement(NUMBERS)
                            .bind(0, elements)
                            .execute())
                    .block(PATIENCE);
            return Flux.from(result.map(row -> row.get(0, Long.class)));
        }

        /** A result that was consumed fails before demand; a query cannot, because it has not run then. */
        @Override
        public Publisher<Long> createFailedPublisher() {
            Flux<Long> rows = rows(1);
            rows.blockLast(PATIENCE);
            return rows;
        }
    }

    @TestFactory
    Stream<DynamicTest> rowsOfAFile() {
        connect(file());
        return new Rows().tests();
    }

    @TestFactory
    Stream<DynamicTest> rowsOnOneConnection() {
        connect(SqliteOptions.privateMemory());
        return new Rows().tests();
    }

    @TestFactory
    Stream<DynamicTest> rowsInATransaction() {
        connect(file());
        begin(IsolationLevel.SERIALIZABLE);
        return new Rows().tests();
    }

    @TestFactory
    Stream<DynamicTest> rowsInAReadOnlyTransaction() {
        connect(file());
        begin(new ReadOnly());
        return new Rows().tests();
    }

    private static final class ReadOnly implements TransactionDefinition {
        @Override
        public <T> T getAttribute(Option<T> option) {
            return option.equals(TransactionDefinition.READ_ONLY) ? option.cast(true) : null;
        }
    }
}
