package dev.sluice;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.TransactionException;
import dev.sluice.spi.Feature;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Decides by propagation and by what is open in the Context whether work joins, nests in, or begins a transaction. */
final class Transactions {

    private final Client client;

    Transactions(Client client) {
        this.client = client;
    }

    <T> Mono<T> run(TransactionOptions options, Function<? super Transaction, ? extends Mono<T>> body) {
        return Mono.deferContextual(context -> {
            Scope open = Scope.current(context, client);
            if (open == null && AmbientJoin.isPossible(client, options, context)) {
                return new AmbientJoin(client).run(options, body);
            }
            return switch (placement(options, open)) {
                case JOIN -> join(known(open), options, body);
                case NEST -> new Nesting(client).run(known(open), options, body);
                case BEGIN -> begin(options, body);
            };
        });
    }

    <T> Flux<T> stream(TransactionOptions options, Function<? super Transaction, ? extends Publisher<T>> body) {
        return Flux.deferContextual(context -> {
            Scope open = Scope.current(context, client);
            if (placement(options, open) == Placement.BEGIN) {
                return client.admit(() -> new TransactionRun(client, options).stream(body));
            }
            if (options.propagation() == Propagation.NESTED) {
                throw refused("A stream cannot run in a NESTED transaction, because its values would be emitted before "
                        + "the savepoint is released; use inTransaction with collectList");
            }
            return joinStream(known(open), options, body);
        });
    }

    private <T> Mono<T> begin(TransactionOptions options, Function<? super Transaction, ? extends Mono<T>> body) {
        return client.admitOne(() -> new TransactionRun(client, options).run(body));
    }

    private enum Placement {
        JOIN,
        NEST,
        BEGIN
    }

    private Placement placement(TransactionOptions options, @Nullable Scope open) {
        return switch (options.propagation()) {
            case REQUIRED -> open == null ? Placement.BEGIN : Placement.JOIN;
            case NESTED -> open == null ? Placement.BEGIN : Placement.NEST;
            case MANDATORY -> mandatory(open);
            case REQUIRES_NEW -> independent(options, open);
        };
    }

    private static Placement mandatory(@Nullable Scope open) {
        if (open == null) {
            throw refused(
                    "A MANDATORY transaction needs an open one, and there is none in the Reactor Context; Mono.cache() "
                            + "and an inner subscribe() lose the Context");
        }
        return Placement.JOIN;
    }

    private Placement independent(TransactionOptions options, @Nullable Scope open) {
        if (open != null && excludes(open, options)) {
            throw refused("A REQUIRES_NEW transaction can never start while the outer one holds the database's only "
                    + "writer; use NESTED, or run it after the outer one (afterCommit)");
        }
        return Placement.BEGIN;
    }

    /** Where reads have no snapshot of their own, even a reader has to wait for the open transaction. */
    private boolean excludes(Scope open, TransactionOptions options) {
        Set<Feature> features = client.backend.dialect().features();
        boolean bothWrite = !open.isReadOnly() && !options.readOnly();
        return features.contains(Feature.SINGLE_WRITER) && (bothWrite || !features.contains(Feature.SNAPSHOT_READS));
    }

    /**
     * Joins the open transaction. If the body fails or is cancelled half-way, the whole transaction can only roll back:
     * otherwise its first half would be committed.
     */
    private static <T> Mono<T> join(
            Scope open, TransactionOptions options, Function<? super Transaction, ? extends Mono<T>> body) {
        checkAccess(open, options);
        var done = new AtomicBoolean();
        return Mono.<T>defer(() -> body.apply(open))
                .doOnSuccess(value -> done.set(true))
                .doOnError(open::fail)
                .doOnCancel(() -> {
                    if (!done.get()) {
                        open.fail(cancelledHalfWay());
                    }
                });
    }

    private static <T> Flux<T> joinStream(
            Scope open, TransactionOptions options, Function<? super Transaction, ? extends Publisher<T>> body) {
        checkAccess(open, options);
        return Flux.<T>defer(() -> body.apply(open))
                .doOnError(open::fail)
                .doOnCancel(() -> open.fail(cancelledHalfWay()));
    }

    private static TransactionException cancelledHalfWay() {
        return refused("An inner transaction that had joined was cancelled before its end; use NESTED for what may be "
                + "cancelled alone");
    }

    static void checkAccess(Scope open, TransactionOptions options) {
        if (open.isReadOnly() && !options.readOnly()) {
            throw refused(
                    "A read-write transaction cannot run inside a read-only one; make the outer one read-write, or "
                            + "this one read-only");
        }
    }

    private static Scope known(@Nullable Scope open) {
        if (open == null) {
            throw new IllegalStateException("no open transaction");
        }
        return open;
    }

    static TransactionException refused(String message) {
        return new TransactionException(message, ErrorDetails.NONE, null);
    }
}
