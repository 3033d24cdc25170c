package dev.sluice.sqlite;

import static dev.sluice.sqlite.TestDatabase.PATIENCE;
import static dev.sluice.sqlite.TestDatabase.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.TransactionOptions;
import dev.sluice.settings.CoreSettings;
import dev.sluice.spi.LeakWatch;
import dev.sluice.testkit.Await;
import dev.sluice.testkit.LogCheck;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.Lifecycle;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.TransactionDefinition;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

final class LeakDetectionTest {

    private static final Duration THRESHOLD = Duration.ofSeconds(10);
    private static final String HELD = "has been held for";

    @RegisterExtension
    final LogCheck logs = new LogCheck();

    @TempDir
    Path folder;

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private SqliteConnectionFactory factory;

    @BeforeEach
    void open() {
        factory = new SqliteConnectionFactory(
                SqliteOptions.file(folder.resolve("test.db")), LeakWatch.of(THRESHOLD, time));
    }

    @AfterEach
    void close() {
        await(factory.close());
        time.dispose();
    }

    private Connection opened() {
        return factory.create().block(PATIENCE);
    }

    private static TransactionDefinition named(String name) {
        return new TransactionDefinition() {
            @Override
            @SuppressWarnings("unchecked") // the option says that its value is text
            public <T> T getAttribute(Option<T> option) {
                return option.equals(TransactionDefinition.NAME) ? (T) name : null;
            }
        };
    }

    private int said(String text) {
        return logs.everything().split(text, -1).length - 1;
    }

    @Test
    void reportsAConnectionThatIsNotClosedWithWhereItWasCreated() {
        logs.expectWarning("The connection to test.db has been held for 10000 ms");
        Connection connection = opened();

        time.advanceTimeBy(Duration.ofHours(1));

        assertThat(said(HELD)).isEqualTo(1);
        assertThat(logs.everything()).contains("LeakDetectionTest.opened(");
        await(connection.close());
        assertThat(logs.everything()).contains("INFO").contains("is back after 3600000 ms");
    }

    @Test
    void reportsATransactionThatIsNotEndedWithItsNameAndWhereItWasBegun() {
        logs.expectWarning(HELD);
        Connection connection = opened();
        time.advanceTimeBy(Duration.ofSeconds(5));
        await(connection.beginTransaction(named("transfer")));
        await(TestStatements.changed(connection, "CREATE TABLE t (a TEXT)").then());
        await(TestStatements.changed(connection, "INSERT INTO t VALUES (?)", "hunter2")
                .then());

        time.advanceTimeBy(THRESHOLD);

        assertThat(said("The transaction 'transfer' has been held for 10000 ms"))
                .isEqualTo(1);
        assertThat(said("reportsATransactionThatIsNotEndedWithItsNameAndWhereItWasBegun"))
                .as("in the stack traces of the connection and of the transaction")
                .isEqualTo(2);
        assertThat(logs.everything()).contains("SqliteConnection.beginTransaction(");
        await(connection.commitTransaction());
        await(connection.close());
        assertThat(said("that was reported as held for too long is back")).isEqualTo(2);
        assertThat(logs.everything()).doesNotContain("hunter2");
    }

    @Test
    void saysNothingOfWhatIsBackInTime() {
        Connection connection = opened();
        await(connection.beginTransaction());
        await(connection.commitTransaction());
        await(connection.createSavepoint("s"));
        await(connection.rollbackTransaction());
        await(connection.setAutoCommit(false));
        await(TestStatements.changed(connection, "CREATE TABLE t (a TEXT)").then());
        await(connection.close());

        time.advanceTimeBy(Duration.ofDays(1));

        assertThat(logs.everything()).doesNotContain(HELD);
    }

    @Test
    void saysNothingOfAConnectionThatIsBackInItsPool() {
        Connection connection = opened();
        await(((Lifecycle) connection).preRelease());

        time.advanceTimeBy(Duration.ofDays(1));

        assertThat(logs.everything()).doesNotContain(HELD);
        await(connection.close());
    }

    @Test
    void doesNotCountTheWaitForTheWriter() {
        logs.expectWarning("The connection to");
        logs.expectWarning("The transaction 'holder'");
        Connection holder = opened();
        Connection waiting = opened();
        await(holder.beginTransaction(named("holder")));
        var begun = Mono.from(waiting.beginTransaction(named("waiting"))).toFuture();

        time.advanceTimeBy(THRESHOLD);
        await(holder.rollbackTransaction());
        await(Mono.fromFuture(begun));
        time.advanceTimeBy(THRESHOLD.minusMillis(1));
        await(waiting.rollbackTransaction());

        assertThat(logs.everything()).doesNotContain("The transaction 'waiting'");
        await(holder.close());
        await(waiting.close());
    }

    @Test
    void saysNothingOfABeginThatWasCancelled() {
        logs.expectWarning("The connection to");
        logs.expectWarning("The transaction 'holder'");
        Connection holder = opened();
        Connection waiting = opened();
        await(holder.beginTransaction(named("holder")));
        Mono.from(waiting.beginTransaction(named("waiting"))).subscribe().dispose();
        time.advanceTimeBy(THRESHOLD);
        await(holder.rollbackTransaction());
        await(waiting.beginTransaction(named("second")));
        await(waiting.rollbackTransaction());

        time.advanceTimeBy(THRESHOLD);

        assertThat(logs.everything()).doesNotContain("'waiting'").doesNotContain("'second'");
        await(holder.close());
        await(waiting.close());
    }

    @Test
    void takesTheThresholdFromTheUrl() {
        logs.expectWarning("The connection to app has been held for");
        var byUrl = ConnectionFactories.get("r2dbc:sqlite:mem:///app?leakDetectionThreshold=10ms");
        Connection connection = Mono.from(byUrl.create()).block(PATIENCE);

        Await.until("the connection is reported", () -> said(HELD) == 1);

        await(connection.close());
        await(((SqliteConnectionFactory) byUrl).close());
    }

    @Test
    void isLeftToTheDatabaseWhenThereIsOne() {
        logs.expectWarning("The transaction 'transfer' has been held for");
        Database database =
                Database.open("r2dbc:sqlite:file:///" + folder.resolve("app.db") + "?leakDetectionThreshold=10ms");
        Sinks.Empty<Void> end = Sinks.empty();
        var result = database.inTransaction(
                        TransactionOptions.DEFAULT.withName("transfer"),
                        tx -> database.execute("CREATE TABLE t (a TEXT)").delayUntil(done -> end.asMono()))
                .toFuture();

        Await.until("the transaction is reported", () -> said("The transaction 'transfer' has been held for") == 1);
        end.tryEmitEmpty();
        Mono.fromFuture(result).block(PATIENCE);

        assertThat(said(HELD)).isEqualTo(1);
        assertThat(logs.everything()).contains("LeakDetectionTest.isLeftToTheDatabaseWhenThereIsOne(");
        await(database.close());
    }

    @Test
    void isOffByDefault() {
        SqliteOptions options = SqliteOptions.memory("off");

        assertThat(LeakWatch.of(options.get(CoreSettings.LEAK_DETECTION_THRESHOLD), time))
                .isSameAs(LeakWatch.OFF);
    }
}
