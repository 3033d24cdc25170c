package dev.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.SqlSyntaxException;
import dev.sluice.sql.SqlScript.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

    private static List<String> sqlite(String script) {
        return SqlScript.split(script, Syntax.SQLITE).stream()
                .map(Statement::text)
                .toList();
    }

    private static List<String> postgresql(String script) {
        return SqlScript.split(script, Syntax.POSTGRESQL).stream()
                .map(Statement::text)
                .toList();
    }

    @Test
    void splitsAtSemicolons() {
        assertThat(sqlite("a b; c\n;\nd")).containsExactly("a b", "c", "d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", ";", " ; ; ", "-- a;\n", "/* ; */;", "\uFEFF"})
    void leavesOutWhatIsNoStatement(String script) {
        assertThat(sqlite(script)).isEmpty();
    }

    @Test
    void trimsCommentsAroundAStatementAndKeepsThoseInside() {
        assertThat(sqlite("-- before\n a /* in; */ b -- behind\n; -- last")).containsExactly("a /* in; */ b");
    }

    @Test
    void semicolonsInQuotesSeparateNothing() {
        assertThat(sqlite("'a;''b' \";\" [;] `;`; c")).containsExactly("'a;''b' \";\" [;] `;`", "c");
        assertThat(postgresql("$$ ; $$; $f$ ;$$; $f$; E'\\';'; /* /* ; */ ; */ c"))
                .containsExactly("$$ ; $$", "$f$ ;$$; $f$", "E'\\';'", "c");
    }

    @Test
    void tellsTheLineOfEachStatement() {
        assertThat(SqlScript.split("\n\n-- x\na\n  b;c;\r\nd\r;\re /* \n */ ;\n'\n'; f", Syntax.SQLITE))
                .containsExactly(
                        new Statement("a\n  b", 4),
                        new Statement("c", 5),
                        new Statement("d", 6),
                        new Statement("e", 8),
                        new Statement("'\n'", 10),
                        new Statement("f", 11));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET a = 1; DELETE FROM u; END",
                "create temp trigger if not exists x after update of begin on t begin select 1; end",
                "CREATE TEMPORARY TRIGGER x AFTER INSERT ON t BEGIN SELECT CASE WHEN NEW.a THEN 1 ELSE 2 END; END",
                "CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET end = 1; SELECT end; END",
                "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT ';END;'; /* ;END; */ END",
                "CREATE TRIGGER x AFTER INSERT ON t WHEN NEW.begin BEGIN SELECT NEW.end; END"
            })
    void keepsTriggersWhole(String trigger) {
        assertThat(sqlite("a;" + trigger + "; b")).containsExactly("a", trigger, "b");
        assertThat(sqlite(trigger)).containsExactly(trigger);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END",
                "CREATE OR REPLACE PROCEDURE f() BEGIN ATOMIC INSERT INTO t VALUES (1); END",
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$",
                "CREATE TRIGGER x AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()",
                "CREATE CONSTRAINT TRIGGER x AFTER INSERT ON t EXECUTE FUNCTION f()"
            })
    void keepsRoutinesWhole(String routine) {
        assertThat(postgresql("a;" + routine + "; b")).containsExactly("a", routine, "b");
    }

    @Test
    void transactionsAreStatementsOfTheirOwn() {
        assertThat(sqlite("BEGIN; INSERT INTO t VALUES (1); END; SELECT 1"))
                .containsExactly("BEGIN", "INSERT INTO t VALUES (1)", "END", "SELECT 1");
        assertThat(sqlite("CREATE TABLE trigger_log (a); BEGIN; END; b"))
                .containsExactly("CREATE TABLE trigger_log (a)", "BEGIN", "END", "b");
    }

    @Test
    void aTriggerThatDoesNotEndTakesTheRest() {
        String rest = "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; SELECT 2";
        assertThat(sqlite(rest)).containsExactly(rest);
    }

    @Test
    void anOpenQuoteIsAnErrorThatSaysWhere() {
        assertThatThrownBy(() -> sqlite("a;\nb 'c;"))
                .isInstanceOf(SqlSyntaxException.class)
                .hasMessageContaining("line 2, column 3");
    }

    @Test
    void nothingButSeparatorsBlanksAndCommentsIsLost() {
        var random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            String script = RandomSql.withoutParameters(random);
            String expected = words(script);
            String found = String.join(
                    "", sqlite(script).stream().map(SqlScriptTest::words).toList());
            assertThat(found).as(script).isEqualTo(expected);
        }
    }

    private static String words(String script) {
        var words = new StringBuilder();
        var tokens = SqlTokens.of(script, Syntax.SQLITE);
        while (tokens.nextSignificant() != TokenType.END) {
            words.append(tokens.type() == TokenType.SEMICOLON ? "" : tokens.text());
        }
        return words.toString();
    }

    @Test
    void longScriptsAreSplitInLinearTime() {
        assertThat(sqlite("a;\n".repeat(200_000))).hasSize(200_000);
    }
}
