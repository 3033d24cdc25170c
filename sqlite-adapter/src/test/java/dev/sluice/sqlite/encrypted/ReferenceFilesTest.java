package dev.sluice.sqlite.encrypted;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Files that the reference implementations made are read and written. */
@NeedsCiphers
class ReferenceFilesTest {

    static final List<String> FIXTURES = Fixture.NAMES;

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("FIXTURES")
    void readsWhatTheReferenceImplementationWrote(String name) {
        var fixture = new Fixture(name);
        try (var vault = new Vault(fixture.options(fixture.in(folder)))) {
            List<String> bodies = vault.query(String.class, "SELECT body FROM notes ORDER BY id");
            assertThat(bodies).startsWith("the quick brown fox", "jumps over", "Größe 鍵 🔑");
            assertThat(bodies.size()).isEqualTo(name.endsWith("-log") ? 4 : 3);
            assertThat(vault.query(String.class, "SELECT hex(data) FROM notes WHERE id = 1"))
                    .containsExactly("00FF");
        }
    }

    @ParameterizedTest
    @FieldSource("FIXTURES")
    void writesIntoThemOnEveryConnection(String name) {
        var fixture = new Fixture(name);
        Path file = fixture.in(folder);
        try (var vault = new Vault(fixture.options(file))) {
            assertThat(vault.update("INSERT INTO notes (body) VALUES ('one more')"))
                    .isOne();
        }
        try (var vault = new Vault(fixture.options(file))) {
            assertThat(vault.query(Long.class, "SELECT count(*) FROM notes WHERE body = 'one more'"))
                    .containsExactly(1L);
            assertThat(vault.query(String.class, "PRAGMA integrity_check")).containsExactly("ok");
        }
    }
}
