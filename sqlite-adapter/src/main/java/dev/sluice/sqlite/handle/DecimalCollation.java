package dev.sluice.sqlite.handle;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.sqlite.Collation;

/**
 * Orders decimal numbers stored as text by their value, so that none is rounded; text that is no number comes after all
 * numbers, by code unit. Numbers of equal value and different scale are equal.
 */
final class DecimalCollation extends Collation {

    @Override
    protected int xCompare(String left, String right) {
        BigDecimal a = parse(left);
        BigDecimal b = parse(right);
        if (a != null && b != null) {
            return a.compareTo(b);
        }
        if (a == null && b == null) {
            return left.compareTo(right);
        }
        return a == null ? 1 : -1;
    }

    private static @Nullable BigDecimal parse(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
