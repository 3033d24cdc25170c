package dev.sluice;

import dev.sluice.error.AmbiguousCommitException;
import dev.sluice.error.BulkException;
import dev.sluice.error.DatabaseException;
import dev.sluice.error.ErrorDetails;
import dev.sluice.spi.Dialect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs one statement with many rows of values, a bounded chunk at a time. */
final class Bulk {

    private final Client client;
    private final Transactions transactions;
    private final DefaultQuery query;

    Bulk(Client client, Transactions transactions, DefaultQuery query) {
        this.client = client;
        this.transactions = transactions;
        this.query = query;
    }

    /** All rows in one transaction; they are iterated again when it is retried. */
    Mono<Long> all(Iterable<?> rows) {
        if (rows instanceof Collection<?> known && known.isEmpty()) {
            return Mono.just(0L);
        }
        return transactions.run(
                TransactionOptions.DEFAULT,
                tx -> Flux.fromIterable(rows)
                        .buffer(client.settings.bulkChunk())
                        .concatMap(this::send, 1)
                        .reduce(0L, Long::sum));
    }

    /** A transaction for each chunk; the rows are subscribed once. */
    Flux<ChunkResult> chunked(Publisher<?> rows) {
        return Flux.defer(() -> {
            var progress = new Progress();
            return Flux.<Object>from(rows)
                    .buffer(client.settings.bulkChunk())
                    .concatMap(chunk -> chunk(chunk, progress), 1)
                    .onErrorMap(progress::stopped);
        });
    }

    private Mono<ChunkResult> chunk(List<Object> chunk, Progress progress) {
        progress.sending = chunk.size();
        return transactions
                .run(TransactionOptions.DEFAULT, tx -> send(chunk))
                .map(updated -> progress.committed(chunk.size(), updated));
    }

    private Mono<Long> send(List<?> chunk) {
        return Mono.deferContextual(context -> {
            Scope scope = Scope.current(context, client);
            if (scope == null) {
                throw new IllegalStateException("a bulk chunk runs in a transaction");
            }
            List<Object[]> rows = encoded(chunk);
            scope.enter();
            Dialect dialect = client.backend.dialect();
            return Flux.from(dialect.bulk().execute(scope.connection(), query.parsed(), rows))
                    .reduce(0L, Long::sum)
                    .onErrorMap(error -> client.errors.translate(error, query.text(), query.label()))
                    .doOnError(scope::fail)
                    .doFinally(signal -> {
                        scope.wrote(query.info().writes());
                        scope.exit();
                    });
        });
    }

    private List<Object[]> encoded(List<?> chunk) {
        Dialect dialect = client.backend.dialect();
        var rows = new ArrayList<Object[]>(chunk.size());
        for (Object row : chunk) {
            @Nullable Object[] values = query.row(row);
            var encoded = new Object[values.length];
            for (int i = 0; i < values.length; i++) {
                encoded[i] = Encoding.encode(values[i], client.mapper, dialect);
            }
            rows.add(encoded);
        }
        return rows;
    }

    /** What was committed so far; chunks run one after the other. */
    private static final class Progress {

        private long chunks;
        private long rows;
        private int sending;

        ChunkResult committed(int size, long updated) {
            var result = new ChunkResult(++chunks, rows, size, updated);
            rows += size;
            sending = 0;
            return result;
        }

        Throwable stopped(Throwable error) {
            long unknown = error instanceof AmbiguousCommitException ? sending : 0;
            ErrorDetails details = error instanceof DatabaseException ours ? ours.details() : ErrorDetails.NONE;
            return new BulkException(rows, unknown, details, error);
        }
    }
}
