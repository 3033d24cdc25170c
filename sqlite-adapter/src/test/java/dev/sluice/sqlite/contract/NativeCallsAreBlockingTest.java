package dev.sluice.sqlite.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.testkit.Await;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** BlockHound is on, and sees into SQLite's native code. */
class NativeCallsAreBlockingTest {

    @Test
    void statementOnANonBlockingThreadFails() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            Mono<Boolean> work =
                    Mono.fromCallable(() -> statement.execute("SELECT 1")).subscribeOn(Schedulers.parallel());

            assertThatThrownBy(() -> Await.value(work))
                    .isInstanceOf(BlockingOperationError.class)
                    .hasMessageContaining("org.sqlite.core.NativeDB");
        }
    }
}
