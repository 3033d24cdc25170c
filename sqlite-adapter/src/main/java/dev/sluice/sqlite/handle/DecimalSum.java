package dev.sluice.sqlite.handle;

import java.math.BigDecimal;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/** {@code decimal_sum(x)}: the exact sum of decimal numbers stored as text; null when there is no value to add. */
final class DecimalSum extends Function.Aggregate {

    private static final int NULL = 5;

    private @Nullable BigDecimal sum;

    @Override
    protected void xStep() throws SQLException {
        if (value_type(0) == NULL) {
            return;
        }
        String text = value_text(0);
        try {
            BigDecimal value = new BigDecimal(text);
            sum = sum == null ? value : sum.add(value);
        } catch (NumberFormatException notANumber) {
            error("decimal_sum: a value is not a decimal number");
        }
    }

    @Override
    protected void xFinal() throws SQLException {
        if (sum == null) {
            result();
        } else {
            result(sum.toPlainString());
        }
    }
}
