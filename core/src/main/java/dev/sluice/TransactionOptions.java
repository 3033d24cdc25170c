package dev.sluice;

import dev.sluice.error.Printable;
import io.r2dbc.spi.IsolationLevel;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction is to be: propagation, isolation, access, deadline, name, retry. Immutable; {@link #DEFAULT} is
 * REQUIRED, SERIALIZABLE, read-write, with the Database's deadline and retry policy.
 */
public final class TransactionOptions {

    /** A read-write, serializable transaction that joins an open one. */
    public static final TransactionOptions DEFAULT =
            new TransactionOptions(Propagation.REQUIRED, IsolationLevel.SERIALIZABLE, false, false, null, null, null);

    private final Propagation propagation;
    private final IsolationLevel isolation;
    private final boolean readOnly;
    private final boolean idempotent;
    private final @Nullable Duration timeout;
    private final @Nullable String name;
    private final @Nullable RetryPolicy retry;

    private TransactionOptions(
            Propagation propagation,
            IsolationLevel isolation,
            boolean readOnly,
            boolean idempotent,
            @Nullable Duration timeout,
            @Nullable String name,
            @Nullable RetryPolicy retry) {
        this.propagation = propagation;
        this.isolation = isolation;
        this.readOnly = readOnly;
        this.idempotent = idempotent;
        this.timeout = timeout;
        this.name = name;
        this.retry = retry;
    }

    /** Returns options with another propagation; default REQUIRED. */
    public TransactionOptions withPropagation(Propagation value) {
        return new TransactionOptions(value, isolation, readOnly, idempotent, timeout, name, retry);
    }

    /** Returns options with another isolation level; default SERIALIZABLE. */
    public TransactionOptions withIsolation(IsolationLevel value) {
        return new TransactionOptions(propagation, value, readOnly, idempotent, timeout, name, retry);
    }

    /** Returns options of a transaction that only reads, on one snapshot; writes in it fail. */
    public TransactionOptions withReadOnly() {
        return new TransactionOptions(propagation, isolation, true, idempotent, timeout, name, retry);
    }

    /**
     * Returns options that promise that committing the body twice does no harm, so that it is also run again when the
     * outcome of a commit is unknown.
     */
    public TransactionOptions withIdempotentBody() {
        return new TransactionOptions(propagation, isolation, readOnly, true, timeout, name, retry);
    }

    /**
     * Returns options with a deadline over acquire, all attempts and the waits between them; default 30 s, zero disables.
     */
    public TransactionOptions withTimeout(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("timeout must be >= 0, was " + value);
        }
        return new TransactionOptions(propagation, isolation, readOnly, idempotent, value, name, retry);
    }

    /** Returns options with a name for logs, metrics and messages. */
    public TransactionOptions withName(String value) {
        return new TransactionOptions(
                propagation, isolation, readOnly, idempotent, timeout, Objects.requireNonNull(value, "name"), retry);
    }

    /** Returns options with another retry policy. */
    public TransactionOptions withRetry(RetryPolicy value) {
        return new TransactionOptions(propagation, isolation, readOnly, idempotent, timeout, name, value);
    }

    /** What happens when a transaction is already open. */
    public Propagation propagation() {
        return propagation;
    }

    /** The isolation level. */
    public IsolationLevel isolation() {
        return isolation;
    }

    /** True when it only reads. */
    public boolean readOnly() {
        return readOnly;
    }

    /** True when committing the body twice does no harm. */
    public boolean idempotentBody() {
        return idempotent;
    }

    /** The deadline; empty means the Database's. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** The name. */
    public Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** The name in quotes with a space before it, for messages; empty when there is none. */
    String label() {
        return name == null ? "" : " '" + Printable.escape(name) + "'";
    }

    /** The retry policy; empty means the Database's. */
    public Optional<RetryPolicy> retry() {
        return Optional.ofNullable(retry);
    }
}
