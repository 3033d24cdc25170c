package dev.sluice.spi;

import io.r2dbc.spi.Connection;
import java.util.Optional;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The bridge to a framework's own transactions (Spring): lets a Database join a transaction the framework began, and
 * shows the framework the ones the Database began.
 */
public interface AmbientTransactions {

    /** The framework's transaction in this context, or empty. */
    Optional<Mono<Connection>> current(ContextView context);

    /** Makes the framework's transaction in this context roll back at its end. */
    void setRollbackOnly(ContextView context);

    /** Registers work to run after the framework's transaction in this context has committed. */
    void afterCommit(ContextView context, Supplier<? extends Publisher<?>> hook);

    /** Returns the context with our transaction's connection visible to the framework. */
    Context expose(Context context, Connection connection);
}
