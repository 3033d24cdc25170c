package dev.sluice.sqlite.lost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.testkit.Await;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that may open no further file: an open database has what it needs to store and to sync. */
final class NoDescriptorsTest {

    private static final List<String> LIMITED = List.of("sh", "-c", "ulimit -n 200; exec \"$@\"", "sh");

    @TempDir
    Path folder;

    @Test
    void anOpenDatabaseGoesOnAcknowledgingWrites() {
        for (String name : List.of("a", "b")) {
            Database database = Database.open(Works.url(folder.resolve(name + ".db")));
            Await.value(database.execute("CREATE TABLE t (a INTEGER)"));
            Await.value(database.close());
        }
        try (var child = ChildJvm.start(folder, LIMITED, NoDescriptors.class, folder.toString())) {
            child.awaitSaid("closed", 1);
            assertThat(child.said("failed")).isEmpty();
            assertThat(child.said("ack")).containsExactly("a", "b");
            assertThat(child.said("full")).hasSize(1);
        }
    }
}
