package dev.sluice;

import dev.sluice.error.AmbiguousCommitException;
import dev.sluice.error.BulkException;
import dev.sluice.error.DatabaseException;
import dev.sluice.error.ErrorDetails;
import dev.sluice.spi.Dialect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

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
                tx -> chunks(rows).concatMap(this::send, 1).reduce(0L, Long::sum));
    }

    /**
     * Encoded rows. More than one chunk is iterated beside the database's work, one chunk ahead, on a thread that may
     * block: nobody knows what a caller's iterator does.
     */
    private Flux<List<Object[]>> chunks(Iterable<?> rows) {
        int size = client.settings.bulkChunk();
        Flux<List<Object[]>> chunks = Flux.fromIterable(rows).buffer(size).map(this::encoded);
        boolean single = rows instanceof Collection<?> known && known.size() <= size;
        return single ? chunks : chunks.subscribeOn(Schedulers.boundedElastic());
    }

    /** A transaction for each chunk; the rows are subscribed once. */
    Flux<ChunkResult> chunked(Publisher<?> rows) {
        return Flux.deferContextual(context -> {
            var progress = new Progress(Scope.current(context, client) != null);
            return Flux.<Object>from(rows)
                    .buffer(client.settings.bulkChunk())
                    .concatMapDelayError(chunk -> chunk(chunk, progress), false, 1)
                    .onErrorMap(progress::stopped);
        });
    }

    private Mono<ChunkResult> chunk(List<Object> chunk, Progress progress) {
        progress.sending = chunk.size();
        return transactions
                .run(TransactionOptions.DEFAULT, tx -> send(encoded(chunk)))
                .map(updated -> progress.committed(chunk.size(), updated));
    }

    private Mono<Long> send(List<Object[]> rows) {
        return Mono.deferContextual(context -> {
            Scope scope = Scope.current(context, client);
            if (scope == null) {
                throw new IllegalStateException("a bulk chunk runs in a transaction");
            }
            return scope.run(query.info().writes(), () -> sent(scope, rows)).reduce(0L, Long::sum);
        });
    }

    private Flux<Long> sent(Scope scope, List<Object[]> rows) {
        var updated = new AtomicLong();
        var report = new StatementReport(
                client, query, updated::get, error -> client.errors.translate(error, query.text(), query.label()));
        Publisher<Long> work = client.backend.dialect().bulk().execute(scope.connection(), query.parsed(), rows);
        return new Ending<>(Flux.from(work).doOnNext(updated::addAndGet), report);
    }

    private List<Object[]> encoded(List<?> chunk) {
        Dialect dialect = client.backend.dialect();
        var rows = new ArrayList<Object[]>(chunk.size());
        for (Object row : chunk) {
            @Nullable Object[] values = query.row(row);
            var encoded = new Object[values.length];
            for (int i = 0; i < values.length; i++) {
                encoded[i] = Encoding.encode(query.parameter(i), values[i], client.mapper, dialect);
            }
            rows.add(encoded);
        }
        return rows;
    }

    /** What was committed so far; chunks run one after the other. */
    private static final class Progress {

        /** In an open transaction nothing is committed before that commits. */
        private final boolean isJoined;

        private long chunks;
        private long rows;
        private int sending;

        Progress(boolean isJoined) {
            this.isJoined = isJoined;
        }

        ChunkResult committed(int size, long updated) {
            var result = new ChunkResult(++chunks, rows, size, updated);
            rows += size;
            sending = 0;
            return result;
        }

        Throwable stopped(Throwable error) {
            long unknown = error instanceof AmbiguousCommitException ? sending : 0;
            ErrorDetails details = error instanceof DatabaseException ours ? ours.details() : ErrorDetails.NONE;
            return new BulkException(isJoined ? 0 : rows, unknown, details, error);
        }
    }
}
