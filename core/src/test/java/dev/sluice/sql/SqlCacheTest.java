package dev.sluice.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.error.SqlSyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class SqlCacheTest {

    private final SqlCache cache = new SqlCache(Syntax.SQLITE, 10);

    @Test
    void returnsTheSameStatementForEqualText() {
        assertThat(cache.get("SELECT 1")).isSameAs(cache.get(new String("SELECT 1")));
        assertThat(cache.get("SELECT 2").sql()).isEqualTo("SELECT 2");
    }

    @Test
    void staysBounded() {
        for (int i = 0; i < 1000; i++) {
            cache.get("SELECT " + i);
        }
        assertThat(cache.count()).isEqualTo(10);
    }

    @Test
    void textsUsedOnceDoNotDriveOutThoseInUse() {
        ParsedSql used = cache.get("SELECT 'used'");
        for (int i = 0; i < 1000; i++) {
            assertThat(cache.get("SELECT 'used'")).isSameAs(used);
            for (int j = 0; j < 5; j++) {
                cache.get("SELECT " + i + ", " + j);
            }
        }
    }

    @Test
    void evictsWhenAllAreInUse() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 10; i++) {
                cache.get("SELECT " + i);
            }
        }
        ParsedSql added = cache.get("SELECT 'new'");
        assertThat(cache.count()).isEqualTo(10);
        assertThat(cache.get("SELECT 'new'")).isSameAs(added);
    }

    @Test
    void readsLongTextsButDoesNotKeepThem() {
        String longest = "SELECT '" + "x".repeat(64 * 1024 - 9) + "'";
        assertThat(cache.get(longest)).isSameAs(cache.get(longest));
        String longer = longest + " ";
        assertThat(cache.get(longer)).isNotSameAs(cache.get(longer));
        assertThat(cache.count()).isEqualTo(1);
    }

    @Test
    void keepsNothingAtSizeZero() {
        var none = new SqlCache(Syntax.SQLITE, 0);
        assertThat(none.get("SELECT 1")).isNotSameAs(none.get("SELECT 1"));
        assertThat(none.count()).isZero();
        assertThatThrownBy(() -> new SqlCache(Syntax.SQLITE, -1)).hasMessage("size must be >= 0, was -1");
    }

    @Test
    void remembersNoFailures() {
        assertThatThrownBy(() -> cache.get("SELECT '")).isInstanceOf(SqlSyntaxException.class);
        assertThatThrownBy(() -> cache.get("SELECT '")).isInstanceOf(SqlSyntaxException.class);
        assertThat(cache.count()).isZero();
    }

    @Test
    void threadsThatReadTheSameTextAtOnceShareOneStatement() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 200; round++) {
                String sql = "SELECT " + "1, ".repeat(5_000) + round; // long, so that the threads meet while reading
                var start = new CountDownLatch(4);
                Callable<ParsedSql> get = () -> {
                    start.countDown();
                    start.await();
                    return cache.get(sql);
                };
                var answers = threads.invokeAll(Collections.nCopies(4, get));
                var found = new ArrayList<ParsedSql>();
                for (var answer : answers) {
                    found.add(answer.get());
                }
                assertThat(found).allSatisfy(parsed -> assertThat(parsed).isSameAs(found.get(0)));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(cache.count()).isEqualTo(10);
    }
}
