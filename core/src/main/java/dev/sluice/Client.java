package dev.sluice;

import dev.sluice.error.DatabaseClosedException;
import dev.sluice.error.ErrorDetails;
import dev.sluice.mapping.Mapper;
import dev.sluice.spi.AmbientTransactions;
import dev.sluice.spi.Backend;
import dev.sluice.spi.Environment;
import dev.sluice.spi.ErrorTranslator;
import dev.sluice.spi.LeakWatch;
import dev.sluice.sql.SqlCache;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What every part of one Database works with. Its identity is the key of the Database's transactions in the Reactor
 * Context.
 */
final class Client {

    final Backend backend;
    final ClientSettings settings;
    final Environment environment;
    final Mapper mapper;
    final SqlCache statements;
    final Listeners listeners;
    final ErrorTranslator errors;
    final @Nullable AmbientTransactions ambient;
    final Counters counters = new Counters();
    final Gate gate = new Gate();
    final Leases leases = new Leases(this);
    final LeakDetection leaks;
    final RetryBudget budget;
    final Timers timers;

    Client(
            Backend backend,
            ClientSettings settings,
            Environment environment,
            Mapper mapper,
            Listeners listeners,
            @Nullable AmbientTransactions ambient) {
        this.backend = backend;
        this.settings = settings;
        this.environment = environment;
        this.mapper = mapper;
        this.listeners = listeners;
        this.errors = new ErrorTranslator(settings.redactCauses());
        this.ambient = ambient;
        this.leaks = new LeakDetection(LeakWatch.of(settings.leakDetection(), environment.timer()));
        this.timers = new Timers(environment.timer());
        this.statements = new SqlCache(backend.dialect().syntax(), settings.parsedStatements());
        this.budget = new RetryBudget(settings.retryPerCommit(), settings.retryPerSecond(), environment.clock());
    }

    /**
     * Runs work that a close waits for; refused once the Database is closed. Leaves before the subscriber learns of the
     * end, so that whoever was told counts as outside, but after the work learned of a cancel.
     */
    <T> Flux<T> admit(Supplier<Flux<T>> work) {
        return Flux.defer(() -> admitted(work));
    }

    /** As {@link #admit}, for a subscription that is under way. */
    <T> Flux<T> admitted(Supplier<Flux<T>> work) {
        return gate.enter() ? new Ending<>(Flux.defer(work), gate) : Flux.error(closed());
    }

    /** As {@link #admit}, for one value. */
    <T> Mono<T> admitOne(Supplier<Mono<T>> work) {
        return Mono.defer(() -> {
            if (!gate.enter()) {
                return Mono.error(closed());
            }
            Runnable leave = gate.exitOnce();
            return Mono.defer(work).doOnTerminate(leave).doFinally(signal -> leave.run());
        });
    }

    static DatabaseClosedException closed() {
        return new DatabaseClosedException(
                "The Database is closed and takes no more work; open another one", ErrorDetails.NONE, null);
    }
}
