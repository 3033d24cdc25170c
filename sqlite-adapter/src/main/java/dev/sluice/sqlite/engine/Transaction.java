package dev.sluice.sqlite.engine;

import dev.sluice.error.Printable;
import dev.sluice.sqlite.handle.Identifier;
import io.r2dbc.spi.R2dbcException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An open transaction: statements, savepoints and the end of it. Its commands run in the order they are subscribed to, on
 * the worker that holds its connection.
 *
 * <p>Once SQLite has rolled it back by itself it is aborted: statements fail without reaching SQLite, which would
 * otherwise commit them one by one; commit fails, rollback succeeds.
 */
public final class Transaction implements Home {

    /** Carries commands to the worker that serves the transaction. */
    interface Carrier {

        void submit(Unit unit);

        void withdraw(Unit unit);

        void resume(Runnable continuation);

        /** Why statements must not reach SQLite now; null when they may. */
        @Nullable
        R2dbcException refusal();

        /** Answers a COMMIT once what it committed is as durable as was promised. */
        void acknowledge(Job<?> committed);

        /** The transaction has ended; told once, before anybody else is. */
        void ended();
    }

    private final Lane lane;
    private final Carrier carrier;
    private final boolean writes;
    private final Consumer<Lane> commit;
    private @Nullable R2dbcException abortedBy;
    private volatile boolean ended;

    /**
     * @param writes whether it may write
     * @param commit how COMMIT is done
     */
    Transaction(Lane lane, Carrier carrier, boolean writes, Consumer<Lane> commit) {
        this.lane = lane;
        this.carrier = carrier;
        this.writes = writes;
        this.commit = commit;
    }

    /** The rows of a query, with demand. */
    public <R> Flux<R> read(Call call, Terms terms, RowFactory<R> factory) {
        int chunk = lane.options().fetchChunk();
        return new CursorFlux<>(call, terms, factory, chunk, carrier::submit, carrier::withdraw);
    }

    /** Runs statements as one. */
    public Mono<List<Outcome>> write(List<Call> calls, Terms terms) {
        return Job.mono(() -> new WriteUnit(calls, terms, CommitMode.ALONE), carrier::submit, carrier::withdraw);
    }

    /** Commits. Fails when the transaction is aborted, or when a deferred constraint is broken: then it is rolled back. */
    public Mono<Void> commit() {
        return command("the commit of a transaction", this::commitOn, carrier::acknowledge);
    }

    private void commitOn(Lane on) {
        R2dbcException cause = abortedBy;
        if (cause != null) {
            undo(on);
            throw EngineFailures.commitOfAborted(cause);
        }
        try {
            on.settle();
            commit.accept(on);
        } finally {
            end();
            if (on.inTransaction()) {
                on.rollback();
            }
        }
    }

    /** Rolls back; succeeds also when it is aborted or has ended. */
    public Mono<Void> rollback() {
        return Mono.defer(() -> ended
                ? Mono.empty()
                : command("the rollback of a transaction", this::undo, Job::answer)
                        .onErrorResume(failure -> ended && failure instanceof R2dbcException, failure -> Mono.empty()));
    }

    /** Rolls back without telling anyone: for an owner whose caller has gone. */
    public void abandon() {
        carrier.resume(() -> {
            if (!ended) {
                undo(lane);
            }
        });
    }

    /** Sets a savepoint. */
    public Mono<Void> savepoint(String name) {
        return statement("SAVEPOINT " + Identifier.quoted(name));
    }

    /** Forgets a savepoint and those after it. */
    public Mono<Void> release(String name) {
        return statement("RELEASE " + Identifier.quoted(name));
    }

    /** Undoes what was done after a savepoint, which stays. */
    public Mono<Void> rollbackTo(String name) {
        return statement("ROLLBACK TO " + Identifier.quoted(name));
    }

    /** True once it was committed or rolled back, by whomever. */
    public boolean isEnded() {
        return ended;
    }

    /** True when it may write. */
    public boolean writes() {
        return writes;
    }

    // ---- the worker's side ----

    /** Rolls back what is left, on the worker, and lets nothing more in. */
    void undo(Lane on) {
        end();
        on.abandon(EngineFailures.ended());
        if (on.inTransaction() || abortedBy == null) {
            on.rollback();
        }
    }

    private void end() {
        if (!ended) {
            ended = true;
            carrier.ended();
        }
    }

    @Override
    public @Nullable R2dbcException refusal() {
        if (ended) {
            return EngineFailures.ended();
        }
        return abortedBy == null ? carrier.refusal() : EngineFailures.aborted(abortedBy);
    }

    @Override
    public void resume(Runnable continuation) {
        carrier.resume(continuation);
    }

    @Override
    public void ended(Cursor<?> cursor, @Nullable R2dbcException failure) {
        if (failure != null) {
            failed(failure);
        }
    }

    @Override
    public void failed(R2dbcException failure) {
        if (abortedBy == null && !ended && !lane.isTransactionAlive()) {
            abortedBy = failure;
        }
    }

    private Mono<Void> statement(String sql) {
        Consumer<Lane> work = on -> {
            R2dbcException refusal = refusal();
            if (refusal != null) {
                throw refusal;
            }
            on.settle();
            on.connection().run(sql);
        };
        return command(Printable.shorten(sql), work, Job::answer);
    }

    private Mono<Void> command(String name, Consumer<Lane> work, Consumer<Job<?>> answer) {
        // What comes after the end must not touch the lane: it may serve someone else by then.
        Function<Lane, Void> checked = on -> {
            if (ended) {
                throw EngineFailures.ended();
            }
            work.accept(on);
            return null;
        };
        return Job.mono(() -> new Command<>(name, checked, answer), carrier::submit, carrier::withdraw);
    }
}
