package dev.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementInfoTest {

    private static StatementInfo info(String sql) {
        return ParsedSql.parse(sql, Syntax.POSTGRESQL).info();
    }

    private static StatementInfo sqlite(String sql) {
        return ParsedSql.parse(sql, Syntax.SQLITE).info();
    }

    private static String show(Tables tables) {
        return tables.isAny() ? "any" : tables.names().isEmpty() ? "none" : String.join(" ", tables.names());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SELECT 1                                         | SELECT
            select 1                                         | SELECT
            /* a */ -- b#  SELECT 1                          | SELECT
            ((SELECT 1) UNION SELECT 2)                      | SELECT
            VALUES (1), (2)                                  | SELECT
            TABLE users                                      | SELECT
            WITH a AS (SELECT 1) SELECT * FROM a             | SELECT
            WITH a AS (SELECT 1) (SELECT * FROM a)           | SELECT
            WITH a AS (SELECT 1) INSERT INTO t SELECT 1      | INSERT
            WITH a AS (SELECT 1), b(x) AS (VALUES (1)) UPDATE t SET a = 1 | UPDATE
            WITH RECURSIVE a AS NOT MATERIALIZED (SELECT 1) DELETE FROM t | DELETE
            WITH replace AS (SELECT 1) SELECT * FROM replace | SELECT
            WITH a AS (INSERT INTO t VALUES (1)) SELECT 1    | SELECT
            INSERT INTO t VALUES (1)                         | INSERT
            INSERT OR IGNORE INTO t VALUES (1)               | INSERT
            UPDATE t SET a = 1                               | UPDATE
            DELETE FROM t                                    | DELETE
            REPLACE INTO t VALUES (1)                        | REPLACE
            MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE | REPLACE
            UPSERT INTO t VALUES (1)                         | REPLACE
            CREATE TABLE t (a INT)                           | DDL
            CREATE TABLE t AS SELECT 1                       | DDL
            ALTER TABLE t ADD b INT                          | DDL
            DROP TABLE t                                     | DDL
            TRUNCATE t                                       | DDL
            REINDEX                                          | DDL
            GRANT SELECT ON t TO u                           | DDL
            BEGIN                                            | TRANSACTION
            START TRANSACTION                                | TRANSACTION
            COMMIT                                           | TRANSACTION
            END                                              | TRANSACTION
            ROLLBACK TO a                                    | TRANSACTION
            SAVEPOINT a                                      | TRANSACTION
            RELEASE a                                        | TRANSACTION
            PRAGMA foreign_keys                              | SESSION
            SET x = 1                                        | SESSION
            SHOW x                                           | SESSION
            RESET x                                          | SESSION
            EXPLAIN SELECT 1                                 | EXPLAIN
            EXPLAIN QUERY PLAN DELETE FROM t                 | EXPLAIN
            EXPLAIN CREATE TABLE t AS SELECT 1               | EXPLAIN
            VACUUM                                           | OTHER
            CALL f()                                         | OTHER
            DO $$ BEGIN END $$                               | OTHER
            SELECT 1; SELECT 2                               | OTHER
            SELECT 1;;                                       | SELECT
            (CREATE TABLE t (a INT))                         | OTHER
            "SELECT" 1                                       | OTHER
            """)
    void kindIsTheMainVerb(String sql, StatementKind kind) {
        assertThat(info(sql.replace('#', '\n')).kind()).isEqualTo(kind);
    }

    @Test
    void anEmptyTextIsOfNoKnownKind() {
        assertThat(info(" -- nothing").kind()).isEqualTo(StatementKind.OTHER);
        assertThat(info("").writes()).isEqualTo(Tables.ANY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SELECT 1                                                   | none
            SELECT * FROM users                                        | users
            SELECT * FROM Users u                                      | users
            SELECT * FROM public.users                                 | users
            SELECT * FROM db.public."Order Lines" AS l                 | order lines
            SELECT * FROM "a""b"                                       | a"b
            SELECT * FROM a, b x, c AS y                               | a b c
            SELECT * FROM a JOIN b ON a.x = b.x, c                     | a b c
            SELECT * FROM a LEFT JOIN b USING (id), c                  | a b c
            SELECT * FROM a NATURAL JOIN b CROSS JOIN c                | a b c
            SELECT * FROM (a JOIN b ON true)                           | a b
            SELECT * FROM (SELECT x, y FROM a) s, b                    | a b
            SELECT * FROM ((SELECT 1 FROM a) UNION (SELECT 2 FROM b)) s | a b
            SELECT * FROM LATERAL (SELECT 1 FROM a) s                  | a
            SELECT (SELECT count(*) FROM a), x FROM b                  | a b
            SELECT * FROM a WHERE EXISTS (SELECT 1 FROM b)             | a b
            SELECT * FROM a WHERE x IN (SELECT x FROM b)               | a b
            SELECT a FROM t GROUP BY a, b ORDER BY c, d LIMIT 1, 2     | t
            SELECT a FROM t WINDOW w AS (PARTITION BY a), v AS (ORDER BY b) | t
            SELECT x FROM a UNION ALL SELECT y FROM b EXCEPT TABLE c   | a b c
            SELECT x.from, "from" FROM t                               | t
            SELECT 1 AS from FROM t                                    | t
            SELECT 1FROM t                                             | t
            SELECT ?FROM t                                             | t
            SELECT 'a'FROM t                                           | t
            SELECT a FROM t fetch, u                                   | t u
            SELECT a FROM t values (x, y), u                           | t u
            SELECT a FROM t set, u                                     | t u
            SELECT a FROM t window, u                                  | t u
            SELECT * FROM t FOR SYSTEM_TIME AS OF x, u                 | t u
            SELECT DISTINCT a FROM t                                   | t
            SELECT a IS DISTINCT FROM b, c IS NOT DISTINCT FROM d FROM t | t
            SELECT extract(year FROM b), trim(BOTH 'x' FROM c), substring(a FROM 1 FOR 2) FROM t | t
            SELECT extract(year FROM (SELECT max(b) FROM s)) FROM t    | s t
            SELECT position('a' IN b) FROM t                           | b t
            SELECT * FROM generate_series(1, 3) g(n), t                | t
            SELECT * FROM unnest(?) WITH ORDINALITY AS u(a, n), t      | t
            SELECT count(*), coalesce(sum(a), 0)::numeric(10, 2) FROM t | t
            SELECT CAST(a AS varchar(10)) FROM (VALUES (1)) v(a)       | none
            SELECT a, row_number() OVER (PARTITION BY b, c) FROM t     | t
            SELECT count(*) FILTER (WHERE a > 1) FROM t                | t
            WITH a AS (SELECT * FROM t) SELECT * FROM a                | t
            WITH a AS (SELECT * FROM t), b AS (SELECT * FROM a) SELECT * FROM b | t
            WITH users AS (SELECT * FROM users) SELECT * FROM users    | users
            WITH users AS (SELECT 1) SELECT * FROM public.users        | users
            WITH "Users" AS (SELECT 1) SELECT * FROM users             | users
            WITH "Users" AS (SELECT 1) SELECT * FROM "Users"           | none
            WITH RECURSIVE a(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM a) SELECT x FROM a | none
            SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM a) s, a  | a
            SELECT * FROM a, (WITH a AS (SELECT 1) SELECT * FROM a) s  | a
            WITH a AS MATERIALIZED (SELECT 1), b AS NOT MATERIALIZED (SELECT 2) SELECT * FROM a, b, c | c
            SELECT now() AT TIME ZONE 'UTC' FROM t                     | t
            SELECT DISTINCT ON (a) lower(b), c FROM t                  | t
            SELECT * FROM t AS OF SYSTEM TIME follower_read_timestamp() | t
            SELECT a FROM t FOR UPDATE OF t, u                         | t
            INSERT INTO t VALUES (1)                                   | none
            INSERT INTO t (a, b) SELECT x, y FROM s                    | s
            INSERT INTO t (a) WITH c AS (SELECT 1 FROM s) SELECT * FROM c | s
            INSERT INTO t VALUES (1) ON CONFLICT (a, b) DO UPDATE SET a = 1, b = 2 | t
            INSERT INTO t VALUES (1) RETURNING a, b                    | none
            UPDATE t SET a = 1, b = (SELECT max(x) FROM s)             | s t
            UPDATE t SET a = s.a FROM s, r WHERE t.id = s.id           | r s t
            DELETE FROM t WHERE id IN (SELECT id FROM s)               | s t
            DELETE FROM t USING s JOIN r USING (id) WHERE t.id = s.id  | r s t
            MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET a = 1, b = 2 WHEN NOT MATCHED THEN INSERT (a, b) VALUES (1, 2) | s t
            DELETE FROM t USING (s JOIN r ON true) WHERE t.id = s.id   | r s t
            MERGE INTO t USING (SELECT * FROM s) q ON true WHEN MATCHED THEN DELETE | s t
            EXPLAIN SELECT * FROM t                                    | t
            EXPLAIN (ANALYZE, COSTS off) SELECT * FROM t               | t
            """)
    void readsTheTablesNamed(String sql, String tables) {
        assertThat(show(info(sql).reads())).as(sql).isEqualTo(tables);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SELECT * FROM t                                            | none
            WITH a AS (SELECT 1) SELECT * FROM a                       | none
            INSERT INTO t VALUES (1)                                   | t
            INSERT INTO s.T(a) VALUES (1)                              | t
            INSERT INTO "T" ("a") VALUES (1)                           | t
            INSERT INTO t AS x (a) VALUES (1)                          | t
            INSERT INTO t DEFAULT VALUES                               | t
            INSERT OR REPLACE INTO t VALUES (1)                        | t
            REPLACE INTO t VALUES (replace(?, 'a', 'b'))               | t
            INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET a = 1   | t
            UPDATE t SET a = 1                                         | t
            UPDATE t AS x SET a = 1 FROM b                             | t
            UPDATE OR IGNORE t SET a = 1                               | t
            DELETE FROM t                                              | t
            DELETE FROM t AS x USING b                                 | t
            WITH t AS (SELECT 1) UPDATE t SET a = 1                    | t
            WITH x AS (INSERT INTO a VALUES (1) RETURNING *), y AS (UPDATE b SET z = 1), z AS (DELETE FROM c) SELECT 1 | a b c
            MERGE INTO t USING s ON true WHEN MATCHED THEN DELETE      | t
            EXPLAIN DELETE FROM t                                      | none
            EXPLAIN QUERY PLAN UPDATE t SET a = 1                      | none
            EXPLAIN ANALYZE DELETE FROM t                              | t
            EXPLAIN (ANALYZE) INSERT INTO t VALUES (1)                 | t
            SELECT * FROM FINAL TABLE (INSERT INTO t VALUES (1))       | t
            """)
    void writesTheTablesNamed(String sql, String tables) {
        assertThat(show(info(sql).writes())).as(sql).isEqualTo(tables);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT my_function(1)",
                "SELECT schema.count(1)",
                "SELECT \"count\"(1)",
                "SELECT nextval('s')",
                "SELECT set_config('a', 'b', false)",
                "SELECT a FROM t WHERE f(a)",
                "SELECT a FROM t WHERE a = f (a)",
                "SELECT -f(a)",
                "SELECT conflict(1)",
                "SELECT share(1)",
                "SELECT set(1)",
                "SELECT key(1)",
                "SELECT materialized(1)",
                "SELECT first(a) FROM t",
                "SELECT DISTINCT ON (a) f(b) FROM t",
                "SELECT * FROM f(1)",
                "SELECT * FROM s.f(1)",
                "SELECT * FROM t, LATERAL f(t.a)",
                "SELECT * FROM ROWS FROM (f(1), g(2))",
                "SELECT * FROM unnest(?) WITH ORDINALITY AS u(a, n) WHERE f(a)",
                "SELECT * FROM [SHOW TABLES]",
                "SELECT * FROM ?",
                "SELECT * FROM U&\"d\\0061t\"",
                "SELECT * FROM a.",
                "SELECT * FROM",
                "SELECT * FROM a,",
                "SELECT\u00a01",
                "SELECT a\u2003FROM secret",
                "INSERT t VALUES (1)",
                "INSERT INTO t VALUES (f(?))",
                "DELETE t FROM t JOIN u",
                "UPDATE ONLY t SET a = 1",
                "DELETE FROM ONLY t",
                "UPDATE (t) SET a = 1",
                "SELECT 1; DELETE FROM t",
                "SELECT 1)",
                "CREATE TABLE t (a INT)",
                "DROP TABLE t",
                "CALL f()",
                "DO $$ $$",
                "PRAGMA user_version = 1",
                "COPY t FROM STDIN",
                "WITH a AS (SELECT 1)",
                "EXPLAIN ANALYZE CREATE TABLE t AS SELECT 1",
                "EXPLAIN ANALYZE EXECUTE p"
            })
    void doubtIsAnyTable(String sql) {
        StatementInfo info = info(sql);
        assertThat(info.reads()).as("reads").isEqualTo(Tables.ANY);
        assertThat(info.writes()).as("writes").isEqualTo(Tables.ANY);
        assertThat(info.isReadOnly()).isFalse();
    }

    @Test
    void selectIntoWrites() {
        StatementInfo info = info("SELECT a INTO TEMP x FROM t");
        assertThat(info.kind()).isEqualTo(StatementKind.SELECT);
        assertThat(info.writes()).isEqualTo(Tables.ANY);
        assertThat(show(info.reads())).isEqualTo("t");
        assertThat(info.isReadOnly()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SELECT * FROM [a b], `c``d`, 'e'   | a b c`d e
            SELECT * FROM a WHERE x IN b       | a b
            SELECT * FROM a WHERE x IN main.b  | a b
            SELECT * FROM with                 | with
            SELECT * FROM key                  | key
            SELECT * FROM replace, b           | b replace
            SELECT * FROM key share, b         | b key
            SELECT * FROM a window NOT INDEXED, b | a b
            SELECT * FROM a with JOIN (b) ON 1 | a b
            SELECT * FROM a INDEXED BY i, b    | a b
            SELECT * FROM json_each(:ids) j, a | a
            SELECT a->>'$.x' FROM t            | t
            """)
    void readsAsSqliteNamesTables(String sql, String tables) {
        assertThat(show(sqlite(sql).reads())).isEqualTo(tables);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM t",
                "VALUES (1)",
                "WITH a AS (SELECT 1) SELECT * FROM a",
                "EXPLAIN QUERY PLAN DELETE FROM t",
                "SELECT a FROM t ORDER BY lower(a)"
            })
    void readOnlyIsWhatOnlyReads(String sql) {
        assertThat(sqlite(sql).isReadOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT last_insert_rowid()",
                "SELECT changes()",
                "SELECT load_extension('x')",
                "PRAGMA user_version",
                "ATTACH 'x' AS y",
                "BEGIN",
                "INSERT INTO t VALUES (1)",
                "WITH a AS (SELECT 1) DELETE FROM t",
                "EXPLAIN ANALYZE DELETE FROM t",
                "VACUUM INTO 'x'"
            })
    void readOnlyIsNotWhatMayWrite(String sql) {
        assertThat(sqlite(sql).isReadOnly()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM t FOR UPDATE",
                "SELECT * FROM t FOR NO KEY UPDATE",
                "SELECT * FROM t FOR SHARE",
                "SELECT * FROM t FOR KEY SHARE SKIP LOCKED",
                "SELECT * FROM (SELECT * FROM t FOR UPDATE) s"
            })
    void lockingReadsAreNotReadOnly(String sql) {
        StatementInfo info = info(sql);
        assertThat(info.locking()).isTrue();
        assertThat(info.writes()).isEqualTo(Tables.NONE);
        assertThat(info.isReadOnly()).isFalse();
    }

    @Test
    void returningIsThatOfTheStatementItself() {
        assertThat(info("INSERT INTO t VALUES (1) RETURNING id").returning()).isTrue();
        assertThat(info("WITH a AS (SELECT 1) DELETE FROM t RETURNING *").returning())
                .isTrue();
        assertThat(info("UPDATE t SET a = 1").returning()).isFalse();
        assertThat(info("WITH a AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM a")
                        .returning())
                .isFalse();
        assertThat(info("WITH a AS (DELETE FROM t RETURNING *) SELECT * FROM a").returning())
                .isFalse();
        assertThat(info("INSERT INTO t VALUES ('RETURNING')").returning()).isFalse();
    }

    @Test
    void readsTextWithABackendsOwnMarkers() {
        StatementInfo info = StatementInfo.of("SELECT * FROM t WHERE a = ?1 AND b = @b", Syntax.SQLITE);
        Tables reads = Tables.of(Set.of("t"));
        assertThat(info).isEqualTo(new StatementInfo(StatementKind.SELECT, reads, Tables.NONE, false, false));
    }

    @Test
    void tablesCompareWithoutCase() {
        Set<String> names = new TreeSet<>(Set.of("A", "b"));
        assertThat(Tables.of(names).overlaps(info("SELECT * FROM a").reads())).isTrue();
    }
}
