package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuidesTest {

    static Stream<Path> guides() throws IOException {
        try (Stream<Path> files = Files.list(DocumentedFile.root().resolve("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("guides")
    void holdCodeThatIsCompiledAndTested(Path guide) throws IOException {
        String text = Files.readString(guide);

        DocumentedFile.mustEqual(guide, new Snippets(DocumentedFile.root()).include(text));
        assertThat(Snippets.unmarkedJavaBlocks(text))
                .as("Java in %s without <!-- snippet: path#name --> right above it", guide.getFileName())
                .isZero();
    }

    @Test
    void snippetsReplaceMarkedBlocksOnly(@TempDir Path root) throws IOException {
        Files.writeString(
                root.resolve("A.java"), "class A {\n    // snippet: one\n    int a;\n      int b;\n    // end\n}\n");
        Files.writeString(root.resolve("a.yml"), "a: 1\n");
        String guide = """
                <!-- snippet: A.java#one -->
                ```java
                old
                ```
                ```sh
                kept
                ```
                <!-- snippet: a.yml -->
                ```yaml
                ```
                """;

        assertThat(new Snippets(root).include(guide))
                .contains("```java\nint a;\n  int b;\n```\n", "```sh\nkept\n```", "```yaml\na: 1\n```");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Snippets(root).include(guide.replace("#one", "#two")))
                .withMessageContaining("// snippet: two");
    }

    @Test
    void javaWithoutAMarkerIsFound() {
        String marked = "<!-- snippet: A.java#one -->\n```java\n```\n";

        assertThat(Snippets.unmarkedJavaBlocks(marked)).isZero();
        assertThat(Snippets.unmarkedJavaBlocks(marked + "text\n```java\n```\n")).isOne();
    }
}
