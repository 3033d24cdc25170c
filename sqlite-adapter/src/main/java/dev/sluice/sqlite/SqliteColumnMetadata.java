package dev.sluice.sqlite;

import dev.sluice.sqlite.handle.Columns;
import io.r2dbc.spi.ColumnMetadata;
import io.r2dbc.spi.Nullability;
import io.r2dbc.spi.R2dbcType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One column: its label, and the type it was declared with. SQLite may store values of any type all the same. */
final class SqliteColumnMetadata implements ColumnMetadata {

    private final Columns columns;
    private final int index;

    SqliteColumnMetadata(Columns columns, int index) {
        this.columns = columns;
        this.index = index;
    }

    @Override
    public String getName() {
        return columns.names().get(index);
    }

    @Override
    public R2dbcType getType() {
        String declared = columns.declaredType(index);
        return declared == null ? R2dbcType.VARCHAR : type(declared.toUpperCase(Locale.ROOT));
    }

    @Override
    public Class<?> getJavaType() {
        return columns.declaredType(index) == null ? Object.class : getType().getJavaType();
    }

    @Override
    public @Nullable Object getNativeTypeMetadata() {
        return columns.declaredType(index);
    }

    /**
     * As the table's column was declared; unknown for expressions. The other side of an outer join may give null all the
     * same. Where a label is the name of another column of that table with the same declared type, it is taken for that.
     */
    @Override
    public Nullability getNullability() {
        Boolean nonNull = columns.isNonNull(index);
        if (nonNull == null) {
            return Nullability.UNKNOWN;
        }
        return nonNull ? Nullability.NON_NULL : Nullability.NULLABLE;
    }

    /** By the name where it says more, else by SQLite's rules of affinity, in their order. */
    private static R2dbcType type(String declared) {
        if (declared.startsWith("BOOL")) {
            return R2dbcType.BOOLEAN;
        }
        if (declared.startsWith("TIMESTAMP") || declared.startsWith("DATETIME")) {
            return R2dbcType.TIMESTAMP;
        }
        if (declared.startsWith("DATE")) {
            return R2dbcType.DATE;
        }
        if (declared.contains("INT")) {
            return R2dbcType.BIGINT;
        }
        if (declared.contains("CHAR") || declared.contains("CLOB") || declared.contains("TEXT")) {
            return R2dbcType.VARCHAR;
        }
        if (declared.contains("BLOB")) {
            return R2dbcType.BLOB;
        }
        boolean floating = declared.contains("REAL") || declared.contains("FLOA") || declared.contains("DOUB");
        return floating ? R2dbcType.DOUBLE : R2dbcType.DECIMAL;
    }
}
