package dev.sluice.spi;

import dev.sluice.error.DatabaseException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * The classification common to databases that speak SQLSTATE; a backend refines it with its own codes.
 *
 * <p>40001, 40P01 and CR000 always re-run. Loss of the connection (08xxx, 57P01, 57P02) re-runs before a commit may have
 * been sent, refusals (57P03, 53300, 25006) before COMMIT. 40003 and 08007 are always unknown; loss, 57014 and time-outs are unknown once a commit may have been sent.
 * Failures of the driver without SQLSTATE count as loss of the connection, except its time-outs. Everything else is final.
 */
public final class SqlStateClassifier implements FailureClassifier {

    private static final Set<String> RERUN = Set.of("40001", "40P01", "CR000");
    private static final Set<String> UNKNOWN = Set.of("40003", "08007");
    /** The server took nothing: it is starting or full, or only reads. */
    private static final Set<String> REFUSAL = Set.of("57P03", "53300", "25006");

    private static final Set<String> LOSS = Set.of("57P01", "57P02");

    /** Creates a classifier; it has no state. */
    public SqlStateClassifier() {}

    @Override
    public Verdict classify(Throwable error, Phase phase) {
        Optional<String> state = sqlState(error);
        if (state.isPresent()) {
            return byState(state.get(), phase);
        }
        if (has(error, TimeoutException.class) || has(error, R2dbcTimeoutException.class)) {
            return mayHaveCommitted(phase) ? Verdict.UNKNOWN : Verdict.FINAL;
        }
        boolean isOfDriver = has(error, R2dbcException.class) || has(error, IOException.class);
        return isOfDriver ? loss(phase) : Verdict.FINAL;
    }

    /** The SQLSTATE of the first cause that has one. */
    public static Optional<String> sqlState(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException driver && driver.getSqlState() != null) {
                return Optional.of(driver.getSqlState());
            }
            if (cause instanceof DatabaseException ours && ours.sqlState().isPresent()) {
                return ours.sqlState();
            }
        }
        return Optional.empty();
    }

    private static Verdict byState(String state, Phase phase) {
        if (RERUN.contains(state)) {
            return Verdict.RERUN;
        }
        if (UNKNOWN.contains(state)) {
            return Verdict.UNKNOWN;
        }
        if (REFUSAL.contains(state)) {
            return phase == Phase.COMMIT ? Verdict.UNKNOWN : Verdict.RERUN;
        }
        if (LOSS.contains(state) || (state.startsWith("08") && !state.equals("08P01"))) {
            return loss(phase);
        }
        return state.equals("57014") && mayHaveCommitted(phase) ? Verdict.UNKNOWN : Verdict.FINAL;
    }

    private static Verdict loss(Phase phase) {
        return mayHaveCommitted(phase) ? Verdict.UNKNOWN : Verdict.RERUN;
    }

    private static boolean mayHaveCommitted(Phase phase) {
        return phase == Phase.COMMIT || phase == Phase.AUTOCOMMIT;
    }

    private static boolean has(Throwable error, Class<? extends Throwable> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
