package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentationTest {

    /** Tests run in their module's folder. */
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    @Test
    void publicTypesAndMethodsHaveJavadoc() throws IOException {
        List<Path> sources = publishedSources();

        assertThat(sources).hasSizeGreaterThanOrEqualTo(3);
        for (Path source : sources) {
            assertThat(Documentation.missingUnder(source)).isEmpty();
        }
    }

    @Test
    void refusesPublicTypesAndMethodsWithoutJavadoc() throws IOException {
        Path planted = REPOSITORY.resolve("architecture/src/test/java/dev/sluice/architecture/planted/documentation");

        assertThat(Documentation.missingUnder(planted))
                .containsExactlyInAnyOrder(
                        "dev.sluice.architecture.planted.documentation.Silent has no Javadoc",
                        "dev.sluice.architecture.planted.documentation.Silent.says has no Javadoc");
    }

    private static List<Path> publishedSources() throws IOException {
        try (Stream<Path> modules = Files.list(REPOSITORY)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(source -> Files.exists(source.resolve("module-info.java")))
                    .toList();
        }
    }
}
