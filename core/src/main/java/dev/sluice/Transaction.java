package dev.sluice;

import java.util.Optional;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;

/**
 * The transaction a body runs in. The body does not need it to query: everything that uses the same Database joins by
 * the Reactor Context.
 */
public interface Transaction {

    /** Which attempt this is, from 1; after a serialization failure the body runs again with the next number. */
    int attempt();

    /** The name given in the options. */
    Optional<String> name();

    /** True when it only reads. */
    boolean isReadOnly();

    /**
     * Makes the transaction roll back at its end although the body succeeds; the body's value is still emitted.
     *
     * @throws dev.sluice.error.TransactionException when the body has ended
     */
    void setRollbackOnly();

    /** True once {@link #setRollbackOnly()} was called or a statement failed. */
    boolean isRollbackOnly();

    /**
     * Registers work to run after this attempt, and the savepoint it is in, has committed. Hooks run one after the other
     * in the order of registration, outside the transaction, before the caller gets the value. They cannot fail the
     * transaction: an error is logged. Cancelling the caller does not stop them. They do not run after a rollback or when
     * the commit's outcome is unknown.
     *
     * @throws dev.sluice.error.TransactionException when the body has ended
     */
    void afterCommit(Supplier<? extends Publisher<?>> hook);
}
