package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.Propagation;
import dev.sluice.TransactionOptions;
import dev.sluice.error.CheckViolationException;
import dev.sluice.error.ConstraintViolationException;
import dev.sluice.error.DuplicateKeyException;
import dev.sluice.error.ForeignKeyViolationException;
import dev.sluice.error.LockTimeoutException;
import dev.sluice.error.NotNullViolationException;
import dev.sluice.error.ParameterException;
import dev.sluice.error.QueryTimeoutException;
import dev.sluice.error.SqlSyntaxException;
import dev.sluice.settings.CoreSettings;
import dev.sluice.spi.Feature;
import dev.sluice.spi.PortableType;
import dev.sluice.testkit.fault.Fault;
import dev.sluice.testkit.fault.FaultPoint;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Writes mean the same on every backend: keys, counts, upserts, constraints, limits. */
public abstract class PortableWriteContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected PortableWriteContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    private static final String INSERT = "INSERT INTO items(id, label) VALUES (?, ?)";

    @Test
    void identityReturnedNotAssumedDense() {
        table("notes", "id " + type(PortableType.IDENTITY), "body " + type(PortableType.TEXT));
        var insert = db.sql("INSERT INTO notes(body) VALUES (:body)");
        long first = value(insert.bind("body", "a").returning(Long.class, "id").one());
        failure(
                IllegalStateException.class,
                db.inTransaction(tx -> insert.bind("body", "lost").rowsUpdated().map(rows -> {
                    throw new IllegalStateException("undo");
                })));

        long second = value(insert.bind("body", "b").returning(Long.class, "id").one());

        assertThat(second).isGreaterThan(first);
        assertThat(list(db.fetchAll(Long.class, "SELECT id FROM notes ORDER BY id")))
                .containsExactly(first, second);
    }

    @Test
    void returningOnInsertUpdateDelete() {
        items();
        List<String> statements = List.of(
                "INSERT INTO items(id, label) VALUES (1, 'a') RETURNING label",
                "UPDATE items SET label = 'b' RETURNING label",
                "DELETE FROM items RETURNING label");

        if (has(Feature.RETURNING)) {
            assertThat(list(Flux.fromIterable(statements).concatMap(sql -> db.fetchAll(String.class, sql))))
                    .containsExactly("a", "b", "b");
        } else {
            statements.forEach(sql -> failure(SqlSyntaxException.class, db.fetchAll(String.class, sql)));
        }
        assertThat(itemIds()).isEmpty();
    }

    @Test
    void upsertReturnsRowAndCount() {
        items(1);
        String overwrite = INSERT + " " + db.dialect().onConflict(List.of("id"), List.of("label"));
        String keep = INSERT + " " + db.dialect().onConflict(List.of("id"), List.of());

        assertThat(value(db.execute(overwrite, 1L, "new"))).isEqualTo(1);
        assertThat(value(db.execute(overwrite, 2L, "two"))).isEqualTo(1);
        assertThat(value(db.execute(keep, 2L, "ignored"))).isZero();
        assertThat(value(db.sql(overwrite)
                        .bindValues(1L, "newest")
                        .returning(String.class, "label")
                        .one()))
                .isEqualTo("newest");

        assertThat(list(db.fetchAll(String.class, "SELECT label FROM items ORDER BY id")))
                .containsExactly("newest", "two");
    }

    @Test
    void updateCountsMatchedRows() {
        items(3);

        assertThat(value(db.execute("UPDATE items SET label = label"))).isEqualTo(3);
    }

    @Test
    void uniqueViolationIsDuplicateKey() {
        items(1);

        assertViolates(DuplicateKeyException.class, "INSERT INTO items(id) VALUES (1)");
    }

    @Test
    void foreignKeyViolation() {
        items(1);
        table("parts", "item " + type(PortableType.INTEGER) + " REFERENCES items(id)");
        run("INSERT INTO parts VALUES (1)");

        assertViolates(ForeignKeyViolationException.class, "INSERT INTO parts VALUES (2)");
        assertViolates(ForeignKeyViolationException.class, "DELETE FROM items");
    }

    @Test
    void notNullViolation() {
        table("strict_ones", "size_of " + type(PortableType.INTEGER) + " NOT NULL");

        assertViolates(NotNullViolationException.class, "INSERT INTO strict_ones VALUES (NULL)");
    }

    @Test
    void checkViolation() {
        table("positive", "size_of " + type(PortableType.INTEGER) + " CHECK (size_of > 0)");

        assertViolates(CheckViolationException.class, "INSERT INTO positive VALUES (0)");
    }

    private void assertViolates(Class<? extends ConstraintViolationException> type, String sql) {
        ConstraintViolationException error =
                failure(type, db.sql(sql).tag("violator").rowsUpdated());

        assertThat(error.sqlState())
                .hasValueSatisfying(state -> assertThat(state).startsWith("23"));
        assertThat(error.statement()).contains(sql);
        assertThat(error.tag()).contains("violator");
        assertThat(error).hasCauseInstanceOf(R2dbcException.class);
    }

    @Test
    void temporaryTableNeedsWithConnection() {
        String create = "CREATE TEMPORARY TABLE scratch (id " + type(PortableType.INTEGER) + ")";
        var ids = db.withConnection(connection -> Flux.just(create, "INSERT INTO scratch VALUES (7)")
                .concatMap(sql ->
                        Flux.from(connection.createStatement(sql).execute()).concatMap(Result::getRowsUpdated))
                .thenMany(Flux.from(
                        connection.createStatement("SELECT id FROM scratch").execute()))
                .concatMap(result -> result.map(row -> row.get(0, Long.class))));

        assertThat(list(ids)).containsExactly(7L);
        failure(SqlSyntaxException.class, db.fetchAll(Long.class, "SELECT id FROM scratch"));
    }

    @Test
    void chunksBeyondBindLimit() {
        items();
        int rows = db.dialect().bindLimit() / 2 + 10;
        List<Object[]> all =
                LongStream.range(0, rows).mapToObj(id -> new Object[] {id, "x"}).toList();
        Database large = open(builder -> builder.set(CoreSettings.BULK_CHUNK_SIZE, 100_000));

        assertThat(value(large.executeMany(INSERT, all))).isEqualTo(rows);

        assertThat(value(db.fetchValue(Long.class, "SELECT count(*) FROM items")))
                .isEqualTo(rows);
    }

    @Test
    void listBeyondBindLimitIsRefusedBeforeItIsSent() {
        items();
        int limit = db.dialect().bindLimit();
        List<Long> ids = LongStream.rangeClosed(0, limit).boxed().toList();

        assertThat(failure(
                        ParameterException.class, db.fetchAll(Long.class, "SELECT id FROM items WHERE id IN (?)", ids)))
                .hasMessageContaining(Integer.toString(limit));
    }

    /** A real lock where two can write at once; else the one writer's own waiting line is a matter of the pool. */
    @Test
    void lockTimeoutClass() {
        items(1);
        if (has(Feature.SINGLE_WRITER)) {
            var faulty = faulty();
            Database client = open(faulty, builder -> builder);
            faulty.inject(Fault.before(FaultPoint.EXECUTE, "55P03"));

            failure(LockTimeoutException.class, client.execute("UPDATE items SET label = 'x'"));
            return;
        }
        var contender = TransactionOptions.DEFAULT.withPropagation(Propagation.REQUIRES_NEW);
        var both = db.inTransaction(tx -> db.execute("UPDATE items SET label = 'outer'")
                .then(db.inTransaction(contender, inner -> db.execute("UPDATE items SET label = 'inner'"))));

        failure(LockTimeoutException.class, both);
    }

    @Test
    void statementTimeoutClass() {
        items(400);
        var slow = db.sql("SELECT count(*) FROM items a, items b, items c WHERE a.id + b.id + c.id = 0")
                .timeout(Duration.ofMillis(100))
                .tag("slow-one");

        QueryTimeoutException error =
                failure(QueryTimeoutException.class, slow.as(Long.class).one());

        assertThat(error.tag()).contains("slow-one");
        assertThat(error.getMessage()).contains("slow-one");
    }
}
