package dev.sluice;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcTransientException;
import io.r2dbc.spi.Result;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A driver whose every answer a test can script: by the name of a call (CREATE, BEGIN, COMMIT, ROLLBACK, CLOSE,
 * SAVEPOINT, RELEASE, ROLLBACK TO) or by a statement's text. What is not scripted succeeds at once; a statement changes
 * one row.
 */
final class FakeDriver implements ConnectionFactory {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    final AtomicInteger open = new AtomicInteger();
    final Queue<FakeConnection> connections = new ConcurrentLinkedQueue<>();
    private volatile Scheduler scheduler = Schedulers.immediate();
    private final Map<String, Queue<Supplier<? extends Publisher<?>>>> script = new ConcurrentHashMap<>();

    /** Answers the next call of this name so. */
    FakeDriver on(String call, Publisher<?> answer) {
        return onCall(call, () -> answer);
    }

    /** Answers the next call of this name so; the supplier runs inside the driver's method and may throw. */
    FakeDriver onCall(String call, Supplier<? extends Publisher<?>> answer) {
        script.computeIfAbsent(call, name -> new ConcurrentLinkedQueue<>()).add(answer);
        return this;
    }

    /** Answers on this scheduler from now on. */
    FakeDriver answerOn(Scheduler other) {
        scheduler = other;
        return this;
    }

    FakeDriver failOn(String call, String sqlState) {
        return on(call, Flux.error(failure(sqlState)));
    }

    static RuntimeException failure(String sqlState) {
        return new R2dbcTransientException("scripted", sqlState) {
            private static final long serialVersionUID = 1L;
        };
    }

    /** What was subscribed to, in order. */
    List<String> calls() {
        return calls;
    }

    long count(String call) {
        return calls.stream().filter(call::equals).count();
    }

    /** Connections created and not closed. */
    int open() {
        return open.get();
    }

    <T> Mono<T> answer(String call, Mono<T> otherwise) {
        return Mono.from(answers(call, otherwise));
    }

    @SuppressWarnings("unchecked") // a test scripts what the call returns
    <T> Flux<T> answers(String call, Publisher<T> otherwise) {
        Queue<Supplier<? extends Publisher<?>>> next = script.get(call);
        Supplier<? extends Publisher<?>> scripted = next == null ? null : next.poll();
        Publisher<?> answer = scripted == null ? otherwise : scripted.get();
        return Flux.defer(() -> {
            calls.add(call);
            return scheduler == Schedulers.immediate()
                    ? (Publisher<T>) answer
                    : Flux.from((Publisher<T>) answer).subscribeOn(scheduler);
        });
    }

    @Override
    public Mono<Connection> create() {
        // Made on the way to its subscriber, so that a connection made is a connection handed over.
        return answer("CREATE", Mono.<Object>just("a new one"))
                .map(made -> made instanceof FakeConnection connection ? connection : new FakeConnection(this));
    }

    /** A result of rows; reading them gives the items as they are, whatever the mapping function. */
    static Result rows(Publisher<?> items) {
        return new FakeResult(items);
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return () -> "H2 as a fake";
    }
}
