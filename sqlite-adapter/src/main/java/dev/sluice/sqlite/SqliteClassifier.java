package dev.sluice.sqlite;

import dev.sluice.spi.FailureClassifier;
import dev.sluice.spi.Phase;
import dev.sluice.spi.SqlStateClassifier;
import dev.sluice.spi.Verdict;
import dev.sluice.sqlite.handle.ResultCode;
import io.r2dbc.spi.R2dbcException;
import java.util.Set;

/**
 * What SQLite's failures mean. Nothing is lost on the way to an embedded database, so the outcome is only unknown when
 * COMMIT met an I/O error; a lock that another process holds is worth another try.
 */
final class SqliteClassifier implements FailureClassifier {

    private static final Set<String> RERUN = Set.of("40001", "40000", "55P03");

    @Override
    public Verdict classify(Throwable error, Phase phase) {
        String state = SqlStateClassifier.sqlState(error).orElse("");
        if (state.equals("08007")) {
            return Verdict.UNKNOWN;
        }
        boolean lock = error instanceof R2dbcException driver && ResultCode.isRetryableLock(driver);
        return lock || RERUN.contains(state) ? Verdict.RERUN : Verdict.FINAL;
    }
}
