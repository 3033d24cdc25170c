package dev.sluice.sqlite.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sqlite.SqliteConnectionFactory;
import io.r2dbc.proxy.ProxyConnectionFactory;
import io.r2dbc.proxy.core.QueryExecutionInfo;
import io.r2dbc.proxy.core.QueryInfo;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.Wrapped;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** r2dbc-proxy around the driver: it sees every statement, and one can get behind it. */
final class ProxyTest {

    @TempDir
    Path folder;

    private final List<QueryExecutionInfo> seen = new CopyOnWriteArrayList<>();
    private DatabaseFile file;
    private ConnectionFactory proxied;
    private Connection connection;

    @BeforeEach
    void open() {
        file = new DatabaseFile(folder);
        file.run("CREATE TABLE n (i INTEGER PRIMARY KEY)");
        proxied = ProxyConnectionFactory.builder(file.factory())
                .onAfterQuery(seen::add)
                .build();
        connection = Mono.from(proxied.create()).block(DatabaseFile.PATIENCE);
    }

    @AfterEach
    void close() {
        Mono.from(connection.close()).block(DatabaseFile.PATIENCE);
        file.close();
    }

    private static Flux<Long> changed(Statement statement) {
        return Flux.from(statement.execute()).concatMap(Result::getRowsUpdated);
    }

    private List<String> statements() {
        return seen.stream()
                .flatMap(info -> info.getQueries().stream())
                .map(QueryInfo::getQuery)
                .toList();
    }

    @Test
    void seesStatementsAndTheirBindings() {
        Statement insert =
                connection.createStatement("INSERT INTO n VALUES (?)").bind(0, 1);
        insert.add().bind(0, 2);
        StepVerifier.create(changed(insert)).expectNext(1L, 1L).verifyComplete();

        assertThat(statements()).containsExactly("INSERT INTO n VALUES (?)");
        assertThat(seen.get(0).isSuccess()).isTrue();
        assertThat(seen.get(0).getBindingsSize()).isEqualTo(2);
    }

    @Test
    void seesQueriesOnceTheirRowsWereRead() {
        Flux<Long> rows = Flux.from(connection
                        .createStatement("SELECT 1 UNION ALL SELECT 2")
                        .execute())
                .concatMap(result -> result.map(row -> row.get(0, Long.class)));
        StepVerifier.create(rows).expectNext(1L, 2L).verifyComplete();
        assertThat(statements()).containsExactly("SELECT 1 UNION ALL SELECT 2");
    }

    @Test
    void seesBatches() {
        Batch batch = connection.createBatch().add("INSERT INTO n VALUES (1)").add("INSERT INTO n VALUES (2)");
        StepVerifier.create(Flux.from(batch.execute()).concatMap(Result::getRowsUpdated))
                .expectNext(1L, 1L)
                .verifyComplete();
        assertThat(statements()).containsExactly("INSERT INTO n VALUES (1)", "INSERT INTO n VALUES (2)");
    }

    @Test
    void seesFailures() {
        file.run("INSERT INTO n VALUES (1)");
        StepVerifier.create(changed(connection.createStatement("INSERT INTO n VALUES (1)")))
                .expectError(R2dbcDataIntegrityViolationException.class)
                .verify(DatabaseFile.PATIENCE);
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).isSuccess()).isFalse();
        assertThat(seen.get(0).getThrowable()).isInstanceOf(R2dbcDataIntegrityViolationException.class);
    }

    @Test
    void transactionsPassThrough() {
        Mono<Void> work = Mono.from(connection.beginTransaction())
                .thenMany(changed(connection.createStatement("INSERT INTO n VALUES (1)")))
                .then(Mono.from(connection.rollbackTransaction()));
        StepVerifier.create(work).verifyComplete();
        assertThat(file.query(Long.class, "SELECT count(*) FROM n")).containsExactly(0L);
    }

    @Test
    void unwrapsToTheDriver() {
        assertThat(((Wrapped<?>) proxied).unwrap(SqliteConnectionFactory.class)).isSameAs(file.factory());
        assertThat(((Wrapped<?>) connection).unwrap(Connection.class)).isNotNull();
        assertThat(connection.getMetadata().getDatabaseProductName()).isEqualTo("SQLite");
    }

    @Test
    void springsClientFindsItsBindMarkersThroughTheProxy() {
        StepVerifier.create(DatabaseClient.create(proxied)
                        .sql("INSERT INTO n VALUES (:i) RETURNING i")
                        .bind("i", 41)
                        .map(row -> row.get(0, Long.class))
                        .one())
                .expectNext(41L)
                .verifyComplete();
        assertThat(statements()).containsExactly("INSERT INTO n VALUES (?1) RETURNING i");
    }
}
