package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.testkit.Await;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What {@link WriteLoad} has left in a database, looked at once nobody else has it open. */
final class Works {

    private record Work(String work, long rows, long parts) {}

    private Works() {}

    /** Every acknowledged work is there, none is there in part, and the file is sound. */
    static void assertNothingLost(Path file, Collection<String> acknowledged) {
        assertNothingLost(file, acknowledged, file.getFileName().toString());
    }

    /** As {@link #assertNothingLost(Path, Collection)}, with words that say which case it is. */
    static void assertNothingLost(Path file, Collection<String> acknowledged, String which) {
        using(file, database -> {
            assertNothingLost(database, acknowledged, which);
            return true;
        });
    }

    /** Every acknowledged work is there, none is there in part, and the file is sound. */
    static void assertNothingLost(Database database, Collection<String> acknowledged, String which) {
        List<Work> works = all(database);
        assertThat(works).as("there in part only, %s", which).allMatch(work -> work.rows() == work.parts());
        assertThat(missing(works, acknowledged))
                .as("acknowledged, but lost, %s", which)
                .isEmpty();
        assertThat(Await.value(database.fetchValue(String.class, "PRAGMA integrity_check")))
                .as(which)
                .isEqualTo("ok");
    }

    /** What was acknowledged and is not there. */
    static Set<String> lost(Path file, Collection<String> acknowledged) {
        return using(file, database -> missing(all(database), acknowledged));
    }

    private static List<Work> all(Database database) {
        boolean written = Await.value(
                database.fetchValue(Boolean.class, "SELECT count(*) > 0 FROM sqlite_schema WHERE name = 'entry'"));
        String sql = "SELECT work, count(*) AS \"rows\", max(parts) AS parts FROM entry GROUP BY work";
        return written ? Await.value(database.fetchAll(Work.class, sql).collectList()) : List.of();
    }

    private static Set<String> missing(List<Work> works, Collection<String> acknowledged) {
        Set<String> missing = new HashSet<>(acknowledged);
        works.forEach(work -> missing.remove(work.work()));
        return missing;
    }

    private static <T> T using(Path file, Function<Database, T> look) {
        Database database = Database.open(url(file));
        try {
            return look.apply(database);
        } finally {
            Await.value(database.close());
        }
    }

    static String url(Path file) {
        return "r2dbc:sqlite:file:///" + file.toAbsolutePath();
    }
}
