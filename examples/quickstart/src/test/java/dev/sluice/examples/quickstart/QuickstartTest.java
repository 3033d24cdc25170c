package dev.sluice.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.Database;
import dev.sluice.examples.quickstart.Quickstart.Step;
import dev.sluice.settings.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void importsEveryCharacterAndSaysTheSameWhenRunAgain() {
        List<Step> first = tour();
        List<Step> second = tour();

        assertThat(first).extracting(Step::name).doesNotHaveDuplicates().hasSize(8);
        assertThat(first.get(0).result()).isEqualTo(UnicodeData.count() + " code points in one transaction");
        assertThat(first).extracting(Step::result).anyMatch(result -> result.contains("TAMIL ௦௧௨௩௪௫௬௭௮௯"));
        assertThat(second).isEqualTo(first);
        assertThat(stored()).isEqualTo(UnicodeData.count());
    }

    @Test
    void staysReadableInOneSitting() throws IOException {
        Path source = Path.of("src/main/java/dev/sluice/examples/quickstart/Quickstart.java");
        try (Stream<String> lines = Files.lines(source)) {
            long code = lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("import") && !line.startsWith("/"))
                    .count();
            assertThat(code).isLessThanOrEqualTo(120);
        }
    }

    private List<Step> tour() {
        return Objects.requireNonNull(
                Database.using(url(), Quickstart::tour).collectList().block(LONG));
    }

    private long stored() {
        return Objects.requireNonNull(
                Database.using(url(), db -> db.fetchValue(Long.class, "SELECT count(*) FROM code_point"))
                        .blockLast(LONG));
    }

    private String url() {
        return DatabaseUrl.ofFile(folder.resolve("unicode.db").toString()).toString();
    }
}
