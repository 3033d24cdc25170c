package dev.sluice.examples.quickstart;

import dev.sluice.Database;
import dev.sluice.examples.quickstart.Quickstart.Step;
import java.util.List;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes the tables anew and fills them, everything in one transaction. */
final class UnicodeImport {

    private static final List<String> SCHEMA = List.of(
            "DROP TABLE IF EXISTS note",
            "DROP TABLE IF EXISTS code_point",
            "DROP TABLE IF EXISTS script",
            "CREATE TABLE script (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT",
            """
            CREATE TABLE code_point (
                code INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                script_id INTEGER NOT NULL REFERENCES script,
                category TEXT NOT NULL,
                numeric_value INTEGER,
                bidi TEXT NOT NULL) STRICT""",
            """
            CREATE TABLE note (
                id INTEGER PRIMARY KEY,
                code INTEGER NOT NULL REFERENCES code_point,
                text TEXT NOT NULL) STRICT""");

    private final Database db;

    UnicodeImport(Database db) {
        this.db = db;
    }

    Mono<Step> run() {
        return Mono.defer(() -> {
            long startedAt = System.nanoTime();
            return db.inTransaction(tx -> createTables().then(scripts()).then(codePoints()))
                    .doOnNext(rows -> System.err.println(rate(rows, System.nanoTime() - startedAt)))
                    .map(rows -> new Step("import", rows + " code points in one transaction"));
        });
    }

    private Mono<Void> createTables() {
        return Flux.fromIterable(SCHEMA).concatMap(db::execute).then();
    }

    private Mono<Long> scripts() {
        record Script(int id, String name) {}
        List<Script> scripts = UnicodeData.scripts().entrySet().stream()
                .map(entry -> new Script(entry.getValue(), entry.getKey().name()))
                .toList();
        return db.executeMany("INSERT INTO script(id, name) VALUES (:id, :name)", scripts);
    }

    private Mono<Long> codePoints() {
        return Mono.using(
                UnicodeImport::progressBar,
                bar -> db.executeMany("""
                        INSERT INTO code_point(code, name, script_id, category, numeric_value, bidi)
                        VALUES (:code, :name, :scriptId, :category, :numericValue, :bidi)""", (Iterable<CodePoint>)
                        () -> UnicodeData.codePoints().peek(row -> bar.step()).iterator()),
                ProgressBar::close);
    }

    private static ProgressBar progressBar() {
        return new ProgressBarBuilder()
                .setTaskName("Importing")
                .setInitialMax(UnicodeData.count())
                .build(); // writes to standard error
    }

    private static String rate(long rows, long nanos) {
        return String.format("Imported %,d rows in %.1f s: %,.0f rows/s", rows, nanos / 1e9, rows / (nanos / 1e9));
    }
}
