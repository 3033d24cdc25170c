package dev.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ParameterException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkersTest {

    private record Spelling(boolean reusesMarkers) implements Rendering {
        @Override
        public String marker(int ordinal) {
            return reusesMarkers ? "$" + ordinal : "?";
        }

        @Override
        public String emptyIn(boolean negated) {
            return "";
        }
    }

    private static final Rendering ANONYMOUS = new Spelling(false);
    private static final Rendering REUSED = new Spelling(true);

    private static ParsedSql parse(String sql) {
        return ParsedSql.parse(sql, Syntax.SQLITE, Markers.NATIVE);
    }

    private static RenderedSql render(String sql, Rendering rendering, @Nullable Object... values) {
        return parse(sql).render(Arrays.asList(values), rendering, 100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SELECT ?1, ?2     | 1,2
            SELECT $1, $2     | 1,2
            SELECT @1, :2     | 1,2
            SELECT $2, $1, $2 | 1,2
            """)
    void numbersCountFromOne(String sql, String numbers) {
        ParsedSql parsed = parse(sql);
        assertThat(parsed.style()).isEqualTo(ParameterStyle.POSITIONAL);
        assertThat(parsed.parameterCount()).isEqualTo(2);
        assertThat(parsed.names()).containsExactly(numbers.split(","));
    }

    @Test
    void numbersSayWhichValueStandsThere() {
        assertThat(render("SELECT $2, $1", ANONYMOUS, "one", "two").values()).containsExactly("two", "one");
        assertThat(render("SELECT ?2, ?1, ?2", ANONYMOUS, "one", "two"))
                .isEqualTo(new RenderedSql("SELECT ?, ?, ?", Arrays.asList("two", "one", "two")));
        assertThat(render("SELECT $2, $1, $2", REUSED, "one", "two"))
                .isEqualTo(new RenderedSql("SELECT $1, $2, $1", Arrays.asList("two", "one")));
    }

    @Test
    void aNameIsTheSameBehindAnyMark() {
        ParsedSql parsed = parse("SELECT $b, @a, :b");
        assertThat(parsed.style()).isEqualTo(ParameterStyle.NAMED);
        assertThat(parsed.names()).containsExactly("b", "a");
        assertThat(parsed.render(Arrays.asList(1, 2), ANONYMOUS, 100))
                .isEqualTo(new RenderedSql("SELECT ?, ?, ?", Arrays.asList(1, 2, 1)));
    }

    @Test
    void portableSpellingsStay() {
        assertThat(parse("SELECT ?, ?").style()).isEqualTo(ParameterStyle.POSITIONAL);
        assertThat(parse("SELECT :a").style()).isEqualTo(ParameterStyle.NAMED);
        assertThat(parse("SELECT '$1', \"?1\" -- @1").style()).isEqualTo(ParameterStyle.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT $1, ?", "SELECT ?, $1", "SELECT :a, $1", "SELECT ?1, @a", "SELECT $a, ?"})
    void refusesMixtures(String sql) {
        assertThatThrownBy(() -> parse(sql))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("Parameters are mixed: ")
                .satisfies(e -> assertThat(((ParameterException) e).parameter()).isIn("1", "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"$0", "?0", "$2147483648", "?999999999"})
    void refusesNumbersOutOfRange(String marker) {
        assertThatThrownBy(() -> parse("SELECT " + marker))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("Parameter " + marker + " at line 1, column 8 is out of range");
    }

    @Test
    void refusesGaps() {
        assertThatThrownBy(() -> parse("SELECT $3, $1"))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith(
                        "Parameter 2 is missing among those up to 3; number parameters from 1 and leave out none");
    }

    @Test
    void otherSyntaxesHaveTheirOwn() {
        ParsedSql parsed = ParsedSql.parse("SELECT $1, $$ $2 $$", Syntax.POSTGRESQL, Markers.NATIVE);
        assertThat(parsed.names()).containsExactly("1");
    }

    @Test
    void aRowOfNumberedValuesIsNotRepeated() {
        assertThat(parse("INSERT INTO t VALUES ($2, $1)").repeatingValues(2)).isEmpty();
        assertThat(parse("INSERT INTO t VALUES (@a, :b)").repeatingValues(2)).isPresent();
    }
}
