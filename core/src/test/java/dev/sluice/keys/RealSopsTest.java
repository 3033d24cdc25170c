package dev.sluice.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the real program, where it is installed: what it encrypts today is what is read here. */
class RealSopsTest {

    private static final String RECIPIENT = "age16e4l45s65uud06da2xamame8uuzvfnxpzkh02cyrcdpqx9qrtdzs9kdnqf";

    @TempDir
    Path folder;

    @BeforeEach
    void onlyWhereItIsInstalled() {
        boolean installed = List.of(System.getenv("PATH").split(File.pathSeparator, -1)).stream()
                .anyMatch(path -> Files.isExecutable(Path.of(path, "sops")));
        assumeTrue(installed, "the program sops is not on the PATH; the committed files were made by it");
    }

    @ParameterizedTest
    @CsvSource({"ssh.yaml, db_key", "ssh.env, DB_KEY"})
    void decryptsByItWhatIsForAnSshKey(String file, String name) {
        Map<String, String> environment = environment(Map.of(
                "SOPS_AGE_SSH_PRIVATE_KEY_FILE", Fixtures.file("keys/ssh").toString()));

        assertThat(Fixtures.value(Fixtures.file(file), name, environment))
                .isEqualTo(name.equals("db_key") ? "correct horse battery staple" : "dotenv passphrase = with equals");
    }

    @Test
    void decryptsByItWhatIsForAPostQuantumKey() {
        assertThat(Fixtures.value(Fixtures.file("quantum.yaml"), "db_key", environment(Fixtures.identity("quantum"))))
                .isEqualTo("correct horse battery staple");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yaml", "json", "env", "ini"})
    void readsWhatItEncrypts(String format) throws Exception {
        Random random = new Random(format.hashCode());
        for (int round = 0; round < 10; round++) {
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < 5; i++) {
                values.put("k" + i, text(random));
            }
            Path file = encrypted(format, values, round % 2 == 0 ? "_unencrypted" : "3");

            for (String name : round % 2 == 0 ? List.of("k0", "k3") : List.of("k1", "k4")) {
                assertThat(Fixtures.value(file, name, Fixtures.APP)).isEqualTo(values.get(name));
            }
        }
    }

    /** What all formats can hold: one line, and in INI files no quotes or spaces around. */
    private static String text(Random random) {
        int[] characters = "abc XYZ059.:=-_/{}[]&*!%@,üß密🔑#;".codePoints().toArray();
        StringBuilder text = new StringBuilder("v");
        random.ints(random.nextInt(40), 0, characters.length).forEach(i -> text.appendCodePoint(characters[i]));
        return text.append('w').toString();
    }

    private Path encrypted(String format, Map<String, String> values, String clearSuffix)
            throws IOException, InterruptedException {
        Path plain = Files.writeString(folder.resolve("plain." + format), plain(format, values));
        Path file = folder.resolve("encrypted." + format);
        Files.deleteIfExists(file);
        List<String> command = new ArrayList<>(List.of("sops", "encrypt", "--age", RECIPIENT, "--unencrypted-suffix"));
        command.addAll(List.of(clearSuffix, "--output", file.toString(), plain.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return file;
    }

    private static String plain(String format, Map<String, String> values) {
        StringBuilder out = new StringBuilder();
        values.forEach((name, value) -> out.append(
                switch (format) {
                    case "json" -> (out.length() == 0 ? "{" : ",") + "\"" + name + "\": \"" + value + "\"";
                    case "yaml" -> name + ": '" + value + "'\n";
                    case "env" -> name + "=" + value + "\n";
                    default -> name + " = `" + value + "`\n";
                }));
        return format.equals("json") ? out + "}" : out.toString();
    }

    private static Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("PATH", System.getenv("PATH"));
        return environment;
    }
}
