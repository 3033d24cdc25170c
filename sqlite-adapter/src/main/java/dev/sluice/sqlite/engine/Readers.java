package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.NativeConnection;
import io.r2dbc.spi.R2dbcException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reading threads, their queue, and the connections that no thread holds: spare ones, and those out of service with a
 * parked cursor or a read-only transaction.
 */
final class Readers {

    private static final Logger log = LoggerFactory.getLogger(Readers.class);

    private final UnitQueue queue;
    private final EngineOptions options;
    private final Supplier<NativeConnection> opener;
    private final Consumer<Unit> writer;
    private final FileWatch files;
    private final Counters counters;
    private final List<Reader> threads = new ArrayList<>();
    private final ArrayDeque<Lane> spares = new ArrayDeque<>();
    private final ArrayDeque<ReadTurn> deferred = new ArrayDeque<>();
    private final Set<ReadSession> sessions = ConcurrentHashMap.newKeySet();
    private boolean closed;

    Readers(
            UnitQueue queue,
            EngineOptions options,
            Supplier<NativeConnection> opener,
            Consumer<Unit> writer,
            FileWatch files,
            Counters counters) {
        this.queue = queue;
        this.options = options;
        this.opener = opener;
        this.writer = writer;
        this.files = files;
        this.counters = counters;
        for (int i = 0; i < options.readers(); i++) {
            threads.add(new Reader(this, queue));
        }
    }

    List<Reader> threads() {
        return threads;
    }

    /** Why nothing may be read any more; null while it may. */
    @Nullable
    R2dbcException refusal() {
        return files.gone();
    }

    Counters counters() {
        return counters;
    }

    int outOfService() {
        return sessions.size();
    }

    void resume(Runnable continuation) {
        queue.resume(new Continuation(continuation));
    }

    void moveToWriter(Cursor<?> cursor) {
        writer.accept(cursor);
    }

    /** A connection that nobody uses, opened if there is none. Blocks on the file system then. */
    Lane spare() {
        Lane spare = pollSpare();
        if (spare != null) {
            return spare;
        }
        try {
            var lane = new Lane(opener.get(), options);
            counters.opened();
            return lane;
        } catch (R2dbcException failure) {
            counters.error();
            throw failure;
        }
    }

    private @Nullable Lane pollSpare() {
        synchronized (spares) {
            return spares.pollLast();
        }
    }

    /** Takes a connection out of service; null when as many are as may be. */
    @Nullable
    ReadSession takeOutOfService(Lane lane) {
        synchronized (spares) {
            if (sessions.size() >= options.maxOpenCursors()) {
                return null;
            }
            var session = new ReadSession(this, lane);
            sessions.add(session);
            return session;
        }
    }

    /** Lets a transaction wait until a connection comes back. */
    void defer(ReadTurn turn) {
        boolean late;
        synchronized (spares) {
            late = closed;
            if (!late) {
                deferred.addLast(turn);
            }
        }
        if (late) {
            turn.reject(EngineFailures.closed("of this transaction"));
            return;
        }
        // A connection may have come back in between.
        queueDeferred();
    }

    private void queueDeferred() {
        ReadTurn turn;
        synchronized (spares) {
            turn = sessions.size() < options.maxOpenCursors() ? deferred.pollFirst() : null;
        }
        if (turn != null) {
            queue.requeue(turn);
        }
    }

    /** Puts a connection back into service. */
    void putBack(ReadSession session, Lane lane) {
        boolean sound = endTransaction(lane);
        boolean kept;
        synchronized (spares) {
            sessions.remove(session);
            kept = sound && !closed && spares.size() < options.readers();
            if (kept) {
                spares.addLast(lane);
            }
        }
        if (sound && !kept) {
            close(lane);
        }
        queueDeferred();
    }

    /** Ends a read transaction, if one is open. False when the connection had to be closed. */
    boolean endTransaction(Lane lane) {
        if (!lane.inTransaction()) {
            return true;
        }
        try {
            lane.commit();
            return true;
        } catch (R2dbcException failure) {
            log.warn("A reading connection could not end its transaction and was closed", failure);
            counters.error();
            close(lane);
            return false;
        }
    }

    void close(Lane lane) {
        counters.closed();
        lane.connection().close();
    }

    /** Ends cursors and transactions that have waited for too long, and rejects what could not begin in time. */
    void expire(long now, Consumer<Unit> tooLate) {
        sessions.forEach(session -> session.expire(now, options));
        List<ReadTurn> late = new ArrayList<>();
        synchronized (spares) {
            deferred.removeIf(turn -> {
                boolean old = now - turn.queuedAt > options.acquireTimeout().toNanos();
                return old && late.add(turn);
            });
        }
        late.forEach(tooLate);
    }

    /** Stops what runs and what is parked. */
    void interrupt(R2dbcException why) {
        threads.forEach(thread -> thread.interrupt(why));
        sessions.forEach(session -> session.end(why));
        List<ReadTurn> waiting;
        synchronized (spares) {
            waiting = new ArrayList<>(deferred);
            deferred.clear();
        }
        // Without the lock: a subscriber is told.
        waiting.forEach(turn -> turn.reject(why));
    }

    /** Closes the connections that nobody holds; the threads close theirs. */
    void closeSpares() {
        List<Lane> rest;
        synchronized (spares) {
            closed = true;
            rest = new ArrayList<>(spares);
            spares.clear();
        }
        rest.forEach(this::close);
    }

    boolean isQuiet() {
        return sessions.isEmpty() && threads.stream().noneMatch(Reader::isBusy);
    }

    int active() {
        return sessions.size() + (int) threads.stream().filter(Reader::isInUse).count();
    }
}
