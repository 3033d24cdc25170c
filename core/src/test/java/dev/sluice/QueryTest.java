package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.error.BulkException;
import dev.sluice.error.ParameterException;
import dev.sluice.spi.DatabaseListener;
import dev.sluice.spi.StatementEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class QueryTest extends FaultTest {

    private static final String INSERT = "INSERT INTO t(a) VALUES (:a)";

    private record Unbindable(String secret) {}

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checking writes
    void bareNullIsOneNullValue() {
        assertThat(value(db.execute("INSERT INTO t(a) VALUES (?)", (Object[]) null)))
                .isEqualTo(1L);
        assertThat(value(db.execute("INSERT INTO t(a) VALUES (?)", (Object) null)))
                .isEqualTo(1L);
        assertThat(value(db.sql("INSERT INTO t(a) VALUES (?)")
                        .bindValues((Object[]) null)
                        .rowsUpdated()))
                .isEqualTo(1L);
    }

    @Test
    void typedNullBindsByIndex() {
        assertThat(value(db.sql("INSERT INTO t(a) VALUES (?)")
                        .bindNull(0, Integer.class)
                        .rowsUpdated()))
                .isEqualTo(1L);
    }

    @Test
    void laterChangesToAnArrayOfValuesDoNotReachTheQuery() {
        Object[] values = {1};
        Query query = db.sql("INSERT INTO t(a) VALUES (?)").bindValues(values);
        values[0] = new Unbindable("later");

        assertThat(value(query.rowsUpdated())).isEqualTo(1L);
    }

    @Test
    void refusedValueIsToldByParameterAndStatementBeforeAnythingIsSent() {
        var error = failure(
                ParameterException.class,
                db.sql(INSERT).bind("a", new Unbindable("secret")).tag("save").rowsUpdated());

        assertThat(error.parameter()).isEqualTo("a");
        assertThat(error.statement()).contains(INSERT);
        assertThat(error.tag()).contains("save");
        assertThat(error).hasMessageContaining("Parameter a").hasMessageNotContaining("secret");
        assertThat(driver.count(INSERT)).isZero();
    }

    @Test
    void refusedValueOfABulkRowIsToldByParameter() {
        var error = failure(
                ParameterException.class, db.executeMany(INSERT, List.of(Map.of("a", new Unbindable("secret")))));

        assertThat(error.parameter()).isEqualTo("a");
    }

    @Test
    void chunksInsideATransactionThatFailsAreNotSaidToBeCommitted() {
        var told = new AtomicReference<BulkException>();
        Flux<Integer> rows = Flux.range(0, 1_500).concatWith(Mono.error(new IllegalStateException("source")));

        failure(
                RuntimeException.class,
                db.inTransaction(tx -> db.executeMany("INSERT INTO t(a) VALUES (?)", rows)
                        .doOnError(BulkException.class, told::set)
                        .then()));

        assertThat(told.get().committed()).isZero();
        assertThat(told.get()).hasMessageContaining("no row is committed");
        assertThat(driver.count("COMMIT")).isZero();
    }

    @Test
    void bulkChunksAreCountedAndToldLikeStatements() {
        List<StatementEvent> told = new ArrayList<>();
        Database watched = builder()
                .listener(new DatabaseListener() {
                    @Override
                    public void onStatement(StatementEvent event) {
                        told.add(event);
                    }
                })
                .open();

        Long rows = value(watched.executeMany("INSERT INTO t(a) VALUES (?)", List.of(1, 2)));

        assertThat(rows).isEqualTo(1); // the driver answers once per batch
        assertThat(told).extracting(StatementEvent::rows).containsExactly(1L);
        assertThat(watched.stats().statements()).isEqualTo(1);
    }
}
