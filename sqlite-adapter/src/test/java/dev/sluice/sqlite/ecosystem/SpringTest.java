package dev.sluice.sqlite.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Spring's DatabaseClient on the driver: it finds the driver's bind markers by itself. */
final class SpringTest {

    @TempDir
    Path folder;

    private DatabaseFile file;
    private DatabaseClient client;

    @BeforeEach
    void open() {
        file = new DatabaseFile(folder);
        file.run("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, age INTEGER)");
        file.run("INSERT INTO person VALUES (1, 'Ada', 36), (2, 'Grace', 85), (3, 'Edsger', 72)");
        client = DatabaseClient.create(file.factory());
    }

    @AfterEach
    void close() {
        file.close();
    }

    private static String name(Readable row) {
        return row.get("name", String.class);
    }

    @Test
    void bindsNamedParameters() {
        Flux<String> found = client.sql("SELECT name FROM person WHERE age > :age AND age < :age + :span")
                .bind("age", 36)
                .bind("span", 40)
                .map(SpringTest::name)
                .all();
        StepVerifier.create(found).expectNext("Edsger").verifyComplete();
    }

    @Test
    void bindsByIndex() {
        StepVerifier.create(client.sql("SELECT name FROM person WHERE id = ?")
                        .bind(0, 2)
                        .map(SpringTest::name)
                        .one())
                .expectNext("Grace")
                .verifyComplete();
    }

    @Test
    void expandsCollections() {
        Flux<String> found = client.sql("SELECT name FROM person WHERE id IN (:ids) AND name <> :name ORDER BY id")
                .bind("ids", List.of(1, 3, 99))
                .bind("name", "nobody")
                .map(SpringTest::name)
                .all();
        StepVerifier.create(found).expectNext("Ada", "Edsger").verifyComplete();
    }

    @Test
    void expandsCollectionsOfRows() {
        Flux<String> found = client.sql("SELECT name FROM person WHERE (id, age) IN (VALUES :pairs) ORDER BY id")
                .bind("pairs", List.of(new Object[] {1, 36}, new Object[] {2, 1}))
                .map(SpringTest::name)
                .all();
        StepVerifier.create(found).expectNext("Ada").verifyComplete();
    }

    @Test
    void bindsNull() {
        StepVerifier.create(client.sql("UPDATE person SET age = :age WHERE id = :id")
                        .bindNull("age", Integer.class)
                        .bind("id", 1)
                        .fetch()
                        .rowsUpdated())
                .expectNext(1L)
                .verifyComplete();
        assertThat(file.query(Long.class, "SELECT count(*) FROM person WHERE age IS NULL"))
                .containsExactly(1L);
    }

    @Test
    void mapsRowsToRecords() {
        record Person(long id, String name, int age) {}
        StepVerifier.create(client.sql("SELECT * FROM person WHERE id = :id")
                        .bind("id", 1)
                        .mapProperties(Person.class)
                        .one())
                .expectNext(new Person(1, "Ada", 36))
                .verifyComplete();
    }

    @Test
    void fetchesRowsAsMaps() {
        StepVerifier.create(client.sql("SELECT id, name FROM person ORDER BY id")
                        .fetch()
                        .first())
                .expectNext(Map.of("id", 1, "name", "Ada"))
                .verifyComplete();
    }

    @Test
    void returnsGeneratedKeys() {
        StepVerifier.create(client.sql("INSERT INTO person (name, age) VALUES (:name, :age)")
                        .filter(statement -> statement.returnGeneratedValues("id"))
                        .bind("name", "Barbara")
                        .bind("age", 81)
                        .map(row -> row.get("id", Long.class))
                        .one())
                .expectNext(4L)
                .verifyComplete();
    }

    @Test
    void returnsRowsOfReturning() {
        StepVerifier.create(client.sql("DELETE FROM person WHERE age > :age RETURNING name")
                        .bind("age", 80)
                        .map(SpringTest::name)
                        .all())
                .expectNext("Grace")
                .verifyComplete();
        assertThat(file.query(Long.class, "SELECT count(*) FROM person")).containsExactly(2L);
    }

    @Test
    void bindsSeveralSetsByAStatementFunction() {
        Flux<Long> updated = Flux.usingWhen(
                file.factory().create(),
                connection -> Flux.from(connection
                                .createStatement("INSERT INTO person (name) VALUES (?1)")
                                .bind(0, "Kathleen")
                                .add()
                                .bind(0, "Donald")
                                .execute())
                        .concatMap(Result::getRowsUpdated),
                connection -> connection.close());
        StepVerifier.create(updated).expectNext(1L, 1L).verifyComplete();
    }

    @Test
    void violationsBecomeSpringsExceptions() {
        StepVerifier.create(client.sql("INSERT INTO person (name) VALUES (:name)")
                        .bind("name", "Ada")
                        .then())
                .expectError(DuplicateKeyException.class)
                .verify();
    }
}
