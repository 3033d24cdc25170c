package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

@SluiceTest(url = "r2dbc:h2:mem:///test-{unique}", schema = "users.sql")
class SluiceTestTest {

    @Nullable
    private Database field;

    private long usersBefore = -1;

    @BeforeEach
    void countUsers(Database db) {
        usersBefore = Await.value(db.fetchValue(Long.class, "SELECT count(*) FROM users"));
    }

    @RepeatedTest(3)
    void givesEachTestADatabaseOfItsOwnWithTheSchema(Database db) {
        assertThat(usersBefore).isEqualTo(2);
        Await.value(db.execute("INSERT INTO users VALUES (?, ?)", 3L, "carol"));

        assertThat(Await.value(db.fetchAll(String.class, "SELECT name FROM users ORDER BY id")
                        .collectList()))
                .isEqualTo(List.of("alice?", "bob", "carol"));
    }

    @Test
    void setsFieldsToTheSameDatabase(Database db) {
        assertThat(field).isSameAs(db);
    }

    @Nested
    class Inner {

        @Nullable
        private Database inner;

        @Test
        void inheritsTheAnnotation(Database db) {
            assertThat(inner).isSameAs(db).isSameAs(field);
        }
    }

    @SluiceTest(url = "r2dbc:h2:mem:///test-{unique}")
    static class Leaky {

        @Test
        void keepsAConnection(Database db) {
            db.withConnection(connection -> Mono.never()).subscribe(value -> {}, error -> {});
        }
    }

    @SluiceTest(url = "r2dbc:h2:mem:///test-{unique}", schema = "no-such.sql")
    static class WithoutItsSchema {

        @Test
        void neverRuns() {}
    }

    static class OnAMethod {

        @Test
        @SluiceTest(url = "r2dbc:h2:mem:///test-{unique}")
        void getsADatabase(Database db) {
            assertThat(Await.value(db.fetchValue(Long.class, "SELECT 1"))).isEqualTo(1);
        }
    }

    @SluiceTest
    static class WithoutAnAdapter {

        @Test
        void neverRuns() {}
    }

    @Test
    void failsATestThatLeaks() {
        assertThat(Planted.failures(Leaky.class)).singleElement().asString().contains("left something behind");
    }

    @Test
    void namesAMissingSchema() {
        assertThat(Planted.failures(WithoutItsSchema.class))
                .singleElement()
                .asString()
                .contains("no-such.sql");
    }

    @Test
    void namesAMissingAdapter() {
        assertThat(Planted.failures(WithoutAnAdapter.class))
                .singleElement()
                .asString()
                .contains("sluice-sqlite");
    }

    @Test
    void worksOnAMethod() {
        Planted.run(OnAMethod.class)
                .assertStatistics(statistics -> statistics.succeeded(1).failed(0));
    }
}
