package dev.sluice;

import dev.sluice.spi.Access;
import dev.sluice.spi.TransactionEvent;
import dev.sluice.sql.Tables;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.UnaryOperator;
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
            return scope == null ? client.admit(() -> leased(work)) : joined(scope, work);
        });
    }

    private <T> Flux<T> joined(Scope scope, Function<? super Connection, ? extends Publisher<T>> work) {
        return scope.run(
                Tables.ANY,
                () -> Flux.from(work.apply(new BorrowedConnection(scope.connection(), true)))
                        .onErrorMap(R2dbcException.class, this::translated));
    }

    private <T> Flux<T> leased(Function<? super Connection, ? extends Publisher<T>> work) {
        return Flux.usingWhen(
                        client.leases
                                .acquire(Access.SESSION, UnaryOperator.identity())
                                .onErrorMap(this::translated),
                        connection -> lent(connection, work),
                        connection -> takeBack(connection, false),
                        (connection, error) -> takeBack(connection, Judgement.isDoubtful(error)),
                        connection -> takeBack(connection, false))
                .onErrorMap(R2dbcException.class, this::translated);
    }

    private <T> Publisher<T> lent(Connection connection, Function<? super Connection, ? extends Publisher<T>> work) {
        client.leaks.held(connection);
        return work.apply(new BorrowedConnection(connection, false));
    }

    private Throwable translated(Throwable error) {
        return client.errors.translate(error, null, null);
    }

    /** What listeners drop because of it must be gone before the borrower's caller goes on. */
    private Mono<Void> takeBack(Connection connection, boolean doubtful) {
        return client.leases
                .release(connection, doubtful)
                .doOnTerminate(() ->
                        client.listeners.onCommit(new TransactionEvent(null, 1, Tables.ANY, Duration.ZERO, null)));
    }
}
