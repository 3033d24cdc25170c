package dev.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.SqlSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlTokensTest {

    /** The significant tokens of a text as {@code TYPE text}, separated by {@code ; }. */
    private static String tokens(String text, Syntax syntax) {
        var found = new ArrayList<String>();
        var tokens = SqlTokens.of(text, syntax);
        while (tokens.nextSignificant() != TokenType.END) {
            found.add(tokens.type() + " " + tokens.text());
        }
        return String.join("; ", found);
    }

    private static Syntax syntax(String name) {
        return switch (name) {
            case "sqlite" -> Syntax.SQLITE;
            case "postgresql" -> Syntax.POSTGRESQL;
            case "h2" -> Syntax.H2;
            default -> Syntax.STANDARD;
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            a1_$ é 名前         | WORD a1_$; WORD é; WORD 名前
            'it''s' ''          | STRING 'it''s'; STRING ''
            'a\\' b             | STRING 'a\\'; WORD b
            "a""b" "-- c"       | QUOTED_IDENTIFIER "a""b"; QUOTED_IDENTIFIER "-- c"
            x'00' B'1' n'a'     | STRING x'00'; STRING B'1'; STRING n'a'
            ax'1'               | WORD ax; STRING '1'
            1 1.5 .5 1e3 2E-7   | NUMBER 1; NUMBER 1.5; NUMBER .5; NUMBER 1e3; NUMBER 2E-7
            0xFF 1_000 1.       | NUMBER 0xFF; NUMBER 1_000; NUMBER 1.
            1from 1e 3-4        | NUMBER 1; WORD from; NUMBER 1; WORD e; NUMBER 3; OPERATOR -; NUMBER 4
            a.b.*               | WORD a; DOT .; WORD b; DOT .; OPERATOR *
            (a,b);              | OPEN (; WORD a; COMMA ,; WORD b; CLOSE ); SEMICOLON ;
            a>=b                | WORD a; OPERATOR >; OPERATOR =; WORD b
            a::text             | WORD a; OPERATOR ::; WORD text
            1:::INT             | NUMBER 1; OPERATOR :::; WORD INT
            a := b              | WORD a; OPERATOR :=; WORD b
            a:b                 | WORD a; NAMED_PARAMETER :b
            :a_1 :é :_          | NAMED_PARAMETER :a_1; NAMED_PARAMETER :é; NAMED_PARAMETER :_
            : a                 | OTHER :; WORD a
            ? ?1 ?? ???         | POSITIONAL_PARAMETER ?; NUMBERED_PARAMETER ?1; ESCAPED_QUESTION_MARK ??; ESCAPED_QUESTION_MARK ??; POSITIONAL_PARAMETER ?
            a ??& b             | WORD a; ESCAPED_QUESTION_MARK ??; OPERATOR &; WORD b
            $1                  | NATIVE_PARAMETER $1
            a/*b*/c--d          | WORD a; WORD c
            a/b-c               | WORD a; OPERATOR /; WORD b; OPERATOR -; WORD c
            e'a'                | WORD e; STRING 'a'
            """)
    void readsWhatAllSyntaxesShare(String text, String expected) {
        assertThat(tokens(text, Syntax.STANDARD)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            standard   | a[1:2]              | WORD a; OTHER [; NUMBER 1; OTHER :; NUMBER 2; OTHER ]
            standard   | @a $a               | OPERATOR @; WORD a; OTHER $; WORD a
            standard   | `a`                 | OTHER `; WORD a; OTHER `
            standard   | /*/*a*/*/b          | WORD b
            standard   | $$ ? $$             | OTHER $; OTHER $; POSITIONAL_PARAMETER ?; OTHER $; OTHER $
            sqlite     | [a ; ] `a``b`       | QUOTED_IDENTIFIER [a ; ]; QUOTED_IDENTIFIER `a``b`
            sqlite     | @a $a :1 @1 $1      | NATIVE_PARAMETER @a; NATIVE_PARAMETER $a; NAMED_PARAMETER :1; NATIVE_PARAMETER @1; NATIVE_PARAMETER $1
            sqlite     | /*/*a*/b*/          | WORD b; OPERATOR *; OPERATOR /
            sqlite     | =@a                 | OPERATOR =; NATIVE_PARAMETER @a
            sqlite     | a$$b$$              | WORD a$$b$$
            postgresql | $$ ' ? $$ $a$ $$ $a$| STRING $$ ' ? $$; STRING $a$ $$ $a$
            postgresql | $a$ $b$ $a$         | STRING $a$ $b$ $a$
            postgresql | $a$ $ab$ $a$        | STRING $a$ $ab$ $a$
            postgresql | $1$$x$$             | NATIVE_PARAMETER $1$$x$$
            postgresql | e'a\\'b' E'\\\\'c   | STRING e'a\\'b'; STRING E'\\\\'; WORD c
            postgresql | e'a''b'             | STRING e'a''b'
            postgresql | a[1:2] @-5          | WORD a; OTHER [; NUMBER 1; OTHER :; NUMBER 2; OTHER ]; OPERATOR @; OPERATOR -; NUMBER 5
            h2         | $$ ' $$ e'\\'       | STRING $$ ' $$; WORD e; STRING '\\'
            """)
    void readsWhatOneSyntaxHas(String syntax, String text, String expected) {
        assertThat(tokens(text, syntax(syntax))).isEqualTo(expected);
    }

    @Test
    void lineCommentsEndWhereTheBackendEndsThem() {
        assertThat(tokens("--a\rb\nc", Syntax.POSTGRESQL)).isEqualTo("WORD b; WORD c");
        assertThat(tokens("--a\rb\nc", Syntax.SQLITE)).isEqualTo("WORD c");
    }

    @Test
    void escapeStringsGoOnBehindALineEnd() {
        assertThat(tokens("E'a' \n -- c'\n 'b\\'c' d", Syntax.POSTGRESQL))
                .isEqualTo("STRING E'a' \n -- c'\n 'b\\'c'; WORD d");
        assertThat(tokens("E'a' 'b'", Syntax.POSTGRESQL)).isEqualTo("STRING E'a'; STRING 'b'");
    }

    @Test
    void aByteOrderMarkIsBlankOnlyAtTheStart() {
        assertThat(tokens("\uFEFFa", Syntax.SQLITE)).isEqualTo("WORD a");
        assertThat(tokens("a \uFEFFb", Syntax.SQLITE)).isEqualTo("WORD a; WORD \uFEFFb");
    }

    @Test
    void unicodeBlanksAreNeitherBlankNorPartOfAWord() {
        assertThat(tokens("a\u00a0b", Syntax.STANDARD)).isEqualTo("WORD a; OTHER \u00a0; WORD b");
    }

    @Test
    void loneSurrogatesArePartOfWords() {
        assertThat(tokens("a\ud800 \udc00b", Syntax.SQLITE)).isEqualTo("WORD a\ud800; WORD \udc00b");
    }

    @Test
    void wordsCompareWithoutAsciiCase() {
        var tokens = SqlTokens.of("Pragma \u212a", Syntax.SQLITE);
        tokens.next();
        assertThat(tokens.is("PRAGMA")).isTrue();
        assertThat(tokens.is("PRAGM")).isFalse();
        tokens.nextSignificant();
        assertThat(tokens.is("K")).as("the Kelvin sign is no K").isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SELECT 'a          | A string does not end; it begins at line 1, column 8; close it with '
            SELECT E'a\\'      | A string does not end; it begins at line 1, column 8; close it with '
            SELECT#  "a        | A quoted identifier does not end; it begins at line 2, column 3; close it with "
            /* /* a */         | A comment does not end; it begins at line 1, column 1; close it with */
            1 $$ a $           | A string does not end; it begins at line 1, column 3; close it with $$
            $a$ b $A$          | A string does not end; it begins at line 1, column 1; close it with the same $tag$
            """)
    void anOpenQuoteIsAnErrorThatSaysWhere(String text, String message) {
        String written = text.replace('#', '\n');
        assertThatThrownBy(() -> tokens(written, Syntax.POSTGRESQL))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessage(message)
                .satisfies(e -> assertThat(((SqlSyntaxException) e).statement()).contains(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "`a``", "/* a"})
    void anOpenQuoteIsAnErrorOnSqliteToo(String text) {
        assertThatThrownBy(() -> tokens(text, Syntax.SQLITE))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageContaining("does not end; it begins at line 1, column 1");
    }

    @Test
    void refusesNul() {
        assertThatThrownBy(() -> SqlTokens.of("SELECT 1;\n '\0'", Syntax.SQLITE))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessage("The text contains the character NUL at line 2, column 3;"
                        + " remove it, or bind it as part of a value");
    }

    @Test
    void deeplyNestedCommentsNeedNoStack() {
        String comment = "/*".repeat(10_000) + "*/".repeat(10_000);
        assertThat(tokens(comment + "a", Syntax.POSTGRESQL)).isEqualTo("WORD a");
    }

    @Test
    void endStaysEnd() {
        var tokens = SqlTokens.of("", Syntax.STANDARD);
        assertThat(tokens.next()).isEqualTo(TokenType.END);
        assertThat(tokens.next()).isEqualTo(TokenType.END);
        assertThat(tokens.text()).isEmpty();
    }

    @Test
    void tokensTouchAndCoverAnyText() {
        var random = new Random(20_261_120);
        int read = 0;
        for (int i = 0; i < 3_000; i++) {
            String text = RandomSql.any(random);
            for (Syntax syntax : List.of(Syntax.STANDARD, Syntax.SQLITE, Syntax.POSTGRESQL, Syntax.H2)) {
                read += coveredTokens(text, syntax);
            }
        }
        assertThat(read).as("most texts must not end in a syntax error").isGreaterThan(75_000);
    }

    private static int coveredTokens(String text, Syntax syntax) {
        var tokens = SqlTokens.of(text, syntax);
        int position = 0;
        int count = 0;
        try {
            while (tokens.next() != TokenType.END) {
                assertThat(tokens.start()).as(text).isEqualTo(position);
                assertThat(tokens.end()).as(text).isGreaterThan(position);
                position = tokens.end();
                count++;
            }
            assertThat(position).as(text).isEqualTo(text.length());
        } catch (SqlSyntaxException e) {
            assertThat(e).hasMessageContaining("does not end");
        }
        return count;
    }
}
