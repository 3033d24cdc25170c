package dev.sluice;

import dev.sluice.spi.DatabaseListener;
import dev.sluice.spi.StatementEvent;
import dev.sluice.spi.TransactionEvent;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;

/** Tells all listeners; what one throws is logged and keeps neither the others nor the caller from going on. */
final class Listeners implements DatabaseListener {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final List<DatabaseListener> listeners;

    Listeners(List<DatabaseListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    boolean isEmpty() {
        return listeners.isEmpty();
    }

    @Override
    public void onStatement(StatementEvent event) {
        tell(listener -> listener.onStatement(event));
    }

    @Override
    public void onAttempt(@Nullable String name, int attempt) {
        tell(listener -> listener.onAttempt(name, attempt));
    }

    @Override
    public void onCommit(TransactionEvent event) {
        tell(listener -> listener.onCommit(event));
    }

    @Override
    public void onRollback(TransactionEvent event) {
        tell(listener -> listener.onRollback(event));
    }

    @Override
    public void onUnknown(TransactionEvent event) {
        tell(listener -> listener.onUnknown(event));
    }

    private void tell(Consumer<DatabaseListener> call) {
        for (DatabaseListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (Throwable e) { // an Error of a listener would end somebody's statement just the same
                Exceptions.throwIfJvmFatal(e);
                LOG.warn(
                        "A database listener failed; it is ignored: {}",
                        listener.getClass().getName(),
                        e);
            }
        }
    }
}
