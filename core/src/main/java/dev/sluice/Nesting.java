package dev.sluice;

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
            Mono<Void> undoing = outer.undoing();
            return undoing == null ? opened(outer, options) : undoing.then(opened(outer, options));
        });
    }

    private Mono<Scope> opened(Scope outer, TransactionOptions options) {
        return Mono.defer(() -> {
            Scope scope = outer.openNested(options);
            return Mono.defer(() -> Mono.from(scope.connection().createSavepoint(scope.savepoint())))
                    .thenReturn(scope)
                    .onErrorMap(error -> client.errors.translate(error, null, null))
                    .doOnError(error -> {
                        outer.fail(error);
                        scope.leaveParent();
                    })
                    // The driver may have set the savepoint all the same: the outer transaction cannot go on from here.
                    .doOnCancel(() -> {
                        outer.fail(Transactions.refused("A NESTED transaction was cancelled while it began"));
                        scope.leaveParent();
                    });
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
            return Mono.defer(() -> Mono.from(scope.connection().releaseSavepoint(scope.savepoint())))
                    .doOnSuccess(done -> scope.mergeIntoParent())
                    .onErrorMap(error -> client.errors.translate(error, null, null))
                    .doOnError(error -> {
                        scope.outer().fail(error);
                        scope.leaveParent();
                    });
        }));
    }

    private Mono<Void> rollback(Scope scope, Throwable error) {
        Throwable first = scope.failure();
        return scope.drain().then(Mono.defer(() -> undo(scope, first == null ? error : first)));
    }

    private Mono<Void> rollbackOnCancel(Scope scope) {
        scope.abandon();
        return scope.drain().then(Mono.defer(() -> undo(scope, null)));
    }

    /** Rolls back to the savepoint. What a re-run of the whole transaction must cure stays a failure of the outer scope. */
    private Mono<Void> undo(Scope scope, @Nullable Throwable cause) {
        if (cause != null && Judgement.inTransaction(client, scope, cause) == Verdict.RERUN) {
            scope.outer().fail(cause);
            scope.leaveParent();
            return Mono.empty();
        }
        return Mono.defer(() -> Mono.from(scope.connection().rollbackTransactionToSavepoint(scope.savepoint())))
                .onErrorResume(error -> {
                    // What the outer scope met is this failure: it may be a loss, which the whole can be run again
                    // after.
                    scope.outer().fail(client.errors.translate(error, null, null));
                    Attempt.suppress(cause, error);
                    return Mono.empty();
                })
                // Not doFinally: what the caller does next with the outer transaction would come before it.
                .doOnTerminate(scope::leaveParent);
    }
}
