package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.testkit.Await;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What {@link WriteLoad} has left in a database, looked at once nobody else has it open. */
final class Works {

    private record Work(String work, long rows, long parts) {}

    private Works() {}

    /** Every acknowledged work is there, none is there in part, and the file is sound. */
    static void assertNothingLost(Path file, Collection<String> acknowledged) {
        Database database = Database.open(url(file));
        try {
            assertNothingLost(database, acknowledged);
        } finally {
            Await.value(database.close());
        }
    }

    /** Every acknowledged work is there, none is there in part, and the file is sound. */
    static void assertNothingLost(Database database, Collection<String> acknowledged) {
        Set<String> lost = new HashSet<>(acknowledged);
        Set<Work> torn = new HashSet<>();
        String sql = "SELECT work, count(*) AS \"rows\", max(parts) AS parts FROM entry GROUP BY work";
        for (Work work : Await.value(database.fetchAll(Work.class, sql).collectList())) {
            lost.remove(work.work());
            if (work.rows() != work.parts()) {
                torn.add(work);
            }
        }
        assertThat(lost).as("acknowledged, but lost").isEmpty();
        assertThat(torn).as("there in part only").isEmpty();
        assertThat(Await.value(database.fetchValue(String.class, "PRAGMA integrity_check")))
                .isEqualTo("ok");
    }

    static String url(Path file) {
        return "r2dbc:sqlite:file:///" + file.toAbsolutePath();
    }
}
