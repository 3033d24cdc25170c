package dev.sluice.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Other libraries spell parameters as SQLite itself does; the driver takes each of its spellings. */
final class NativeMarkersTest {

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void open() {
        database = TestDatabase.of(SqliteOptions.privateMemory());
        connection = database.connect();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static String run(Statement statement) {
        return Flux.from(statement.execute())
                .concatMap(result -> result.map(row -> row.get(0, String.class)))
                .blockLast(TestDatabase.PATIENCE);
    }

    private Statement statement(String sql) {
        return connection.createStatement(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?1 || ?2", "$1 || $2", "@1 || @2", ":1 || :2", "$a || $b", "@a || @b", ":a || :b", "? || ?"})
    void bindsByIndex(String expression) {
        assertThat(run(statement("SELECT " + expression).bind(0, "x").bind(1, "y")))
                .isEqualTo("xy");
    }

    @Test
    void numberIsThePlaceOfTheValueWhereverItStands() {
        assertThat(run(statement("SELECT $2 || $1 || $2").bind(0, "x").bind(1, "y")))
                .isEqualTo("yxy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "$a", "@a", ":a"})
    void bindsByNameWithOrWithoutItsMark(String name) {
        assertThat(run(statement("SELECT $a || '-' || :a").bind(name, "x"))).isEqualTo("x-x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "$2", "?2"})
    void bindsByNumberAsName(String name) {
        assertThat(run(statement("SELECT $2 || $1").bind(name, "two").bind("$1", "one")))
                .isEqualTo("twoone");
    }

    @Test
    void refusesNumbersThatDoNotStandInTheText() {
        Statement statement = statement("SELECT $1");
        assertThatThrownBy(() -> statement.bind("$2", "x")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> statement.bind(1, "x")).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> statement("SELECT ?").bind("1", "x")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void batchBindsEachSet() {
        database.update("CREATE TABLE t (a TEXT, b TEXT)");
        Statement insert = statement("INSERT INTO t (b, a) VALUES ($2, $1) RETURNING a || b");
        insert.bind(0, "a1").bind(1, "b1").add().bind(0, "a2").bind(1, "b2");
        run(insert);
        assertThat(database.query(String.class, "SELECT a || b FROM t ORDER BY 1"))
                .containsExactly("a1b1", "a2b2");
    }
}
