package dev.sluice.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.MappingException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcRollbackException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlStateClassifierTest {

    private final SqlStateClassifier classifier = new SqlStateClassifier();

    @ParameterizedTest
    @CsvSource({
        "40001, RERUN,   RERUN,   RERUN,   RERUN",
        "40P01, RERUN,   RERUN,   RERUN,   RERUN",
        "CR000, RERUN,   RERUN,   RERUN,   RERUN",
        "08006, RERUN,   UNKNOWN, RERUN,   UNKNOWN",
        "08P01, FINAL,   FINAL,   FINAL,   FINAL",
        "08007, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN",
        "40003, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN",
        "57P01, RERUN,   UNKNOWN, RERUN,   UNKNOWN",
        "57P03, RERUN,   RERUN,   RERUN,   UNKNOWN",
        "53300, RERUN,   RERUN,   RERUN,   UNKNOWN",
        "25006, RERUN,   RERUN,   RERUN,   UNKNOWN",
        "57014, FINAL,   UNKNOWN, FINAL,   UNKNOWN",
        "23505, FINAL,   FINAL,   FINAL,   FINAL",
        "25P03, FINAL,   FINAL,   FINAL,   FINAL",
        "25P04, FINAL,   FINAL,   FINAL,   FINAL",
        "XXA00, FINAL,   FINAL,   FINAL,   FINAL",
    })
    void judgesByStateAndPhase(String state, Verdict connect, Verdict autocommit, Verdict body, Verdict commit) {
        var error = new R2dbcTransientException("reason", state) {
            private static final long serialVersionUID = 1L;
        };

        assertThat(classifier.classify(error, Phase.CONNECT)).isEqualTo(connect);
        assertThat(classifier.classify(error, Phase.AUTOCOMMIT)).isEqualTo(autocommit);
        assertThat(classifier.classify(error, Phase.BODY)).isEqualTo(body);
        assertThat(classifier.classify(error, Phase.COMMIT)).isEqualTo(commit);
    }

    @Test
    void ignoresTheClassOfTheException() {
        assertThat(classifier.classify(new R2dbcRollbackException("reason", "23505"), Phase.BODY))
                .isEqualTo(Verdict.FINAL);
        assertThat(classifier.classify(new R2dbcNonTransientResourceException("reason", "40001"), Phase.COMMIT))
                .isEqualTo(Verdict.RERUN);
    }

    @Test
    void judgesFailuresWithoutStateByPhase() {
        assertThat(classifier.classify(new IOException("reset"), Phase.BODY)).isEqualTo(Verdict.RERUN);
        assertThat(classifier.classify(new IOException("reset"), Phase.COMMIT)).isEqualTo(Verdict.UNKNOWN);
        assertThat(classifier.classify(new TimeoutException(), Phase.COMMIT)).isEqualTo(Verdict.UNKNOWN);
        assertThat(classifier.classify(new TimeoutException(), Phase.BODY)).isEqualTo(Verdict.FINAL);
        assertThat(classifier.classify(new R2dbcTimeoutException(), Phase.CONNECT))
                .isEqualTo(Verdict.FINAL);
    }

    @Test
    void findsTheStateBehindOurOwnExceptions() {
        Throwable ours =
                new ErrorTranslator(false).translate(new R2dbcRollbackException("reason", "40001"), "SELECT 1", null);

        assertThat(classifier.classify(new IllegalStateException(ours), Phase.BODY))
                .isEqualTo(Verdict.RERUN);
    }

    @Test
    void leavesFailuresOfTheApplicationFinal() {
        assertThat(classifier.classify(new IllegalArgumentException("no"), Phase.BODY))
                .isEqualTo(Verdict.FINAL);
        assertThat(classifier.classify(new MappingException("no", null, 1, null), Phase.AUTOCOMMIT))
                .isEqualTo(Verdict.FINAL);
    }
}
