package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.error.DataException;
import dev.sluice.error.DatabaseException;
import dev.sluice.spi.Feature;
import dev.sluice.spi.PortableType;
import dev.sluice.testkit.Await;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Numbers mean the same on every backend: exact decimals, integer arithmetic, what has no finite value. */
public abstract class PortableNumberContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected PortableNumberContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    private void amounts(String... amounts) {
        table(
                "amounts",
                "id " + type(PortableType.IDENTITY),
                "amount " + db.dialect().decimal(30, 4));
        List<BigDecimal> rows = Stream.of(amounts).map(BigDecimal::new).toList();
        value(db.executeMany("INSERT INTO amounts(amount) VALUES (?)", rows));
    }

    @Test
    void integerDivisionTruncates() {
        items();
        run("INSERT INTO items(id) VALUES (7), (-7)");
        var halves = db.fetchAll(BigDecimal.class, "SELECT id / 2 FROM items ORDER BY id");

        List<BigDecimal> expected = has(Feature.INTEGER_DIVISION_TRUNCATES)
                ? List.of(new BigDecimal("-3"), new BigDecimal("3"))
                : List.of(new BigDecimal("-3.5"), new BigDecimal("3.5"));
        assertThat(list(halves)).usingElementComparator(BigDecimal::compareTo).isEqualTo(expected);
    }

    @Test
    void divisionByZeroFails() {
        items(1);
        var quotient = db.fetchValue(Long.class, "SELECT 1 / (id - 1) FROM items");

        if (has(Feature.DIVISION_BY_ZERO_FAILS)) {
            failure(DataException.class, quotient);
        } else {
            assertThat(Await.value(quotient)).isNull();
        }
    }

    @Test
    void integerOverflowFails() {
        items();
        value(db.execute("INSERT INTO items(id) VALUES (?)", Long.MAX_VALUE));
        String sql = "SELECT id + 1 FROM items";

        if (has(Feature.INTEGER_OVERFLOW_FAILS)) {
            failure(DataException.class, db.fetchValue(Long.class, sql));
        } else {
            assertThat(value(db.fetchValue(Double.class, sql))).isEqualTo(0x1p63);
        }
    }

    @Test
    void roundsDecimalHalfUp() {
        amounts("2.5", "3.5", "-2.5");

        assertThat(list(db.fetchAll(BigDecimal.class, "SELECT round(amount, 0) FROM amounts ORDER BY id")))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("3"), new BigDecimal("4"), new BigDecimal("-3"));
    }

    @Test
    void decimalSumIsExact() {
        amounts("0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "0.1", "12345678901234567.89");

        assertThat(value(db.fetchValue(
                        BigDecimal.class, "SELECT " + db.dialect().sumOfDecimal("amount") + " FROM amounts")))
                .isEqualByComparingTo("12345678901234568.89");
    }

    @Test
    void decimalKeepsScale() {
        amounts("19.9900", "0.0001", "12345678901234567.8900");

        assertThat(list(db.fetchAll(BigDecimal.class, "SELECT amount FROM amounts ORDER BY id")))
                .containsExactly(
                        new BigDecimal("19.9900"), new BigDecimal("0.0001"), new BigDecimal("12345678901234567.8900"));
    }

    @Test
    void decimalOrdersNumerically() {
        amounts("10", "9.5", "-1", "12345678901234567.89", "12345678901234567.88", "-20");

        assertThat(list(db.fetchAll(BigDecimal.class, "SELECT amount FROM amounts ORDER BY amount")))
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(
                        new BigDecimal("-20"),
                        new BigDecimal("-1"),
                        new BigDecimal("9.5"),
                        new BigDecimal("10"),
                        new BigDecimal("12345678901234567.88"),
                        new BigDecimal("12345678901234567.89"));
        assertThat(value(db.fetchValue(
                        Long.class, "SELECT count(*) FROM amounts WHERE amount > ?", new BigDecimal("9.75"))))
                .isEqualTo(3);
    }

    /** Each comes back as it was or is refused; none turns silently into something else, such as null. */
    @Test
    void nanAndInfinity() {
        table("measures", "id " + type(PortableType.INTEGER), "measure " + type(PortableType.DOUBLE));
        List<Double> odd = List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE);

        for (int id = 0; id < odd.size(); id++) {
            Object number = odd.get(id);
            long key = id;
            Throwable refused =
                    catchThrowable(() -> value(db.execute("INSERT INTO measures VALUES (?, ?)", key, number)));
            if (refused == null) {
                assertThat(Await.value(db.fetchValue(Double.class, "SELECT measure FROM measures WHERE id = ?", key)))
                        .isEqualTo(number);
            } else {
                assertThat(refused).isInstanceOf(DatabaseException.class);
            }
        }
    }
}
