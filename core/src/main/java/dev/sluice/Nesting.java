package dev.sluice;

import dev.sluice.spi.Phase;
import dev.sluice.spi.Verdict;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Runs a body in a savepoint of an open transaction. */
final class Nesting {

    private final Client client;

    Nesting(Client client) {
        this.client = client;
    }

    <T> Mono<T> run(Scope outer, TransactionOptions options, Function<? super Transaction, ? extends Mono<T>> body) {
        Transactions.checkAccess(outer, options);
        var failed = new AtomicReference<@Nullable Throwable>();
        return Mono.usingWhen(
                        open(outer, options),
                        scope -> Mono.<T>defer(() -> body.apply(scope))
                                .contextWrite(context -> context.put(client, scope)),
                        scope -> release(scope).doOnError(failed::set),
                        this::rollback,
                        this::rollbackOnCancel)
                .onErrorMap(error -> failed.get() == null ? error : failed.get());
    }

    private Mono<Scope> open(Scope outer, TransactionOptions options) {
        return Mono.defer(() -> {
            Scope scope = outer.openNested(options);
            return Mono.from(scope.connection().createSavepoint(scope.savepoint()))
                    .thenReturn(scope)
                    .doOnError(error -> {
                        scope.leaveParent();
                        outer.fail(error);
                    })
                    .onErrorMap(error -> client.errors.translate(error, null, null));
        });
    }

    private Mono<Void> release(Scope scope) {
        return scope.drain().then(Mono.defer(() -> {
            Throwable first = scope.failure();
            if (first != null) {
                return undo(scope, first).then(Mono.error(scope.aborted(first)));
            }
            if (scope.isRollbackOnly()) {
                return undo(scope, null);
            }
            return Mono.from(scope.connection().releaseSavepoint(scope.savepoint()))
                    .doOnSuccess(done -> scope.mergeIntoParent())
                    .doOnError(error -> {
                        scope.leaveParent();
                        scope.outer().fail(error);
                    });
        }));
    }

    private Mono<Void> rollback(Scope scope, Throwable error) {
        Throwable first = scope.failure();
        return scope.drain().then(Mono.defer(() -> undo(scope, first == null ? error : first)));
    }

    private Mono<Void> rollbackOnCancel(Scope scope) {
        return scope.drain().then(Mono.defer(() -> undo(scope, null)));
    }

    /** Rolls back to the savepoint. What a re-run of the whole transaction must cure stays a failure of the outer scope. */
    private Mono<Void> undo(Scope scope, @Nullable Throwable cause) {
        if (cause != null && client.backend.failures().classify(cause, Phase.BODY) == Verdict.RERUN) {
            scope.leaveParent();
            scope.outer().fail(cause);
            return Mono.empty();
        }
        return Mono.from(scope.connection().rollbackTransactionToSavepoint(scope.savepoint()))
                .doOnError(error -> scope.outer().fail(cause == null ? error : cause))
                .onErrorResume(error -> Mono.empty())
                // Not doFinally: what the caller does next with the outer transaction would come before it.
                .doOnTerminate(scope::leaveParent);
    }
}
