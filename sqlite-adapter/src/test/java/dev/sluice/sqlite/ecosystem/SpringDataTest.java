package dev.sluice.sqlite.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.data.relational.core.query.Criteria.where;
import static org.springframework.data.relational.core.query.Query.query;
import static org.springframework.data.relational.core.query.Update.update;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.r2dbc.repository.support.R2dbcRepositoryFactory;
import org.springframework.data.relational.core.mapping.Table;
import org.springframework.data.relational.core.query.Query;
import org.springframework.data.relational.core.sql.LockMode;
import org.springframework.data.relational.repository.Lock;
import org.springframework.data.repository.reactive.ReactiveCrudRepository;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Spring Data R2DBC on the driver: it finds the driver's dialect by itself. */
final class SpringDataTest {

    @TempDir
    Path folder;

    private DatabaseFile file;
    private R2dbcEntityTemplate template;
    private Planets planets;

    @Table("planet")
    record Planet(@Id Long id, String name, int moons, boolean ringed) {}

    @SuppressWarnings("ArrayRecordComponent") // compared field by field
    @Table("moment")
    record Moment(
            @Id Long id,
            Instant instant,
            OffsetDateTime offset,
            LocalDateTime local,
            LocalDate day,
            LocalTime time,
            Duration span,
            BigDecimal amount,
            UUID mark,
            byte[] bytes) {}

    interface Planets extends ReactiveCrudRepository<Planet, Long> {

        Flux<Planet> findByMoonsGreaterThanOrderByName(int moons, Pageable page);

        Flux<Planet> findByNameStartingWith(String start);

        @Lock(LockMode.PESSIMISTIC_WRITE)
        Flux<Planet> findByRinged(boolean ringed);
    }

    @BeforeEach
    void open() {
        file = new DatabaseFile(folder);
        file.run("CREATE TABLE planet (id INTEGER PRIMARY KEY, name TEXT, moons INTEGER, ringed INTEGER)");
        file.run("INSERT INTO planet VALUES (1, 'Earth', 1, 0), (2, 'Mars', 2, 0), (3, 'Saturn', 274, 1)");
        template = new R2dbcEntityTemplate(file.factory());
        planets = new R2dbcRepositoryFactory(template).getRepository(Planets.class);
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void insertsWithAGeneratedKey() {
        StepVerifier.create(template.insert(new Planet(null, "Venus", 0, false)))
                .expectNext(new Planet(4L, "Venus", 0, false))
                .verifyComplete();
        assertThat(file.query(String.class, "SELECT name FROM planet WHERE id = 4"))
                .containsExactly("Venus");
    }

    @Test
    void selectsByCriteria() {
        Query ringed =
                query(where("ringed").isTrue().and("name").in("Saturn", "Mars")).sort(Sort.by("name"));
        StepVerifier.create(template.select(ringed, Planet.class))
                .expectNext(new Planet(3L, "Saturn", 274, true))
                .verifyComplete();
    }

    @Test
    void limitsAndSkips() {
        Query sorted = Query.empty().sort(Sort.by("id"));
        StepVerifier.create(template.select(sorted.limit(1), Planet.class).map(Planet::id))
                .expectNext(1L)
                .verifyComplete();
        StepVerifier.create(template.select(sorted.offset(1), Planet.class).map(Planet::id))
                .expectNext(2L, 3L)
                .verifyComplete();
        StepVerifier.create(
                        template.select(sorted.limit(1).offset(1), Planet.class).map(Planet::id))
                .expectNext(2L)
                .verifyComplete();
    }

    @Test
    void updatesAndDeletes() {
        StepVerifier.create(template.update(query(where("id").is(2)), update("moons", 3), Planet.class))
                .expectNext(1L)
                .verifyComplete();
        StepVerifier.create(template.delete(query(where("moons").lessThan(3)), Planet.class))
                .expectNext(1L)
                .verifyComplete();
        assertThat(file.query(Long.class, "SELECT id FROM planet ORDER BY id")).containsExactly(2L, 3L);
    }

    @Test
    void repositorySavesFindsAndCounts() {
        StepVerifier.create(planets.save(new Planet(null, "Venus", 0, false))
                        .flatMap(saved -> planets.save(new Planet(saved.id(), "Venus", 1, false)))
                        .then(planets.findById(4L)))
                .expectNext(new Planet(4L, "Venus", 1, false))
                .verifyComplete();
        StepVerifier.create(planets.count()).expectNext(4L).verifyComplete();
        StepVerifier.create(planets.existsById(9L)).expectNext(false).verifyComplete();
    }

    @Test
    void repositoryDerivesQueries() {
        StepVerifier.create(planets.findByMoonsGreaterThanOrderByName(1, PageRequest.of(1, 1))
                        .map(Planet::name))
                .expectNext("Saturn")
                .verifyComplete();
        StepVerifier.create(planets.findByNameStartingWith("Ma").map(Planet::name))
                .expectNext("Mars")
                .verifyComplete();
        StepVerifier.create(planets.findByRinged(true).map(Planet::name))
                .expectNext("Saturn")
                .verifyComplete();
    }

    @Test
    void roundTripsWhatSqliteStoresAsTextOrNumber() {
        file.run("CREATE TABLE moment (id INTEGER PRIMARY KEY, instant TEXT, offset TEXT, local TEXT, day TEXT,"
                + " time TEXT, span INTEGER, amount TEXT, mark TEXT, bytes BLOB)");
        var moment = new Moment(
                null,
                Instant.parse("2026-11-21T10:11:12.345678Z"),
                OffsetDateTime.parse("2026-11-21T10:11:12Z"),
                LocalDateTime.parse("2026-11-21T10:11:12"),
                LocalDate.parse("2026-11-21"),
                LocalTime.parse("10:11:12"),
                Duration.ofMillis(1_500),
                new BigDecimal("12345678901234567.890"),
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                new byte[] {1, 2, 3});
        StepVerifier.create(template.insert(moment)
                        .thenMany(template.select(Moment.class).all()))
                .assertNext(read -> assertThat(read)
                        .usingRecursiveComparison()
                        .ignoringFields("id")
                        .isEqualTo(moment))
                .verifyComplete();
    }

    @Test
    void readsWhatSqlitesOwnClockWrote() {
        record Stamp(Instant instant, LocalDateTime local) {}
        StepVerifier.create(template.getDatabaseClient()
                        .sql("SELECT '2026-11-21 10:11:12' AS instant, '2026-11-21 10:11:12' AS local")
                        .map((row, metadata) -> template.getConverter().read(Stamp.class, row, metadata))
                        .one())
                .expectNext(
                        new Stamp(Instant.parse("2026-11-21T10:11:12Z"), LocalDateTime.parse("2026-11-21T10:11:12")))
                .verifyComplete();
    }
}
