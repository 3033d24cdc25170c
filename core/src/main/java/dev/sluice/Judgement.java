package dev.sluice;

import dev.sluice.error.ConnectionException;
import dev.sluice.error.DatabaseException;
import dev.sluice.spi.Phase;
import dev.sluice.spi.SqlStateClassifier;
import dev.sluice.spi.Verdict;
import io.r2dbc.spi.R2dbcException;
import java.util.Optional;

/** What a failure means where it happened; the backend's classifier knows codes, not whose failure it was. */
final class Judgement {

    private Judgement() {}

    /** Of a failure inside a transaction or savepoint. The first failure counts, even if the body swallowed or wrapped it. */
    static Verdict inTransaction(Client client, Scope scope, Throwable error) {
        Throwable first = scope.failure();
        if (isBodys(scope, error)) {
            return Verdict.FINAL;
        }
        Throwable judged = first == null ? error : first;
        // The body wrote in the transaction it had declared read-only; no other node would take that.
        boolean refusedWrite = scope.isReadOnly() && hasState(judged, "25006");
        return refusedWrite ? Verdict.FINAL : client.backend.failures().classify(judged, scope.phase());
    }

    /** Of a failure of an autocommit statement. What only reads is like a transaction's body: nothing can have been stored. */
    static Verdict ofStatement(Client client, Throwable error, boolean wasSent, boolean readOnly) {
        if (!wasSent) {
            return client.backend.failures().classify(error, Phase.CONNECT);
        }
        if (!readOnly) {
            return client.backend.failures().classify(error, Phase.AUTOCOMMIT);
        }
        if (hasState(error, "25006")) {
            return Verdict.FINAL; // it was declared read-only, and writes
        }
        Verdict verdict = client.backend.failures().classify(error, Phase.BODY);
        return verdict == Verdict.UNKNOWN ? Verdict.RERUN : verdict;
    }

    /** After a loss, 25006 (the node became read-only) and 0A000 (a cached plan went stale) a connection is not reused. */
    static boolean isDoubtful(Throwable error) {
        Optional<String> state = SqlStateClassifier.sqlState(error);
        if (state.isPresent()) {
            String known = state.get();
            return known.startsWith("08")
                    || known.startsWith("57P")
                    || known.equals("25006")
                    || known.equals("0A000")
                    || known.equals("40003");
        }
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectionException || cause instanceof R2dbcException) {
                return true; // a driver that fails without SQLSTATE has lost its connection
            }
        }
        return false;
    }

    /**
     * A failure that no statement of the scope reported is the body's own: a call to another service, another database,
     * or an independent transaction, which must not be run again because its commit may have succeeded. Only a driver's
     * bare failure is taken for ours: a framework used the connection beside us.
     */
    static boolean isBodys(Scope scope, Throwable error) {
        return scope.failure() == null && scope.phase() == Phase.BODY && !isBare(error);
    }

    private static boolean isBare(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof DatabaseException) {
                return false;
            }
            if (cause instanceof R2dbcException) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasState(Throwable error, String state) {
        return SqlStateClassifier.sqlState(error).filter(state::equals).isPresent();
    }
}
