package dev.sluice.sqlite.spring;

import java.util.Collection;
import java.util.List;
import org.springframework.data.r2dbc.dialect.R2dbcDialect;
import org.springframework.data.relational.core.dialect.AbstractDialect;
import org.springframework.data.relational.core.dialect.ArrayColumns;
import org.springframework.data.relational.core.dialect.LimitClause;
import org.springframework.data.relational.core.dialect.LockClause;
import org.springframework.data.relational.core.sql.IdentifierProcessing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.LetterCasing;
import org.springframework.data.relational.core.sql.IdentifierProcessing.Quoting;
import org.springframework.data.relational.core.sql.LockOptions;
import org.springframework.data.relational.core.sql.SqlIdentifier;
import org.springframework.r2dbc.core.binding.BindMarkersFactory;

/**
 * The SQL that Spring Data's repositories and templates write for SQLite.
 *
 * <p>One thing has no remedy here: queries derived from {@code StartingWith}, {@code Containing} and the like put a
 * backslash before {@code %} and {@code _} in the value, but write no {@code ESCAPE}, without which SQLite takes the
 * backslash for itself. Such values find nothing; write {@code LIKE … ESCAPE '\'} in a query of one's own.
 */
final class SqliteDataDialect extends AbstractDialect implements R2dbcDialect {

    /** Backticks: what stands in double quotes and is no column, SQLite may take for a string. */
    private static final IdentifierProcessing BACKTICKS =
            IdentifierProcessing.create(new Quoting("`"), LetterCasing.AS_IS);

    @Override
    public String getName() {
        return SqliteBindMarkers.PRODUCT;
    }

    @Override
    public BindMarkersFactory getBindMarkersFactory() {
        return SqliteBindMarkers.NUMBERED;
    }

    @Override
    public IdentifierProcessing getIdentifierProcessing() {
        return BACKTICKS;
    }

    /** Bare, because the driver quotes it. */
    @Override
    public String renderForGeneratedValues(SqlIdentifier identifier) {
        return identifier.getReference();
    }

    @Override
    public ArrayColumns getArraySupport() {
        return ArrayColumns.Unsupported.INSTANCE;
    }

    @Override
    public Collection<Object> getConverters() {
        return List.of(new StoredValueConverter());
    }

    @Override
    public LimitClause limit() {
        return Limit.INSTANCE;
    }

    @Override
    public LockClause lock() {
        return Lock.INSTANCE;
    }

    private enum Limit implements LimitClause {
        INSTANCE;

        @Override
        public String getLimit(long limit) {
            return "LIMIT " + limit;
        }

        /** SQLite has no OFFSET by itself; a limit below zero is none. */
        @Override
        public String getOffset(long offset) {
            return "LIMIT -1 OFFSET " + offset;
        }

        @Override
        public String getLimitOffset(long limit, long offset) {
            return "LIMIT " + limit + " OFFSET " + offset;
        }

        @Override
        public LimitClause.Position getClausePosition() {
            return LimitClause.Position.AFTER_ORDER_BY;
        }
    }

    /** Nothing to write: a write transaction holds the only lock there is. */
    private enum Lock implements LockClause {
        INSTANCE;

        @Override
        public String getLock(LockOptions lockOptions) {
            return "";
        }

        @Override
        public LockClause.Position getClausePosition() {
            return LockClause.Position.AFTER_ORDER_BY;
        }
    }
}
