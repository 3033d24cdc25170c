package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the documentation that must equal what is generated. With {@code -Dsluice.docs.write=true} it is written
 * instead of compared.
 */
final class DocumentedFile {

    private static final String WRITE = "sluice.docs.write";

    private DocumentedFile() {}

    /** The repository's root; Maven tells the module's folder. */
    static Path root() {
        return Path.of(System.getProperty("basedir", "docs")).toAbsolutePath().getParent();
    }

    static void mustEqual(Path file, String generated) throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(file, generated);
        }
        String committed = Files.exists(file) ? Files.readString(file) : "";
        assertThat(committed)
                .as(
                        "%s differs from the code; run: mvn -pl docs -am test -Dtest='dev.sluice.docs.*Test'"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -D%s=true",
                        root().relativize(file), WRITE)
                .isEqualTo(generated);
    }
}
