package dev.sluice.sqlite.engine;

import io.r2dbc.spi.R2dbcException;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The writing connection for one owner alone, without a transaction: what changes the connection itself is allowed, and
 * undone when the session ends. Its commands run in the order they are subscribed to; nobody else writes meanwhile.
 */
public final class Session implements Home {

    private final WriterTurn<?> turn;
    private final EngineOptions options;
    private final Sinks.Empty<Void> restored = Sinks.empty();
    private @Nullable Transaction transaction;
    private volatile boolean over;

    Session(WriterTurn<?> turn, EngineOptions options) {
        this.turn = turn;
        this.options = options;
    }

    /** The rows of a query, with demand. */
    public <R> Flux<R> read(Call call, Terms terms, RowFactory<R> factory) {
        return new CursorFlux<>(call, terms, factory, options.fetchChunk(), turn::submit, turn::withdraw);
    }

    /** Runs statements one after the other; as one unless they are to run bare. */
    public Mono<List<Outcome>> write(List<Call> calls, Terms terms, CommitMode mode) {
        return Job.mono(() -> new WriteUnit(calls, terms, mode), turn::submit, turn::withdraw);
    }

    /**
     * Begins a transaction in the session; fails when a statement has begun one.
     *
     * @param owner takes the transaction over on the worker's thread, as for {@link Engine#begin}
     */
    public Mono<Transaction> begin(Terms terms, boolean readOnly, Predicate<Transaction> owner) {
        return Job.mono(
                () -> new Command<>(
                        "the begin of a transaction", lane -> begin(lane, terms, readOnly, owner), Job::answer),
                turn::submit,
                turn::withdraw);
    }

    private Transaction begin(Lane lane, Terms terms, boolean readOnly, Predicate<Transaction> owner) {
        Transaction begun = readOnly ? ReadOnlyTurn.begin(lane, turn) : begin(lane, terms);
        transaction = begun;
        if (!owner.test(begun)) {
            begun.undo(lane);
            throw EngineFailures.ended();
        }
        return begun;
    }

    private Transaction begin(Lane lane, Terms terms) {
        turn.writer().requireSound();
        LockWait.retry(terms.lockWaitTimeout(), () -> over, () -> {
            lane.begin("BEGIN IMMEDIATE");
            return true;
        });
        return new Transaction(lane, turn, true, turn.writer()::commitOrBreakDown);
    }

    /** Rolls back what is open and restores the connection; completes once that is done. Idempotent. */
    public Mono<Void> end() {
        return Mono.defer(() -> {
            turn.resume(() -> over = true);
            return restored.asMono();
        });
    }

    // ---- the worker's side ----

    boolean isOver() {
        return over;
    }

    /** The open transaction, or the session itself. */
    Home place() {
        Transaction begun = transaction;
        return begun == null || begun.isEnded() ? this : begun;
    }

    void giveUp() {
        over = true;
    }

    /** Ends what is left open, before the connection is restored. */
    void close(Lane lane) {
        over = true;
        Transaction begun = transaction;
        if (begun != null && !begun.isEnded()) {
            begun.undo(lane);
        }
        lane.abandon(EngineFailures.ended());
    }

    void restored() {
        restored.tryEmitEmpty();
    }

    @Override
    public @Nullable R2dbcException refusal() {
        return turn.refusal();
    }

    /** A statement commits by itself, so that nothing later could still refuse it. */
    @Override
    public @Nullable R2dbcException writeRefusal() {
        return turn.writer().acknowledgements().refusal();
    }

    @Override
    public void failed(R2dbcException failure) {
        turn.writer().failed(failure);
    }

    @Override
    public void resume(Runnable continuation) {
        turn.resume(continuation);
    }
}
