package dev.sluice.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.CheckViolationException;
import dev.sluice.error.ConstraintViolationException;
import dev.sluice.error.DatabaseException;
import dev.sluice.error.DuplicateKeyException;
import dev.sluice.error.LockTimeoutException;
import dev.sluice.error.QueryException;
import dev.sluice.error.SerializationFailureException;
import dev.sluice.error.SqlSyntaxException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorTranslatorTest {

    private final ErrorTranslator translator = new ErrorTranslator(false);

    static Stream<Arguments> states() {
        return Stream.of(
                Arguments.of("23505", DuplicateKeyException.class),
                Arguments.of("23514", CheckViolationException.class),
                Arguments.of("23P01", ConstraintViolationException.class),
                Arguments.of("42P01", SqlSyntaxException.class),
                Arguments.of("40001", SerializationFailureException.class),
                Arguments.of("55P03", LockTimeoutException.class),
                Arguments.of("0A000", QueryException.class));
    }

    @ParameterizedTest
    @MethodSource("states")
    void choosesTheClassByState(String state, Class<? extends DatabaseException> type) {
        var error = new R2dbcNonTransientResourceException("no", state, 7);

        var translated = (DatabaseException) translator.translate(error, "SELECT 1", "lookup");

        assertThat(translated).isExactlyInstanceOf(type).hasCause(error);
        assertThat(translated.sqlState()).contains(state);
        assertThat(translated.vendorCode()).isEqualTo(7);
        assertThat(translated.statement()).contains("SELECT 1");
        assertThat(translated.tag()).contains("lookup");
        assertThat(translated).hasMessageEndingWith("(SQLSTATE " + state + "); tag: lookup; statement: SELECT 1");
    }

    @Test
    void leavesOursAndTheApplicationsAsTheyAre() {
        var ours = translator.translate(new R2dbcNonTransientResourceException("no", "23505"), null, null);
        var application = new IllegalStateException("no");

        assertThat(translator.translate(ours, "x", "y")).isSameAs(ours);
        assertThat(translator.translate(application, "x", "y")).isSameAs(application);
    }

    @Test
    void keepsServersAndTagsFromForgingLogLines() {
        var error = new R2dbcNonTransientResourceException("first\nERROR forged", "42601");

        assertThat(translator.translate(error, "SELECT\n  1", "a\r\nb"))
                .hasMessage("first\\u000aERROR forged (SQLSTATE 42601); tag: a\\u000d\\u000ab; statement: SELECT 1");
    }

    @Test
    void keepsValuesThatServersQuoteOutOfItsMessage() {
        var error = new R2dbcNonTransientResourceException("Key (email)=(secret@example.org) already exists", "23505");

        assertThat(translator.translate(error, "INSERT INTO t VALUES (?)", null))
                .hasMessage("A primary key or unique constraint already has this value (SQLSTATE 23505); "
                        + "statement: INSERT INTO t VALUES (?)")
                .hasCause(error);
    }

    @Test
    void replacesTheCauseWhenAskedTo() {
        var error =
                new R2dbcNonTransientResourceException("Key (email)=(secret@example.org) already exists", "23505", 7);

        Throwable cause = new ErrorTranslator(true).translate(error, null, null).getCause();

        assertThat(cause)
                .hasMessageContainingAll("R2dbcNonTransientResourceException", "SQLSTATE 23505", "code 7")
                .hasMessageNotContaining("secret")
                .hasNoCause();
        assertThat(cause.getStackTrace()).isEqualTo(error.getStackTrace());
    }
}
