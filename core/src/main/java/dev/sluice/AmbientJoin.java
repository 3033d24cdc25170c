package dev.sluice;

import dev.sluice.spi.AmbientTransactions;
import io.r2dbc.spi.Connection;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Joins a transaction that a framework began and will end: what happens here only marks it and registers with it. */
final class AmbientJoin {

    private final Client client;

    AmbientJoin(Client client) {
        this.client = client;
    }

    static boolean isPossible(Client client, TransactionOptions options, ContextView context) {
        return options.propagation() != Propagation.REQUIRES_NEW
                && Optional.ofNullable(client.ambient)
                        .flatMap(bridge -> bridge.current(context))
                        .isPresent();
    }

    <T> Mono<T> run(TransactionOptions options, Function<? super Transaction, ? extends Mono<T>> body) {
        return Mono.deferContextual(context -> {
            AmbientTransactions bridge = Optional.ofNullable(client.ambient).orElseThrow();
            return bridge.current(context)
                    .orElseThrow()
                    .flatMap(connection -> joined(connection, options, body, bridge, context));
        });
    }

    private <T> Mono<T> joined(
            Connection connection,
            TransactionOptions options,
            Function<? super Transaction, ? extends Mono<T>> body,
            AmbientTransactions bridge,
            ContextView context) {
        Scope scope = Scope.outermost(connection, options, 1);
        Mono<T> work = options.propagation() == Propagation.NESTED
                ? new Nesting(client).run(scope, options, body)
                : Mono.defer(() -> body.apply(scope));
        return work.contextWrite(inner -> inner.put(client, scope))
                .doOnSuccess(value -> settle(scope, bridge, context))
                .doOnError(error -> bridge.setRollbackOnly(context));
    }

    /** Hands over to the framework what the body registered and decided. */
    private static void settle(Scope scope, AmbientTransactions bridge, ContextView context) {
        Throwable first = scope.failure();
        if (first != null) {
            throw scope.aborted(first);
        }
        if (scope.isRollbackOnly()) {
            bridge.setRollbackOnly(context);
        }
        scope.takeHooks().forEach(hook -> bridge.afterCommit(context, hook));
    }
}
