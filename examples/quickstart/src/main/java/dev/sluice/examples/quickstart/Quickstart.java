package dev.sluice.examples.quickstart;

import dev.sluice.Database;
import dev.sluice.Propagation;
import dev.sluice.TransactionOptions;
import dev.sluice.error.DuplicateKeyException;
import dev.sluice.settings.DatabaseUrl;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A tour of a Database: imports the JDK's Unicode data into an embedded file, then asks it seven things. */
public final class Quickstart {

    private Quickstart() {}

    /** Runs the tour on the file given as the only argument, or on {@code unicode.db}. */
    public static void main(String[] args) {
        String url =
                DatabaseUrl.ofFile(args.length > 0 ? args[0] : "unicode.db").toString();
        Database.using(url, Quickstart::tour)
                .collectList()
                .doOnNext(steps -> System.out.print(TextTable.of(steps)))
                .block(); // a main method may: nothing else runs on this thread
    }

    static Flux<Step> tour(Database db) {
        return Flux.concat(
                new UnicodeImport(db).run(),
                typedQuery(db),
                slowConsumer(db),
                joinFoldedIntoAggregates(db),
                insertReturningItsKey(db),
                rollback(db),
                nestedSavepoint(db),
                statsAndHealth(db));
    }

    /** Rows become records: columns match components by name. */
    private static Mono<Step> typedQuery(Database db) {
        return db.sql("SELECT * FROM code_point WHERE name = :name")
                .bind("name", "SNOWMAN")
                .as(CodePoint.class)
                .one()
                .map(found -> new Step("typed query", found.glyph() + " is " + found));
    }

    /** A stream is read only as fast as its consumer asks, and cancelling it closes the cursor. */
    private static Mono<Step> slowConsumer(Database db) {
        return db.fetchAll(String.class, "SELECT name FROM code_point WHERE category = ? ORDER BY code", "Nl")
                .concatMap(name -> Mono.delay(Duration.ofMillis(20)).thenReturn(name), 1)
                .take(3)
                .collectList()
                .map(names -> new Step("slow stream, cancelled", String.join(", ", names)));
    }

    /** Rows of a join, ordered by key, become one value for each key. */
    private static Mono<Step> joinFoldedIntoAggregates(Database db) {
        record Row(String script, int code) {}
        record Digits(String script, String glyphs) {
            static Digits first(Row row) {
                return new Digits(row.script(), Character.toString(row.code()));
            }

            Digits add(Row row) {
                return new Digits(script, glyphs + Character.toString(row.code()));
            }
        }
        return db.sql("""
                        SELECT s.name AS script, c.code FROM script s JOIN code_point c ON c.script_id = s.id
                        WHERE c.category = 'Nd' AND s.name IN (:scripts) ORDER BY s.name, c.code""")
                .bind("scripts", List.of("BENGALI", "TAMIL", "THAI"))
                .as(Row.class)
                .fold(Row::script, Digits::first, Digits::add)
                .map(digits -> digits.script() + " " + digits.glyphs())
                .collectList()
                .map(scripts -> new Step("join, folded", String.join("; ", scripts)));
    }

    /** A record binds by its components' names; generated columns come back typed. */
    private static Mono<Step> insertReturningItsKey(Database db) {
        record Note(int code, String text) {}
        return db.sql("INSERT INTO note(code, text) VALUES (:code, :text)")
                .bindAll(new Note(0x2603, "melts"))
                .returning(Long.class, "id")
                .one()
                .map(id -> new Step("insert returning its key", "note " + id));
    }

    /** Whatever fails inside a transaction undoes it. */
    private static Mono<Step> rollback(Database db) {
        Mono<Long> deleteThenFail = db.inTransaction(
                tx -> db.execute("DELETE FROM note").then(Mono.error(new IllegalStateException("changed my mind"))));
        return deleteThenFail
                .onErrorResume(IllegalStateException.class, expected -> Mono.empty())
                .then(db.fetchValue(Long.class, "SELECT count(*) FROM note"))
                .map(rows -> new Step("rollback", rows + " note is still there"));
    }

    /** A nested transaction is a savepoint: it can fail alone, and the outer one goes on. */
    private static Mono<Step> nestedSavepoint(Database db) {
        TransactionOptions nested = TransactionOptions.DEFAULT.withPropagation(Propagation.NESTED);
        Mono<Long> duplicate =
                db.inTransaction(nested, tx -> db.execute("INSERT INTO script(id, name) VALUES (1, 'twice')"));
        return db.inTransaction(tx -> db.execute("INSERT INTO note(code, text) VALUES (?, ?)", 0x26C4, "does not")
                        .then(duplicate.onErrorResume(DuplicateKeyException.class, expected -> Mono.just(0L))))
                .then(db.fetchValue(Long.class, "SELECT count(*) FROM note"))
                .map(notes -> new Step("nested savepoint", notes + " notes; the duplicate was undone alone"));
    }

    private static Mono<Step> statsAndHealth(Database db) {
        return db.health()
                .map(health -> new Step(
                        "stats and health",
                        db.stats().commits() + " commits, " + db.stats().rollbacks() + " rollback; healthy: "
                                + health.healthy()));
    }

    /** What one part of the tour found. */
    record Step(String name, String result) {}
}
