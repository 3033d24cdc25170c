package dev.sluice.sqlite.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** jOOQ on the driver: it numbers its parameters with a dollar sign and binds them by index. */
final class JooqTest {

    private static final Table<Record> BOOK = table(name("book"));
    private static final Field<Long> ID = field(name("book", "id"), SQLDataType.BIGINT);
    private static final Field<String> TITLE = field(name("book", "title"), SQLDataType.VARCHAR);
    private static final Field<Integer> PAGES = field(name("book", "pages"), SQLDataType.INTEGER);

    @TempDir
    Path folder;

    private DatabaseFile file;
    private DSLContext jooq;

    @BeforeEach
    void open() {
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        file = new DatabaseFile(folder);
        file.run("CREATE TABLE book (id INTEGER PRIMARY KEY, title TEXT NOT NULL, pages INTEGER)");
        file.run("INSERT INTO book VALUES (1, 'Emma', 474), (2, 'Dune', 412), (3, 'Ubik', 202)");
        jooq = DSL.using(file.factory(), SQLDialect.SQLITE);
    }

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void selects() {
        Flux<String> titles = Flux.from(jooq.select(TITLE)
                        .from(BOOK)
                        .where(PAGES.gt(300).and(TITLE.ne("Emma")))
                        .orderBy(ID)
                        .limit(10))
                .map(found -> found.get(TITLE));
        StepVerifier.create(titles).expectNext("Dune").verifyComplete();
    }

    @Test
    void selectsWithInAndRows() {
        Flux<Long> ids = Flux.from(jooq.select(ID)
                        .from(BOOK)
                        .where(ID.in(1L, 3L, 9L))
                        .and(row(TITLE, PAGES).in(List.of(row("Ubik", 202), row("Dune", 1)))))
                .map(found -> found.get(ID));
        StepVerifier.create(ids).expectNext(3L).verifyComplete();
    }

    @Test
    void readsRowsByDemand() {
        StepVerifier.create(Flux.from(jooq.select(ID).from(BOOK).orderBy(ID)).map(found -> found.get(ID)), 1)
                .expectNext(1L)
                .thenRequest(1)
                .expectNext(2L)
                .thenCancel()
                .verify(DatabaseFile.PATIENCE);
    }

    @Test
    void bindsTypedValuesAndNull() {
        Flux<Record> values = Flux.from(jooq.select(
                val(new BigDecimal("1.50")).as("amount"),
                val(LocalDate.parse("2026-11-21")).as("day"),
                val(LocalDateTime.parse("2026-11-21T10:11:12.5")).as("moment"),
                val(true).as("flag"),
                val((String) null).as("nothing"),
                val(new byte[] {1, 2}).as("bytes")));
        StepVerifier.create(values)
                .assertNext(found -> {
                    assertThat(found.get("amount", BigDecimal.class)).isEqualByComparingTo("1.50");
                    assertThat(found.get("day")).isEqualTo(LocalDate.parse("2026-11-21"));
                    assertThat(found.get("moment")).isEqualTo(LocalDateTime.parse("2026-11-21T10:11:12.5"));
                    assertThat(found.get("flag")).isEqualTo(true);
                    assertThat(found.get("nothing")).isNull();
                    assertThat(found.get("bytes", byte[].class)).containsExactly(1, 2);
                })
                .verifyComplete();
    }

    @Test
    void insertsReturningRows() {
        StepVerifier.create(Flux.from(jooq.insertInto(BOOK, TITLE, PAGES)
                                .values("Solaris", 204)
                                .values("Momo", 270)
                                .returningResult(ID, TITLE))
                        .map(found -> found.get(ID) + " " + found.get(TITLE)))
                .expectNext("4 Solaris", "5 Momo")
                .verifyComplete();
    }

    @Test
    void countsWhatItUpdates() {
        StepVerifier.create(jooq.update(BOOK).set(PAGES, PAGES.plus(1)).where(PAGES.lt(450)))
                .expectNext(2)
                .verifyComplete();
        assertThat(file.query(Long.class, "SELECT sum(pages) FROM book")).containsExactly(474L + 413 + 203);
    }

    @Test
    void upserts() {
        StepVerifier.create(jooq.insertInto(BOOK, ID, TITLE, PAGES)
                        .values(1L, "Emma", 500)
                        .onConflict(ID)
                        .doUpdate()
                        .set(PAGES, 500))
                .expectNext(1)
                .verifyComplete();
        assertThat(file.query(Long.class, "SELECT pages FROM book WHERE id = 1"))
                .containsExactly(500L);
    }

    @Test
    void commitsATransaction() {
        Flux<Integer> work = Flux.from(jooq.transactionPublisher(
                inside -> Flux.from(inside.dsl().deleteFrom(BOOK).where(ID.eq(1L)))
                        .thenMany(inside.dsl().select(count()).from(BOOK))
                        .map(found -> found.value1())));
        StepVerifier.create(work).expectNext(2).verifyComplete();
        assertThat(file.query(Long.class, "SELECT count(*) FROM book")).containsExactly(2L);
    }

    @Test
    void rollsBackATransaction() {
        Flux<?> work = Flux.from(jooq.transactionPublisher(inside ->
                Flux.from(inside.dsl().deleteFrom(BOOK)).thenMany(Flux.error(new IllegalStateException("no")))));
        StepVerifier.create(work).expectErrorMessage("no").verify(DatabaseFile.PATIENCE);
        assertThat(file.query(Long.class, "SELECT count(*) FROM book")).containsExactly(3L);
    }

    @Test
    void nestedTransactionRollsBackToItsSavepoint() {
        Flux<Integer> work = Flux.from(jooq.transactionPublisher(outer -> Flux.from(
                        outer.dsl().deleteFrom(BOOK).where(ID.eq(1L)))
                .thenMany(Flux.<Integer>from(outer.dsl()
                                .transactionPublisher(inner -> Flux.from(
                                                inner.dsl().deleteFrom(BOOK).where(ID.eq(2L)))
                                        .thenMany(Flux.error(new IllegalStateException("no")))))
                        .onErrorResume(failure -> Flux.just(0)))));
        StepVerifier.create(work).expectNext(0).verifyComplete();
        assertThat(file.query(Long.class, "SELECT id FROM book ORDER BY id")).containsExactly(2L, 3L);
    }

    @Test
    void batchesSeveralStatements() {
        Flux<Integer> counts = Flux.from(jooq.batch(
                jooq.insertInto(BOOK, TITLE).values("It's"),
                jooq.deleteFrom(BOOK).where(ID.le(2L))));
        StepVerifier.create(counts).expectNext(1, 2).verifyComplete();
        assertThat(file.query(String.class, "SELECT title FROM book ORDER BY id"))
                .containsExactly("Ubik", "It's");
    }

    @Test
    void batchesSeveralSetsOfValues() {
        Flux<Integer> counts =
                Flux.from(jooq.batch(jooq.insertInto(BOOK, TITLE, PAGES).values((String) null, (Integer) null))
                        .bind("Solaris", 204)
                        .bind("Momo", 270));
        StepVerifier.create(counts).expectNext(1, 1).verifyComplete();
        assertThat(file.query(String.class, "SELECT title FROM book WHERE id > 3 ORDER BY id"))
                .isEqualTo(List.of("Solaris", "Momo"));
    }
}
