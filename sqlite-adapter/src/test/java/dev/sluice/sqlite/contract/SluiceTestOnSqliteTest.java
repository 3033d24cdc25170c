package dev.sluice.sqlite.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.SluiceTest;
import org.junit.jupiter.api.RepeatedTest;

/** The fixture for applications with its default, SQLite in memory. */
@SluiceTest(schema = "notes.sql")
class SluiceTestOnSqliteTest {

    @RepeatedTest(3)
    void eachTestHasAnEmptyDatabaseWithTheSchema(Database db) {
        Long first = Await.value(db.sql("INSERT INTO notes(body) VALUES (:body)")
                .bind("body", "remember; the milk")
                .returning(Long.class, "id")
                .one());

        assertThat(first).isEqualTo(2);
        assertThat(Await.value(db.fetchValue(String.class, "SELECT group_concat(body, '|') FROM log")))
                .isEqualTo("first; of all|remember; the milk");
    }
}
