package dev.sluice.sqlite.engine;

import dev.sluice.sqlite.handle.NativeConnection;
import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * One database in this JVM: its writer, its readers, and the routes to them. All methods may be called from any thread
 * and none blocks; signals come on the workers' threads.
 */
public final class Engine {

    private static final Duration TICK = Duration.ofMillis(50);

    /** How long those who wait for the disk may be kept waiting by a long statement of somebody else. */
    private static final Duration LATE = Duration.ofMillis(25);

    /** How long closing waits for a subscriber that blocks a reader's thread. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String name;
    private final String version;
    private final boolean lenientQuotes;
    private final EngineOptions options;
    private final Counters counters = new Counters();
    private final UnitQueue writeQueue;
    private final UnitQueue readQueue;
    private final Writer writer;
    private final @Nullable Readers readers;
    private final FileWatch files;
    private final Acknowledgements acknowledgements;
    private final @Nullable Maintenance maintenance;
    private final List<EngineThread> threads = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Disposable watchdog;

    /**
     * Takes over an open writing connection.
     *
     * @param opener opens further connections; null in single-connection mode
     * @param sync what makes commits durable; null when the writing connection does
     */
    Engine(
            String name,
            EngineOptions options,
            NativeConnection connection,
            @Nullable ConnectionOpener opener,
            @Nullable WalSync sync,
            FileWatch files,
            WalWatch walWatch,
            SessionRestore restore) {
        this.name = name;
        this.version = connection.version();
        this.lenientQuotes = connection.takesUnknownNamesForStrings();
        this.options = options;
        this.files = files;
        this.writeQueue = new UnitQueue(options.maxQueue());
        this.acknowledgements = new Acknowledgements(sync, files, options, counters);
        this.writer = new Writer(
                writeQueue,
                new Lane(connection, options),
                counters,
                walWatch,
                files,
                acknowledgements,
                restore,
                opener);
        counters.opened();
        start("writer", writer);
        if (opener == null) {
            readers = null;
            maintenance = null;
            readQueue = writeQueue;
        } else {
            readQueue = new UnitQueue(options.maxQueue());
            readers = new Readers(readQueue, options, opener::reader, this::submitWrite, files, counters);
            maintenance = new Maintenance(
                    opener::maintenance, files, walWatch, acknowledgements, writeQueue::resume, counters);
            readers.threads().forEach(reader -> start("reader-" + threads.size(), reader));
            start("maintenance", maintenance);
        }
        watchdog = Schedulers.parallel()
                .schedulePeriodically(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void start(String role, Runnable work) {
        var thread = new EngineThread("sluice-sqlite-" + name + "-" + role, work);
        threads.add(thread);
        thread.start();
    }

    /** The version of SQLite. */
    public String version() {
        return version;
    }

    /** True when SQLite was compiled to take a double-quoted name that does not exist for a string. */
    public boolean takesUnknownNamesForStrings() {
        return lenientQuotes;
    }

    /** True when reads and writes share the one connection, so that reads wait for transactions. */
    public boolean isSingleConnection() {
        return readers == null;
    }

    /** The rows of a statement that only reads, outside transactions. */
    public <R> Flux<R> read(Call call, Terms terms, RowFactory<R> factory) {
        return new CursorFlux<>(call, terms, factory, options.fetchChunk(), this::submitRead, readQueue::remove);
    }

    /** The rows of a statement that reads but may touch the connection's state, outside transactions. */
    public <R> Flux<R> readOnWriter(Call call, Terms terms, RowFactory<R> factory) {
        return new CursorFlux<>(call, terms, factory, options.fetchChunk(), this::submitWrite, writeQueue::remove);
    }

    /** Runs statements as one, outside transactions; answers once they are committed. */
    public Mono<List<Outcome>> write(List<Call> calls, Terms terms, CommitMode mode) {
        return Job.mono(() -> new WriteUnit(calls, terms, mode), this::submitWrite, writeQueue::remove);
    }

    /**
     * Begins a transaction, once it is its turn.
     *
     * @param owner takes the transaction over on the worker's thread, before the signal goes out, which a cancellation may
     *     overtake; from then on the owner must end it. When it answers false, the transaction is rolled back
     */
    public Mono<Transaction> begin(Terms terms, boolean readOnly, Predicate<Transaction> owner) {
        if (readOnly && readers != null) {
            return Job.mono(() -> new ReadTurn(counters, terms, owner), this::submitRead, readQueue::remove);
        }
        return Job.mono(
                () -> new WriteTurn(writer, options, terms, readOnly || options.readOnly(), owner),
                this::submitWrite,
                writeQueue::remove);
    }

    /**
     * Pins the writing connection for one owner, once it is its turn.
     *
     * @param owner takes the session over on the worker's thread, as for {@link #begin}
     */
    public Mono<Session> pin(Predicate<Session> owner) {
        return Job.mono(() -> new SessionTurn(writer, options, owner), this::submitWrite, writeQueue::remove);
    }

    /** True while the files of the database are known to be in their places. */
    public boolean isInPlace() {
        return !files.isGone();
    }

    /** What the connections do now and have done. */
    public EngineStats stats() {
        int active = (writer.isInUse() ? 1 : 0) + (readers == null ? 0 : readers.active());
        return counters.snapshot(active, writeQueue.size(), readers == null ? 0 : readQueue.size());
    }

    /** Refuses new work, waits for what is running up to the grace, then stops it, rolls back and closes everything. */
    Mono<Void> close(Duration grace) {
        return Mono.defer(() -> {
            closing.set(true);
            return Flux.interval(Duration.ZERO, Duration.ofMillis(5), Schedulers.parallel())
                    .takeUntil(tick -> isQuiet())
                    .take(grace)
                    .then(Mono.defer(this::shutDown));
        });
    }

    private boolean isQuiet() {
        boolean writing = writer.isBusy() || writeQueue.size() > 0 || writer.hasOpenCursors();
        return !writing && (readers == null || (readQueue.size() == 0 && readers.isQuiet()));
    }

    /** Waits for no more than the lock of the timer's queue, though with bad luck it does. */
    private void stopTicking() {
        watchdog.dispose();
    }

    private Mono<Void> shutDown() {
        stopTicking();
        R2dbcException why = EngineFailures.closed(name);
        writeQueue.drain().forEach(unit -> unit.reject(why));
        readQueue.drain().forEach(unit -> unit.reject(why));
        writer.interrupt(why);
        if (readers == null) {
            writeQueue.close();
            return ended();
        }
        readers.interrupt(why);
        // Sessions need the reader threads to end their transactions; only then may the threads go.
        Readers reading = readers;
        return Flux.interval(Duration.ZERO, Duration.ofMillis(2), Schedulers.parallel())
                .takeUntil(tick -> reading.outOfService() == 0)
                .take(PATIENCE)
                .then(Mono.defer(() -> {
                    readQueue.close();
                    reading.closeSpares();
                    if (maintenance != null) {
                        maintenance.close();
                    }
                    return Flux.fromIterable(threads)
                            .skip(1)
                            .flatMap(EngineThread::ended)
                            .then();
                }))
                // The writer goes last: closing the last connection copies the WAL back and removes it.
                .then(Mono.defer(() -> {
                    writeQueue.close();
                    return ended();
                }));
    }

    private Mono<Void> ended() {
        return Flux.fromIterable(threads).flatMap(EngineThread::ended).then();
    }

    private void submitWrite(Unit unit) {
        submit(unit, writeQueue);
    }

    private void submitRead(Unit unit) {
        submit(unit, readQueue);
    }

    private void submit(Unit unit, UnitQueue queue) {
        if (closing.get()) {
            unit.reject(EngineFailures.closed(name));
            return;
        }
        R2dbcException gone = files.gone();
        if (gone != null) {
            unit.reject(gone);
            return;
        }
        switch (queue.offer(unit)) {
            case ACCEPTED -> {}
            case FULL -> unit.reject(EngineFailures.queueFull(options.maxQueue(), state()));
            case CLOSED -> unit.reject(EngineFailures.closed(name));
        }
    }

    /** Ends what has waited for too long. */
    private void tick() {
        long now = System.nanoTime();
        long oldest = now - options.acquireTimeout().toNanos();
        Consumer<Unit> tooLate = unit -> {
            counters.timedOut();
            unit.reject(EngineFailures.acquireTimeout(options.acquireTimeout(), state()));
        };
        writeQueue.removeOlderThan(oldest).forEach(tooLate);
        if (readers != null) {
            readQueue.removeOlderThan(oldest).forEach(tooLate);
            readers.expire(now, tooLate);
        }
        if (maintenance != null && acknowledgements.isOlderThan(LATE)) {
            maintenance.submit(acknowledgements::settle);
        }
    }

    private String state() {
        EngineStats now = stats();
        return "active=" + now.active() + ", idle=" + now.idle() + ", queued=" + now.queued() + ", writer "
                + (writer.isBusy() ? "busy" : "idle") + (readers == null ? ", one connection for everything" : "");
    }
}
