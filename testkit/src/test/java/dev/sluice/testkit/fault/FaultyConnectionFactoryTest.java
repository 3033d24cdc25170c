package dev.sluice.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testkit.Await;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcRollbackException;
import io.r2dbc.spi.Result;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class FaultyConnectionFactoryTest {

    private final FaultyConnectionFactory faulty = FaultyConnectionFactory.of(
            ConnectionFactories.get("r2dbc:h2:mem:///faults-" + UUID.randomUUID() + "?options=DB_CLOSE_DELAY=-1"));
    private Connection connection = connect();

    private Connection connect() {
        return Objects.requireNonNull(Await.value(faulty.create()));
    }

    @BeforeEach
    void createTable() {
        execute("CREATE TABLE t (id INT)");
    }

    @AfterEach
    void closeConnection() {
        run(connection.close());
        assertThat(faulty.openConnections()).isZero();
    }

    private static void run(Publisher<?> work) {
        Await.value(Flux.from(work).then());
    }

    private void execute(String sql) {
        run(Flux.from(connection.createStatement(sql).execute()).concatMap(Result::getRowsUpdated));
    }

    private Long count() {
        return Objects.requireNonNull(Await.value(Flux.from(
                        connection.createStatement("SELECT count(*) FROM t").execute())
                .concatMap(result -> result.map(row -> Objects.requireNonNull(row.get(0, Long.class))))
                .next()));
    }

    private static String sqlStateOf(Throwable error) {
        return String.valueOf(((R2dbcException) error).getSqlState());
    }

    @Test
    void passesEverythingThroughWhileThereIsNoFault() {
        run(connection.beginTransaction());
        execute("INSERT INTO t VALUES (1)");
        run(connection.commitTransaction());

        assertThat(count()).isEqualTo(1);
        assertThat(faulty.calls(FaultPoint.COMMIT)).isEqualTo(1);
        assertThat(faulty.calls(FaultPoint.EXECUTE)).isEqualTo(3);
    }

    @Test
    void faultBeforeNeverReachesTheDatabase() {
        faulty.inject(Fault.before(FaultPoint.EXECUTE, "23505"));

        assertThatThrownBy(() -> execute("INSERT INTO t VALUES (1)"))
                .satisfies(error -> assertThat(sqlStateOf(error)).isEqualTo("23505"));
        assertThat(count()).isEqualTo(0);
    }

    @Test
    void faultAfterHidesWhatTheDatabaseDid() {
        faulty.inject(Fault.after(FaultPoint.EXECUTE, "40001"));

        assertThatThrownBy(() -> execute("INSERT INTO t VALUES (1)")).isInstanceOf(R2dbcRollbackException.class);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void strikesTheNthCallSoOftenAsToldAndThenNoMore() {
        faulty.inject(Fault.before(FaultPoint.EXECUTE, "40001").at(2).times(2));

        execute("INSERT INTO t VALUES (1)");
        assertThatThrownBy(() -> execute("INSERT INTO t VALUES (2)")).isInstanceOf(R2dbcRollbackException.class);
        assertThatThrownBy(() -> execute("INSERT INTO t VALUES (3)")).isInstanceOf(R2dbcRollbackException.class);
        execute("INSERT INTO t VALUES (4)");

        assertThat(count()).isEqualTo(2);
    }

    @Test
    void lostConnectionIsRolledBackAndFailsEveryLaterCall() {
        run(connection.beginTransaction());
        execute("INSERT INTO t VALUES (1)");
        faulty.inject(Fault.before(FaultPoint.COMMIT, "08006").losingConnection());

        assertThatThrownBy(() -> run(connection.commitTransaction())).isInstanceOf(R2dbcException.class);
        assertThatThrownBy(() -> execute("INSERT INTO t VALUES (2)"))
                .satisfies(error -> assertThat(sqlStateOf(error)).isEqualTo("08006"));
        assertThat(faulty.openConnections()).isZero();

        connection = connect();
        assertThat(count()).isEqualTo(0);
    }

    @Test
    void hangingCallIsAnsweredOnDemand() {
        faulty.inject(Fault.hangAfter(FaultPoint.COMMIT));
        run(connection.beginTransaction());
        execute("INSERT INTO t VALUES (1)");
        var answered = Mono.from(connection.commitTransaction()).toFuture();

        assertThat(answered).isNotDone();
        assertThat(faulty.hanging()).isEqualTo(1);
        faulty.answer();

        assertThat(answered).isDone();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void healedFactoryForgetsItsFaults() {
        faulty.inject(Fault.before(FaultPoint.EXECUTE, "40001").times(9));
        faulty.heal();

        execute("INSERT INTO t VALUES (1)");

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void factoryThatCannotConnectFails() {
        faulty.inject(Fault.before(FaultPoint.CREATE, "08001"));

        assertThatThrownBy(this::connect)
                .satisfies(error -> assertThat(sqlStateOf(error)).isEqualTo("08001"));
    }
}
