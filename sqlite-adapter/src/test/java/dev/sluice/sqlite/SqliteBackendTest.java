package dev.sluice.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.error.DuplicateKeyException;
import dev.sluice.mapping.Json;
import dev.sluice.spi.Dialect;
import dev.sluice.spi.HealthProbe;
import dev.sluice.spi.PortableType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

final class SqliteBackendTest {

    record User(long id, String name) {}

    @SuppressWarnings("ArrayRecordComponent") // bytes are what this is about; compared by content below
    record Everything(
            UUID uuid,
            Instant at,
            LocalDate day,
            BigDecimal price,
            boolean yes,
            byte[] bytes,
            Json json,
            double real) {}

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open("r2dbc:sqlite:file:///" + folder.resolve("app.db") + "?synchronous=normal");
        database.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL)")
                .block();
    }

    @AfterEach
    void close() {
        database.close().block();
    }

    @Test
    void runsOneLineForms() {
        StepVerifier.create(database.execute("INSERT INTO users (name) VALUES (?)", "alice"))
                .expectNext(1L)
                .verifyComplete();
        StepVerifier.create(database.fetchOne(User.class, "SELECT id, name FROM users WHERE name = ?", "alice"))
                .expectNext(new User(1, "alice"))
                .verifyComplete();
        StepVerifier.create(database.sql("SELECT name FROM users WHERE id IN (:ids)")
                        .bind("ids", List.of(1, 2, 3))
                        .as(String.class)
                        .all())
                .expectNext("alice")
                .verifyComplete();
    }

    @Test
    void translatesFailures() {
        Mono<Long> insert = database.execute("INSERT INTO users (name) VALUES (?)", "alice");
        StepVerifier.create(insert.then(insert))
                .expectError(DuplicateKeyException.class)
                .verify();
    }

    @Test
    void transactionsRollBackTogetherAndJoinByContext() {
        StepVerifier.create(database.inTransaction(tx -> database.execute("INSERT INTO users (name) VALUES (?)", "a")
                        .then(Mono.error(new IllegalStateException("stop")))))
                .expectErrorMessage("stop")
                .verify();
        StepVerifier.create(database.fetchValue(Long.class, "SELECT count(*) FROM users"))
                .expectNext(0L)
                .verifyComplete();
    }

    @Test
    void insertsManyRowsInOneTransaction() {
        List<User> users = Flux.range(1, 2_500)
                .map(i -> new User(i, "user" + i))
                .collectList()
                .block();
        StepVerifier.create(database.executeMany("INSERT INTO users (id, name) VALUES (:id, :name)", users))
                .expectNext(2_500L)
                .verifyComplete();
    }

    @Test
    void keepsTheMeaningOfPortableValues() {
        Dialect dialect = database.dialect();
        database.execute("CREATE TABLE e (uuid " + dialect.type(PortableType.UUID) + ", at "
                        + dialect.type(PortableType.TIMESTAMP) + ", day " + dialect.type(PortableType.DATE) + ", price "
                        + dialect.decimal(20, 2) + ", yes " + dialect.type(PortableType.BOOLEAN) + ", bytes "
                        + dialect.type(PortableType.BYTES) + ", json " + dialect.type(PortableType.JSON) + ", real "
                        + dialect.type(PortableType.DOUBLE) + ") STRICT")
                .block();
        var stored = new Everything(
                UUID.randomUUID(),
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                LocalDate.of(2026, 11, 20),
                new BigDecimal("12345678901234567.10"),
                true,
                new byte[] {0, 1, 2},
                new Json("{\"a\":1}"),
                0.1);
        database.sql("INSERT INTO e VALUES (:uuid, :at, :day, :price, :yes, :bytes, :json, :real)")
                .bindAll(stored)
                .rowsUpdated()
                .block();
        StepVerifier.create(database.fetchOne(Everything.class, "SELECT * FROM e"))
                .assertNext(read -> assertThat(read).usingRecursiveComparison().isEqualTo(stored))
                .verifyComplete();
        StepVerifier.create(database.fetchValue(Boolean.class, "SELECT " + dialect.now() + " > at FROM e"))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void upsertsByTheDialectsClause() {
        Dialect dialect = database.dialect();
        String upsert = "INSERT INTO users (id, name) VALUES (?, ?) "
                + dialect.onConflict(List.of("id"), List.of("name")) + " RETURNING name";
        StepVerifier.create(database.fetchOne(String.class, upsert, 1, "a")
                        .concatWith(database.fetchOne(String.class, upsert, 1, "b")))
                .expectNext("a", "b")
                .verifyComplete();
    }

    @Test
    void answersForItsHealthAndItsConnections() {
        StepVerifier.create(database.health())
                .assertNext(health -> assertThat(health.toString()).contains("wal", "connected"))
                .verifyComplete();
        assertThat(database.stats().toString()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "file:///FOLDER/a.db?journalMode=delete, delete",
        "file:///FOLDER/a.db?journalMode=persist, persist",
        "file:///FOLDER/a.db?journalMode=wal, wal",
        "file:///FOLDER/app.db?readOnly=true&synchronous=normal, delete",
        "mem:///a, memory"
    })
    void aDatabaseIsHealthyWithAnotherJournalWhenNobodyAskedForTheLog(String place, String answer) {
        if (place.contains("readOnly")) {
            database.close().block();
            runInOtherProgram("PRAGMA journal_mode=DELETE");
        }
        Database other = Database.open("r2dbc:sqlite:" + place.replace("FOLDER", folder.toString()));
        StepVerifier.create(other.health())
                .assertNext(health -> {
                    assertThat(health.healthy()).as(health.toString()).isTrue();
                    assertThat(health.probes()).extracting(HealthProbe::answer).contains(answer);
                })
                .verifyComplete();
        other.close().block();
    }

    private void runInOtherProgram(String sql) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }
}
