package dev.sluice;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.UnsupportedFeatureException;
import dev.sluice.spi.Capability;
import dev.sluice.spi.Dialect;
import dev.sluice.spi.HealthProbe;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The Database over one client. */
final class DefaultDatabase implements Database {

    private final Client client;
    private final Transactions transactions;

    DefaultDatabase(Client client) {
        this.client = client;
        this.transactions = new Transactions(client);
    }

    @Override
    public Query sql(String sql) {
        return DefaultQuery.of(client, sql);
    }

    @Override
    public Mono<Long> executeMany(String sql, Iterable<?> rows) {
        return client.leaks.openedHere(
                () -> "The transaction of executeMany",
                Mono.defer(() -> new Bulk(client, transactions, DefaultQuery.of(client, sql)).all(rows)));
    }

    @Override
    public Flux<ChunkResult> executeMany(String sql, Publisher<?> rows) {
        return client.leaks.openedHere(
                () -> "The transaction of executeMany",
                Flux.defer(() -> new Bulk(client, transactions, DefaultQuery.of(client, sql)).chunked(rows)));
    }

    @Override
    public <T> Mono<T> inTransaction(
            TransactionOptions options, Function<? super Transaction, ? extends Mono<T>> body) {
        return client.leaks.openedHere(() -> "The transaction" + options.label(), transactions.run(options, body));
    }

    @Override
    public <T> Flux<T> streamInTransaction(
            TransactionOptions options, Function<? super Transaction, ? extends Publisher<T>> body) {
        return client.leaks.openedHere(() -> "The transaction" + options.label(), transactions.stream(options, body));
    }

    @Override
    public <T> Flux<T> withConnection(Function<? super Connection, ? extends Publisher<T>> work) {
        return client.leaks.openedHere(() -> "The lent connection", new Lending(client).lend(work));
    }

    @Override
    public Mono<Void> connect() {
        return client.backend.connect().onErrorMap(error -> client.errors.translate(error, null, null));
    }

    @Override
    public Mono<Health> health() {
        return Mono.defer(() -> {
            long startedAt = System.nanoTime();
            return client.backend
                    .connect()
                    .thenMany(client.backend.health())
                    .collectList()
                    .onErrorResume(error -> Mono.just(List.of(unreachable(error))))
                    .map(probes -> new Health(
                            probes.stream().allMatch(HealthProbe::healthy),
                            Duration.ofNanos(System.nanoTime() - startedAt),
                            probes));
        });
    }

    private static HealthProbe unreachable(Throwable error) {
        return new HealthProbe("connected", false, error.getClass().getSimpleName());
    }

    @Override
    public Stats stats() {
        return client.counters.snapshot(client.backend.stats(), client.gate.inside());
    }

    @Override
    public Dialect dialect() {
        return client.backend.dialect();
    }

    @Override
    public <T extends Capability> T capability(Class<T> type) {
        return client.backend
                .capability(type)
                .orElseThrow(() -> new UnsupportedFeatureException(
                        client.backend.name() + " has no capability " + type.getSimpleName(), ErrorDetails.NONE, null));
    }

    @Override
    public Mono<Void> close() {
        return close(client.settings.closeTimeout());
    }

    @Override
    public Mono<Void> close(Duration grace) {
        return Mono.defer(() -> {
            long startedAt = System.nanoTime();
            return client.gate
                    .close()
                    .then(Mono.defer(client.leases::allBack))
                    .timeout(grace, Mono.empty(), client.environment.timer())
                    .then(Mono.defer(() -> client.backend.close(left(grace, startedAt))));
        });
    }

    private static Duration left(Duration grace, long startedAt) {
        Duration left = grace.minusNanos(System.nanoTime() - startedAt);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public String toString() {
        return "Database[" + client.backend.name() + "]";
    }
}
