package dev.sluice.testkit.fault;

import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcRollbackException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The faults of one factory, and how often each call was made. Safe for all threads. */
final class FaultScript {

    static final String LOST = "08006";

    private final Object lock = new Object();
    private final Map<FaultPoint, Integer> calls = new EnumMap<>(FaultPoint.class);
    private final List<Pending> pending = new ArrayList<>();
    private final List<Sinks.Empty<Void>> unanswered = new ArrayList<>();

    void inject(Fault fault) {
        synchronized (lock) {
            pending.add(new Pending(fault, calls.getOrDefault(fault.point(), 0)));
        }
    }

    void clear() {
        synchronized (lock) {
            pending.clear();
        }
    }

    int calls(FaultPoint point) {
        synchronized (lock) {
            return calls.getOrDefault(point, 0);
        }
    }

    /** Counts the call and runs it, or what a fault makes of it. */
    <T> Flux<T> run(FaultPoint point, Supplier<? extends Publisher<? extends T>> action, Line line) {
        return run(point, action, value -> Mono.empty(), line);
    }

    /**
     * Counts the call and runs it, or what a fault makes of it.
     *
     * @param finish what is to be done with each value that a fault keeps from the caller
     */
    <T> Flux<T> run(
            FaultPoint point,
            Supplier<? extends Publisher<? extends T>> action,
            Function<? super T, ? extends Publisher<?>> finish,
            Line line) {
        return Flux.<T>defer(() -> {
            Fault fault = next(point);
            if (line.isLost() && point != FaultPoint.CLOSE) {
                return Flux.error(failure(LOST, "the connection is lost"));
            }
            if (fault == null) {
                return Flux.from(action.get());
            }
            Mono<Void> reached = fault.reachesDatabase()
                    ? Flux.from(action.get()).concatMap(finish).then()
                    : Mono.empty();
            Mono<Void> cut = fault.losesConnection() ? line.cut() : Mono.empty();
            // Deferred: a call counts as hanging only once the database has done what it should.
            return reached.then(cut).thenMany(Flux.defer(() -> outcome(fault)));
        });
    }

    private @Nullable Fault next(FaultPoint point) {
        synchronized (lock) {
            int call = calls.merge(point, 1, Integer::sum);
            return pending.stream()
                    .filter(one -> one.fault.point() == point && one.fault.strikes(call - one.callsBefore))
                    .map(Pending::fault)
                    .findFirst()
                    .orElse(null);
        }
    }

    private <T> Mono<T> outcome(Fault fault) {
        String sqlState = fault.sqlState();
        if (sqlState != null) {
            return Mono.error(failure(sqlState, "injected"));
        }
        Sinks.Empty<Void> answer = Sinks.empty();
        synchronized (lock) {
            unanswered.add(answer);
        }
        return answer.asMono().then(Mono.empty());
    }

    int hanging() {
        synchronized (lock) {
            return unanswered.size();
        }
    }

    void answer() {
        List<Sinks.Empty<Void>> taken;
        synchronized (lock) {
            taken = List.copyOf(unanswered);
            unanswered.clear();
        }
        taken.forEach(Sinks.Empty::tryEmitEmpty);
    }

    private static R2dbcException failure(String sqlState, String why) {
        String message = "Fault " + sqlState + ": " + why;
        return switch (sqlState.substring(0, 2)) {
            case "40" -> new R2dbcRollbackException(message, sqlState);
            case "23" -> new R2dbcDataIntegrityViolationException(message, sqlState);
            default -> new R2dbcNonTransientResourceException(message, sqlState);
        };
    }

    /** The way to the database that one connection is. */
    interface Line {

        boolean isLost();

        /** Cuts it; what was open is rolled back. */
        Mono<Void> cut();
    }

    private record Pending(Fault fault, int callsBefore) {}
}
