package dev.sluice.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Identities are found where SOPS finds them. */
class AgeIdentitiesTest {

    private static final String APP = Fixtures.secret("app");
    private static final String OTHER = Fixtures.secret("other");

    @TempDir
    Path folder;

    @BeforeEach
    void onlyWhereItsPathsAreThese() {
        String system = System.getProperty("os.name");
        assumeTrue(system.equals("Linux"), "the default file and programs stand elsewhere on " + system);
    }

    @Test
    void takesThemFromTheVariable() {
        opens(Map.of("SOPS_AGE_KEY", APP));
        opens(Map.of("SOPS_AGE_KEY", "# mine\n\n" + OTHER + "\t" + APP + "\r\n"));
    }

    @Test
    void takesThemFromTheNamedFile() throws IOException {
        opens(Map.of("SOPS_AGE_KEY_FILE", write("keys.txt", "# mine\r\n" + OTHER + "\r\n\r\n" + APP)));
    }

    @Test
    void takesThemFromTheUsersConfiguration() throws IOException {
        write("xdg/sops/age/keys.txt", APP);
        write("home/.config/sops/age/keys.txt", APP);

        opens(Map.of("XDG_CONFIG_HOME", folder.resolve("xdg").toString()));
        opens(Map.of("HOME", folder.resolve("home").toString()));
    }

    @Test
    void takesThemFromTheCommandThatIsToldTheRecipient() throws IOException {
        String program = script(
                "keys for apps",
                "[ \"$1\" = 'a b' ] && [ \"$SOPS_AGE_RECIPIENT\" = "
                        + "age16e4l45s65uud06da2xamame8uuzvfnxpzkh02cyrcdpqx9qrtdzs9kdnqf ] && echo " + APP);

        opens(Map.of("SOPS_AGE_KEY_CMD", "'" + program + "' \"a b\"", "PATH", System.getenv("PATH")));
    }

    @Test
    void asksTheCommandOnlyWhenNothingElseFits() throws IOException {
        Path trace = folder.resolve("trace");
        String program = script("command", "touch '" + trace + "'");

        opens(Map.of("SOPS_AGE_KEY", APP, "SOPS_AGE_KEY_CMD", program, "PATH", System.getenv("PATH")));

        assertThat(trace).doesNotExist();
    }

    @Test
    void takesThemFromAllPlacesTogether() throws IOException {
        String file = write("keys.txt", APP);

        opens(Map.of("SOPS_AGE_KEY", OTHER, "SOPS_AGE_KEY_FILE", file));
        opens(Map.of("SOPS_AGE_KEY", "something else", "SOPS_AGE_KEY_FILE", file));
    }

    @Test
    void saysWhatIsWrongWithAPlace() throws IOException {
        String missing = folder.resolve("missing.txt").toString();

        refuses(Map.of("SOPS_AGE_KEY_FILE", missing), "missing.txt) does not exist");
        refuses(Map.of("SOPS_AGE_KEY_FILE", folder.toString()), "cannot be read");
        refuses(Map.of("SOPS_AGE_KEY", APP + "X"), "SOPS_AGE_KEY holds something that is no age identity");
        refuses(Map.of("SOPS_AGE_KEY", APP + " oops"), "SOPS_AGE_KEY holds something that is no age identity");
        refuses(
                Map.of("SOPS_AGE_KEY_FILE", write("two.txt", OTHER + " " + APP)),
                "holds something that is no age identity");
        refuses(Map.of("SOPS_AGE_KEY", "# nothing"), "looked in SOPS_AGE_KEY, SOPS_AGE_KEY_FILE, SOPS_AGE_KEY_CMD");
        refuses(Map.of("SOPS_AGE_KEY_CMD", "sluice-no-such-program"), "names no program that can be run");
        refuses(Map.of("SOPS_AGE_KEY_CMD", "'unclosed"), "names no program that can be run");
        refuses(Map.of("SOPS_AGE_KEY_CMD", script("three", "echo " + APP + "; exit 3")), "ended with exit code 3");
        refuses(Map.of("SOPS_AGE_KEY_CMD", script("chatty", "cat /dev/zero")), "failed or took too long");
    }

    private void opens(Map<String, String> environment) {
        assertThat(Fixtures.value(Fixtures.file("secrets.yml"), "db_key", environment))
                .isEqualTo("correct horse battery staple");
    }

    private void refuses(Map<String, String> environment, String message) {
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> Fixtures.value(Fixtures.file("secrets.yml"), "db_key", withPath(environment)))
                .withMessageContaining(message)
                .satisfies(refused -> {
                    assertThat(refused.problem()).isEqualTo(KeyProblem.NO_IDENTITY);
                    assertThat(refused.getMessage()).doesNotContain(APP, OTHER, "oops");
                });
    }

    private static Map<String, String> withPath(Map<String, String> environment) {
        Map<String, String> more = new HashMap<>(environment);
        more.put("PATH", System.getenv("PATH"));
        return more;
    }

    private String write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text).toString();
    }

    private String script(String name, String text) throws IOException {
        String file = write(name, "#!/bin/sh\n" + text + "\n");
        assertThat(Path.of(file).toFile().setExecutable(true)).isTrue();
        return file;
    }
}
