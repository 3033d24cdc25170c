package dev.sluice.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a failure apart from its message: never a bound value, key or password.
 *
 * @param state SQLSTATE, or null where the failure did not come from a database
 * @param vendorCode the backend's own code (SQLite's extended result code), or 0
 * @param sql statement text as the caller wrote it, without values, or null
 * @param label the query's tag, or null
 */
public record ErrorDetails(
        @Nullable String state,
        int vendorCode,
        @Nullable String sql,
        @Nullable String label) {

    /** Nothing is known. */
    public static final ErrorDetails NONE = new ErrorDetails(null, 0, null, null);

    /** Returns details with only a statement text. */
    public static ErrorDetails ofStatement(String sql) {
        return new ErrorDetails(null, 0, sql, null);
    }

    /** Returns details with only a SQLSTATE. */
    public static ErrorDetails ofSqlState(String sqlState) {
        return new ErrorDetails(sqlState, 0, null, null);
    }

    /** Returns these details with the statement and the tag it ran under. */
    public ErrorDetails withStatement(@Nullable String statement, @Nullable String tag) {
        return new ErrorDetails(state, vendorCode, statement, tag);
    }

    /** The five characters of the SQLSTATE. */
    public Optional<String> sqlState() {
        return Optional.ofNullable(state);
    }

    /** The statement's text, without values. */
    public Optional<String> statement() {
        return Optional.ofNullable(sql);
    }

    /** The query's tag. */
    public Optional<String> tag() {
        return Optional.ofNullable(label);
    }
}
