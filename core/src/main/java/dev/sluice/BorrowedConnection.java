package dev.sluice;

import dev.sluice.error.ErrorDetails;
import dev.sluice.error.TransactionException;
import dev.sluice.spi.ForwardingConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.TransactionDefinition;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** A connection that cannot be closed by its borrower, nor, inside a transaction, taken out of it. */
final class BorrowedConnection extends ForwardingConnection {

    private final boolean inTransaction;

    BorrowedConnection(Connection owner, boolean inTransaction) {
        super(owner);
        this.inTransaction = inTransaction;
    }

    @Override
    public Publisher<Void> close() {
        return refuse("closed");
    }

    @Override
    public Publisher<Void> beginTransaction() {
        return guarded(super::beginTransaction, "begun");
    }

    @Override
    public Publisher<Void> beginTransaction(TransactionDefinition definition) {
        return guarded(() -> super.beginTransaction(definition), "begun");
    }

    @Override
    public Publisher<Void> commitTransaction() {
        return guarded(super::commitTransaction, "committed");
    }

    @Override
    public Publisher<Void> rollbackTransaction() {
        return guarded(super::rollbackTransaction, "rolled back");
    }

    @Override
    public Publisher<Void> setAutoCommit(boolean autoCommit) {
        return guarded(() -> super.setAutoCommit(autoCommit), "switched to or from autocommit");
    }

    @Override
    public Publisher<Void> setTransactionIsolationLevel(IsolationLevel isolationLevel) {
        return guarded(() -> super.setTransactionIsolationLevel(isolationLevel), "given another isolation level");
    }

    private Publisher<Void> guarded(Supplier<Publisher<Void>> action, String what) {
        return inTransaction ? refuse(what) : action.get();
    }

    private static Publisher<Void> refuse(String what) {
        return Mono.error(() -> new TransactionException(
                "A borrowed connection cannot be " + what + " by its borrower; the Database does that",
                ErrorDetails.NONE,
                null));
    }

    @Override
    public String toString() {
        return "Borrowed[" + unwrap() + "]";
    }
}
