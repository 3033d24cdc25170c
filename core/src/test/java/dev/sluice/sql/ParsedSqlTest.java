package dev.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.ParameterException;
import dev.sluice.error.SqlSyntaxException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParsedSqlTest {

    private static final Rendering NUMBERED = new Spelling("$", true, false);
    private static final Rendering QUESTION_MARKS = new Spelling("?", false, false);
    private static final Rendering VALUES = new Spelling("$", true, true);

    private record Spelling(String prefix, boolean reusesMarkers, boolean spellsRowsAsValues) implements Rendering {
        @Override
        public String marker(int ordinal) {
            return reusesMarkers ? prefix + ordinal : prefix;
        }

        @Override
        public String emptyIn(boolean negated) {
            return negated ? "<> ALL ('{}')" : "= ANY ('{}')";
        }
    }

    private static ParsedSql parse(String sql) {
        return ParsedSql.parse(sql, Syntax.POSTGRESQL);
    }

    private static RenderedSql render(String sql, @Nullable Object... values) {
        return parse(sql).render(Arrays.asList(values), NUMBERED, 100);
    }

    @Test
    void countsPositionalParameters() {
        ParsedSql parsed = parse("SELECT ?, '?', \"?\", /* ? */ ? -- ?");
        assertThat(parsed.style()).isEqualTo(ParameterStyle.POSITIONAL);
        assertThat(parsed.parameterCount()).isEqualTo(2);
        assertThat(parsed.names()).isEmpty();
    }

    @Test
    void namesEachParameterOnce() {
        ParsedSql parsed = parse("SELECT :b, ':x', :a, :b::text, a[1:2], $$ :y $$, :größe");
        assertThat(parsed.style()).isEqualTo(ParameterStyle.NAMED);
        assertThat(parsed.names()).containsExactly("b", "a", "größe");
        assertThat(parsed.parameterCount()).isEqualTo(3);
    }

    @Test
    void hasNoStyleWithoutParameters() {
        ParsedSql parsed = parse("SELECT a ?? b");
        assertThat(parsed.style()).isEqualTo(ParameterStyle.NONE);
        assertThat(parsed.parameterCount()).isZero();
        assertThat(parsed.toString()).isEqualTo(parsed.sql()).isEqualTo("SELECT a ?? b");
    }

    @Test
    void refusesMixedParameters() {
        assertThatThrownBy(() -> parse("SELECT ?,\n :a"))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith(
                        "Parameters are mixed: ? at line 1, column 8 and :a at line 2, column 2; use one kind");
        assertThatThrownBy(() -> parse("SELECT :a, ?")).hasMessageContaining("Parameters are mixed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?1", "$1", "@a", "$a"})
    void refusesWhatOnlyOneBackendKnows(String marker) {
        assertThatThrownBy(() -> ParsedSql.parse("SELECT " + marker, Syntax.SQLITE))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("Parameter " + marker + " at line 1, column 8 is one backend's own spelling;"
                        + " write ? or :name, which mean the same on every backend");
    }

    @ParameterizedTest
    @ValueSource(strings = {":1", ":a$", ":a\u2013b", ":\u2013"})
    void refusesOddNames(String marker) {
        assertThatThrownBy(() -> ParsedSql.parse("SELECT " + marker, Syntax.SQLITE))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("cannot be a name; use a letter or _, then letters, digits and _");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SELECT ?, ?                 | SELECT $1, $2
            SELECT a ?? 'b' AND c = ?   | SELECT a ? 'b' AND c = $1
            SELECT a ??& ? -- ? ??      | SELECT a ?& $1 -- ? ??
            SELECT ?::text              | SELECT $1::text
            ?                           | $1
            """)
    void writesTheBackendsMarkers(String sql, String expected) {
        List<@Nullable Object> values =
                List.<@Nullable Object>of("x", "y").subList(0, parse(sql).parameterCount());
        assertThat(parse(sql).render(values, NUMBERED, 10)).isEqualTo(new RenderedSql(expected, values));
    }

    @Test
    void bindsARepeatedNameOnceWhereMarkersCanBeReused() {
        assertThat(render("SELECT :b, :a, :b", 1, 2)).isEqualTo(new RenderedSql("SELECT $1, $2, $1", List.of(1, 2)));
    }

    @Test
    void bindsARepeatedNameAtEachPlaceWhereMarkersCannotBeReused() {
        RenderedSql rendered = parse("SELECT :b, :a, :b").render(List.of(1, 2), QUESTION_MARKS, 10);
        assertThat(rendered).isEqualTo(new RenderedSql("SELECT ?, ?, ?", List.of(1, 2, 1)));
    }

    @Test
    void bindsNull() {
        assertThat(render("SELECT :a", (Object) null).values()).containsExactly((Object) null);
        assertThat(render("SELECT 1 IN (:a, :b)", null, Arrays.asList(1, null)))
                .isEqualTo(new RenderedSql("SELECT 1 IN ($1, $2, $3)", Arrays.asList(null, 1, null)));
    }

    @Test
    void remembersTheTextPerRendering() {
        ParsedSql parsed = parse("SELECT :a WHERE 1 IN (:b)");
        String first = parsed.render(List.of(1, 2), NUMBERED, 10).sql();
        assertThat(parsed.render(List.of(3, 4), QUESTION_MARKS, 10).sql()).isEqualTo("SELECT ? WHERE 1 IN (?)");
        assertThat(parsed.render(List.of(3, 4), NUMBERED, 10).sql()).isSameAs(first);
    }

    @Test
    void remembersFewRenderings() {
        var asked = new AtomicInteger();
        ParsedSql parsed = parse("SELECT ?");
        for (int i = 0; i < 100; i++) {
            Rendering fresh = new Rendering() {
                @Override
                public String marker(int ordinal) {
                    asked.incrementAndGet();
                    return "$" + ordinal;
                }

                @Override
                public boolean reusesMarkers() {
                    return true;
                }

                @Override
                public String emptyIn(boolean negated) {
                    return "";
                }
            };
            assertThat(parsed.render(List.of(1), fresh, 10).sql()).isEqualTo("SELECT $1");
            parsed.render(List.of(1), fresh, 10);
        }
        assertThat(asked).as("the newest rendering is always remembered").hasValue(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            x IN (:l)                      | x IN ($1, $2, $3)
            x NOT IN (:l)                  | x NOT IN ($1, $2, $3)
            x IN(:l)                       | x IN($1, $2, $3)
            x IN ( /* a */ :l )            | x IN ( /* a */ $1, $2, $3 )
            x IN (1, :l, 2)                | x IN (1, $1, $2, $3, 2)
            x IN (:l) OR y IN (:l)         | x IN ($1, $2, $3) OR y IN ($1, $2, $3)
            x IN (SELECT y WHERE z IN (:l))| x IN (SELECT y WHERE z IN ($1, $2, $3))
            f(x, y) IN (:l)                | f(x, y) IN ($1, $2, $3)
            x = ANY (:l)                   | x = ANY ($1)
            x = :l                         | x = $1
            x IN (:l::int)                 | x IN ($1::int)
            x IN (f(:l))                   | x IN (f($1))
            x IN (1, (:l))                 | x IN (1, ($1))
            t.in (:l)                      | t.in ($1)
            x IN (:l                       | x IN ($1
            "IN" (:l)                      | "IN" ($1)
            """)
    void collectionsExpandOnlyAsMembersOfIn(String sql, String expected) {
        assertThat(render(sql, List.of(1, 2, 3)).sql()).isEqualTo(expected);
    }

    @Test
    void bindsTheElementsInOrder() {
        assertThat(render("? IN (?, ?) AND ?", 0, List.of(1, 2), 3, 4).values()).containsExactly(0, 1, 2, 3, 4);
        assertThat(parse("x IN (:l) OR y IN (:l)").render(List.of(List.of(1, 2)), QUESTION_MARKS, 10))
                .isEqualTo(new RenderedSql("x IN (?, ?) OR y IN (?, ?)", List.of(1, 2, 1, 2)));
    }

    @Test
    void aNameMayBeAListInOnePlaceAndAValueInAnother() {
        assertThat(render("a = :l AND x IN (:l) AND b = :l", List.of(1, 2)))
                .isEqualTo(new RenderedSql("a = $1 AND x IN ($2, $3) AND b = $1", List.of(List.of(1, 2), 1, 2)));
    }

    @Test
    void bytesAndArraysAreSingleValues() {
        assertThat(render("x IN (:a)", new byte[] {1, 2}).sql()).isEqualTo("x IN ($1)");
        assertThat(render("x IN (:a)", (Object) new Integer[] {1, 2}).sql()).isEqualTo("x IN ($1)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            x IN (:e)                       | x = ANY ('{}')
            x NOT IN (:e) AND y             | x <> ALL ('{}') AND y
            x IN(:e)AND y                   | x = ANY ('{}') AND y
            x IN (:e, :e)                   | x = ANY ('{}')
            x IN (:e, 1)                    | x IN ( 1)
            x IN (1, :e)                    | x IN (1)
            x IN (1, :e, 2)                 | x IN (1, 2)
            x IN (:e, :e, 1, :e, 2, :e)     | x IN (  1, 2)
            x IN (1 + 1, :e)                | x IN (1 + 1)
            (a, b) IN (:e) AND c            | (1 = 0) AND c
            WHERE (a, b) NOT IN (:e)        | WHERE (1 = 1)
            c AND ROW(a, b) NOT IN (:e)     | c AND (1 = 1)
            coalesce(a, b) IN (:e)          | coalesce(a, b) = ANY ('{}')
            (a + b) IN (:e)                 | (a + b) = ANY ('{}')
            x IN (SELECT 1 WHERE y IN (:e)) | x IN (SELECT 1 WHERE y = ANY ('{}'))
            ((SELECT 1 WHERE y IN (:e)), 2) IN (:e) | (1 = 0)
            """)
    void emptyCollectionsVanish(String sql, String expected) {
        assertThat(render(sql, List.of())).isEqualTo(new RenderedSql(expected, List.of()));
    }

    @Test
    void parametersBesideAnEmptyCollectionStay() {
        assertThat(render("x IN (?, ?, ?) AND ?", List.of(), 1, List.of(), 2))
                .isEqualTo(new RenderedSql("x IN ( $1) AND $2", List.of(1, 2)));
    }

    @Test
    void parametersOfARowThatIsReplacedAreNotBound() {
        assertThat(render("? AND (a, ?) IN (?) AND ?", 1, 2, List.of(), 3))
                .isEqualTo(new RenderedSql("$1 AND (1 = 0) AND $2", List.of(1, 3)));
    }

    @Test
    void listsOfRowsExpand() {
        var pairs = List.of(List.of(1, "a"), Arrays.asList(2, null), new Object[] {3, "c"});
        assertThat(render("(a, b) IN (:pairs)", pairs))
                .isEqualTo(new RenderedSql(
                        "(a, b) IN (($1, $2), ($3, $4), ($5, $6))", Arrays.asList(1, "a", 2, null, 3, "c")));
        assertThat(parse("(a, b) IN (:pairs)")
                        .render(List.of(pairs), VALUES, 10)
                        .sql())
                .isEqualTo("(a, b) IN (VALUES ($1, $2), ($3, $4), ($5, $6))");
    }

    @Test
    void refusesRowsThatDoNotFitTogether() {
        assertThatThrownBy(() -> render("(a, b) IN (:p)", List.of(List.of(1, 2), List.of(3))))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("Parameter p has elements that do not fit together: row 0 has 2 values,"
                        + " element 1 is 1 values");
        assertThatThrownBy(() -> render("(a, b) IN (:p)", List.of(List.of(1, 2), 3)))
                .hasMessageContaining("row 0 has 2 values, element 1 is a single value");
        assertThatThrownBy(() -> render("a IN (:p)", List.of(1, List.of(2))))
                .hasMessageContaining("element 0 is a single value, element 1 is a row");
        assertThatThrownBy(() -> render("a IN (:p)", List.of(List.of()))).hasMessageContaining("do not fit together");
        assertThatThrownBy(() -> render("(a, b) IN (:p, (1, 2))", List.of(List.of(1, 2))))
                .hasMessageContaining("give it an IN (…) of its own");
    }

    @Test
    void messagesHoldNoValues() {
        assertThatThrownBy(() -> render("(a, b) IN (:p)", List.of(List.of("secret", 2), "secret")))
                .message()
                .doesNotContain("secret");
    }

    @Test
    void refusesMoreParametersThanTheBackendTakes() {
        List<@Nullable Object> eleven = List.of(1, Collections.nCopies(10, 1));
        assertThatThrownBy(() -> parse("a = :a AND x IN (:l)").render(eleven, NUMBERED, 10))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("Parameter l brings 10 values; the statement then has 11 parameters,"
                        + " the backend takes at most 10; split the collection over several statements");
        assertThatThrownBy(() -> parse("SELECT ?, ?, ?").render(List.of(1, 2, 3), NUMBERED, 2))
                .hasMessageStartingWith("Statement has 3 parameters, the backend takes at most 2; split it");
        assertThatThrownBy(() -> parse("SELECT :a, :a, :a").render(List.of(1), QUESTION_MARKS, 2))
                .hasMessageStartingWith("Statement has 3 parameters");
        assertThat(parse("SELECT :a, :a, :a").render(List.of(1), NUMBERED, 1).values())
                .hasSize(1);
        assertThat(parse("x IN (:l)")
                        .render(List.of(Collections.nCopies(10, 1)), NUMBERED, 10)
                        .values())
                .hasSize(10);
    }

    @Test
    void refusesTheWrongNumberOfValues() {
        assertThatThrownBy(() -> render("SELECT :a, :b", 1))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("Statement takes 2 values, was given 1; bind each parameter once")
                .satisfies(e -> assertThat(((ParameterException) e).parameter()).isEqualTo("b"));
        assertThatThrownBy(() -> render("SELECT ?", 1, 2))
                .hasMessageStartingWith("Statement takes 1 values, was given 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            INSERT INTO t VALUES (?, 1)               | INSERT INTO t VALUES (?, 1), (?, 1), (?, 1)
            INSERT INTO t(a, b) VALUES (:a, lower(:b)) RETURNING id | INSERT INTO t(a, b) VALUES (?, lower(?)), (?, lower(?)), (?, lower(?)) RETURNING id
            INSERT INTO t VALUES (?) ON CONFLICT (a) DO UPDATE SET b = excluded.a | INSERT INTO t VALUES (?), (?), (?) ON CONFLICT (a) DO UPDATE SET b = excluded.a
            REPLACE INTO t VALUES (?)                 | REPLACE INTO t VALUES (?), (?), (?)
            INSERT INTO t VALUES (? ?? 'a')           | INSERT INTO t VALUES (? ?? 'a'), (? ?? 'a'), (? ?? 'a')
            """)
    void repeatsTheRowOfAnInsert(String sql, String expected) {
        ParsedSql repeated = parse(sql).repeatingValues(3).orElseThrow();
        assertThat(repeated.sql()).isEqualTo(expected);
        assertThat(repeated.parameterCount()).isEqualTo(3 * parse(sql).parameterCount());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (?), (?)",
                "INSERT INTO t VALUES (1)",
                "INSERT INTO t VALUES (?, (SELECT max(a) FROM t))",
                "INSERT INTO t VALUES (?, (TABLE u))",
                "INSERT INTO t VALUES (?, last_insert_rowid())",
                "INSERT INTO t VALUES (?, \"upper\"('a'))",
                "INSERT INTO t VALUES (?) ON CONFLICT DO UPDATE SET a = (SELECT count(*) FROM t)",
                "INSERT INTO t VALUES (?) ON CONFLICT DO UPDATE SET a = nextval('s')",
                "INSERT INTO t VALUES (:a, :a)",
                "INSERT INTO t VALUES (?) ON CONFLICT DO UPDATE SET a = ?",
                "INSERT INTO t SELECT ?",
                "INSERT INTO t DEFAULT VALUES",
                "INSERT INTO t SELECT * FROM (VALUES (?))",
                "WITH x AS (SELECT ?) INSERT INTO t VALUES (1)",
                "INSERT INTO t VALUES (?); INSERT INTO t VALUES (1)",
                "UPDATE t SET a = ?",
                "INSERT INTO t VALUES (?"
            })
    void repeatsNoOtherStatement(String sql) {
        assertThat(parse(sql).repeatingValues(2)).isEmpty();
    }

    @Test
    void refusesToRepeatARowLessThanOnce() {
        assertThatThrownBy(() -> parse("INSERT INTO t VALUES (?)").repeatingValues(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rows must be >= 1, was 0");
    }

    @Test
    void textWithoutParametersStaysAsItIs() {
        var random = new Random(42);
        for (int i = 0; i < 5_000; i++) {
            String sql = RandomSql.withoutParameters(random);
            assertThat(parse(sql).render(List.of(), NUMBERED, 10).sql()).isEqualTo(sql);
        }
    }

    @Test
    void anyTextEitherRendersOrIsRefused() {
        var random = new Random(4711);
        int rendered = 0;
        for (int i = 0; i < 6_000; i++) {
            String sql = RandomSql.any(random);
            try {
                ParsedSql parsed = ParsedSql.parse(sql, i % 2 == 0 ? Syntax.SQLITE : Syntax.POSTGRESQL);
                Object value = List.of(List.of(), List.of(1, 2), 1).get(i % 3);
                parsed.render(Collections.nCopies(parsed.parameterCount(), value), NUMBERED, 1000);
                rendered++;
            } catch (ParameterException | SqlSyntaxException e) {
                assertThat(e).hasMessageMatching("(?s).*(does not end|mixed|spelling|cannot be a name).*");
            }
        }
        assertThat(rendered).as("not all may be refused").isGreaterThan(200);
    }

    @Test
    void hugeAndDeepTextsAreReadInLinearTime() {
        String deep = "SELECT " + "(".repeat(200_000) + "?" + ")".repeat(200_000);
        assertThat(parse(deep).parameterCount()).isEqualTo(1);
        String wide = "SELECT * FROM t WHERE x IN (" + "?, ".repeat(200_000) + "1)";
        assertThat(parse(wide).parameterCount()).isEqualTo(200_000);
        String ctes = "WITH a AS (SELECT 1)" + ", b AS (SELECT * FROM a)".repeat(50_000) + " SELECT * FROM b, t";
        assertThat(parse(ctes).info().reads()).isEqualTo(Tables.of(List.of("t")));
        String nested = "SELECT " + "x IN (".repeat(50_000) + ":e" + ")".repeat(50_000);
        assertThat(render(nested, List.of()).values()).isEmpty();
    }
}
