package dev.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.settings.Setting;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {

    @Test
    void equalsTheDeclarations() throws IOException {
        DocumentedFile.mustEqual(DocumentedFile.root().resolve("docs/settings.md"), SettingsReference.generate());
    }

    @Test
    void writesARowWithEverythingThatIsDeclared() {
        Setting<Long> size = Setting.bytes("cacheSize")
                .range(0L, 1L << 30)
                .defaultsTo(1L << 20)
                .alias("old.a")
                .alias("old.b", "pages | blocks", text -> text)
                .describedAs("The cache.");

        assertThat(SettingsReference.table(List.of(size)))
                .endsWith("| `cacheSize` | `SLUICE_CACHE_SIZE` | bytes | 0 to 1GiB | 1MiB | The cache. |"
                        + " `old.a`, `old.b` (pages \\| blocks) |\n");
    }
}
