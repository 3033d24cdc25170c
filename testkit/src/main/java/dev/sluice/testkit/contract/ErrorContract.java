package dev.sluice.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.error.AccessDeniedException;
import dev.sluice.error.CheckViolationException;
import dev.sluice.error.DataException;
import dev.sluice.error.DatabaseException;
import dev.sluice.error.DuplicateKeyException;
import dev.sluice.error.ForeignKeyViolationException;
import dev.sluice.error.LockTimeoutException;
import dev.sluice.error.NotNullViolationException;
import dev.sluice.error.QueryTimeoutException;
import dev.sluice.error.SqlSyntaxException;
import dev.sluice.error.StorageException;
import dev.sluice.spi.PortableType;
import dev.sluice.testkit.fault.Fault;
import dev.sluice.testkit.fault.FaultPoint;
import io.r2dbc.spi.R2dbcException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A failure says what, where and what to do, by class and by data; and never what was bound. */
public abstract class ErrorContract extends BackendContract {

    /** Runs the contract on databases of this fixture. */
    protected ErrorContract(Supplier<? extends BackendFixture> fixtures) {
        super(fixtures);
    }

    private static final String MARKER = "marker-5083-value";

    @Test
    void invalidSqlIsASyntaxError() {
        SqlSyntaxException error =
                failure(SqlSyntaxException.class, db.sql("SELEKT 1").tag("typo").rowsUpdated());

        assertThat(error.statement()).contains("SELEKT 1");
        assertThat(error.tag()).contains("typo");
        assertThat(error).hasMessageContaining("SELEKT 1").hasMessageContaining("typo");
        assertThat(error).hasCauseInstanceOf(R2dbcException.class);
    }

    @Test
    void unknownTableIsASyntaxError() {
        SqlSyntaxException error = failure(SqlSyntaxException.class, db.fetchAll("SELECT * FROM no_such_table"));

        assertThat(error).hasMessageContaining("no_such_table");
        assertThat(error.sqlState())
                .hasValueSatisfying(state -> assertThat(state).startsWith("42"));
    }

    @Test
    void errorsKeepTheirClassInsideATransaction() {
        items(1);

        DuplicateKeyException error = failure(
                DuplicateKeyException.class,
                db.inTransaction(tx ->
                        db.sql("INSERT INTO items(id) VALUES (1)").tag("dup").rowsUpdated()));

        assertThat(error.statement()).contains("INSERT INTO items(id) VALUES (1)");
        assertThat(error.tag()).contains("dup");
    }

    @Test
    void driverErrorsBecomeOursBySqlState() {
        Map<String, Class<? extends Throwable>> classes = Map.of(
                "23505", DuplicateKeyException.class,
                "23503", ForeignKeyViolationException.class,
                "23502", NotNullViolationException.class,
                "23514", CheckViolationException.class,
                "55P03", LockTimeoutException.class,
                "57014", QueryTimeoutException.class,
                "53100", StorageException.class,
                "42501", AccessDeniedException.class,
                "22003", DataException.class);
        items();
        var faulty = faulty();
        Database client = open(faulty, builder -> builder);

        classes.forEach((state, type) -> {
            faulty.inject(Fault.before(FaultPoint.EXECUTE, state));
            DatabaseException error = failure(
                    DatabaseException.class,
                    client.inTransaction(
                            tx -> client.fetchAll("SELECT * FROM items").then()));
            assertThat(error).as(state).isInstanceOf(type);
            assertThat(error.sqlState()).contains(state);
            assertThat(error.statement()).contains("SELECT * FROM items");
        });
    }

    @Test
    void failedStatementsAreCountedOnce() {
        failure(DatabaseException.class, db.execute("SELEKT 1"));
        value(db.fetchValue(Long.class, "SELECT 1"));

        assertThat(db.stats().failures()).isEqualTo(1);
        assertThat(db.stats().statements()).isEqualTo(2);
    }

    @Test
    void boundValuesAreInNoMessageLogOrText() {
        items(1);
        table(
                "lengths",
                "id " + type(PortableType.INTEGER) + " NOT NULL CHECK (id > 0)",
                "label " + type(PortableType.TEXT) + " UNIQUE");
        run("INSERT INTO lengths VALUES (1, 'taken')");
        var open = db.sql("SELECT id FROM items WHERE label = :label").bind("label", MARKER);
        var told = new StringWriter();
        var out = new PrintWriter(told);
        out.println(open + " " + open.as(Long.class) + " " + db + " "
                + open.tag("t").toString());
        List<Mono<?>> failing = List.of(
                db.execute("INSERT INTO lengths VALUES (?, ?)", null, MARKER),
                db.execute("INSERT INTO lengths VALUES (?, ?)", -1L, MARKER),
                db.execute("INSERT INTO no_such_table VALUES (?)", MARKER),
                db.execute("INSERT INTO items(id) VALUES (?)", MARKER),
                db.execute("INSERT INTO items(id, label) VALUES (?, ?)", MARKER),
                Mono.defer(() -> db.sql("SELECT :known")
                        .bindAll(Map.of("unknown", MARKER))
                        .rowsUpdated()),
                db.fetchOne(UUID.class, "SELECT label FROM items WHERE label <> ?", MARKER),
                db.inTransaction(tx -> db.execute("INSERT INTO items(id, label) VALUES (1, ?)", MARKER)),
                db.executeMany("INSERT INTO items(id, label) VALUES (1, ?)", List.of(MARKER)),
                db.executeMany("INSERT INTO items(id, label) VALUES (1, ?)", Flux.just(MARKER))
                        .then(),
                db.execute("INSERT INTO items(id, label) VALUES (2, ?)", new Object() {
                    @Override
                    public String toString() {
                        return MARKER;
                    }
                }));

        for (Mono<?> work : failing) {
            for (Throwable error = failure(DatabaseException.class, work); error != null; error = error.getCause()) {
                if (error instanceof DatabaseException ours) {
                    out.println(ours.getMessage() + ours.details() + ours.statement() + ours.tag());
                }
            }
        }
        out.println(logs.everything());

        assertThat(told.toString()).doesNotContain(MARKER).doesNotContain("5083");
    }

    @Test
    void controlCharactersOfATagAreEscaped() {
        SqlSyntaxException error = failure(
                SqlSyntaxException.class, db.sql("SELEKT 1").tag("a\nFORGED b").rowsUpdated());

        assertThat(error.getMessage()).doesNotContain("\n").contains("a\\u000aFORGED b");
    }

    @Test
    void errorLeavesTheDatabaseUsable() {
        items();
        for (int i = 0; i < 30; i++) {
            failure(DatabaseException.class, db.execute("SELEKT 1"));
            failure(DatabaseException.class, db.inTransaction(tx -> db.execute("SELEKT 1")));
        }

        assertThat(value(insertItem(1))).isEqualTo(1);
    }
}
