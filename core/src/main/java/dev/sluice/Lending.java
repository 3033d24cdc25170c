package dev.sluice;

import dev.sluice.error.DatabaseClosedException;
import dev.sluice.error.ErrorDetails;
import dev.sluice.spi.Access;
import dev.sluice.spi.TransactionEvent;
import dev.sluice.sql.Tables;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lends raw connections. What a borrower writes is not seen, so it counts as "any table". */
final class Lending {

    private final Client client;

    Lending(Client client) {
        this.client = client;
    }

    <T> Flux<T> lend(Function<? super Connection, ? extends Publisher<T>> work) {
        return Flux.deferContextual(context -> {
            Scope scope = Scope.current(context, client);
            return scope == null ? leased(work) : joined(scope, work);
        });
    }

    private <T> Flux<T> joined(Scope scope, Function<? super Connection, ? extends Publisher<T>> work) {
        scope.enter();
        return Flux.<T>defer(() -> work.apply(new BorrowedConnection(scope.connection(), true)))
                .onErrorMap(error -> client.errors.translate(error, null, null))
                .doOnError(scope::fail)
                .doFinally(signal -> {
                    scope.wrote(Tables.ANY);
                    scope.exit();
                });
    }

    private <T> Flux<T> leased(Function<? super Connection, ? extends Publisher<T>> work) {
        if (!client.gate.enter()) {
            return Flux.error(new DatabaseClosedException(
                    "The Database is closed and lends no more connections", ErrorDetails.NONE, null));
        }
        return Flux.usingWhen(
                        client.backend.acquire(Access.WRITE),
                        connection -> work.apply(new BorrowedConnection(connection, false)),
                        this::takeBack,
                        (connection, error) -> takeBack(connection),
                        this::takeBack)
                .onErrorMap(error -> client.errors.translate(error, null, null))
                .doFinally(signal -> client.gate.exit());
    }

    private Mono<Void> takeBack(Connection connection) {
        return Mono.from(connection.close())
                .doFinally(signal ->
                        client.listeners.onCommit(new TransactionEvent(null, 1, Tables.ANY, Duration.ZERO, null)));
    }
}
