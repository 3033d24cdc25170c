package dev.sluice.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are not what they should be, or are made to harm whoever reads them. */
class SopsFormTest {

    private static final String SECRET = "do-not-print";
    private static final String AGE = "sops:\n  age:\n    - {recipient: age1x, enc: x}\n";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("documents")
    void refusesTheDocumentAndSaysWhere(String name, String text, String message) throws IOException {
        KeyException refused = refused(name, text.getBytes(StandardCharsets.UTF_8));

        assertThat(refused.problem()).isEqualTo(KeyProblem.FILE_MALFORMED);
        assertThat(refused).hasMessageContaining(name).hasMessageContaining(message);
    }

    static Stream<Arguments> documents() {
        String json = "{\"k\": \"" + SECRET + "\", \"sops\": {}";
        return Stream.of(
                Arguments.of("a.yaml", "a: &x [1]\nb: *x\n", "line 1 uses an anchor (&)"),
                Arguments.of("a.yaml", "k: " + SECRET + "\nb: *x\n", "line 2 uses an anchor (&) or an alias (*)"),
                Arguments.of("a.yaml", "k: " + SECRET + "\nk: 2\n", "line 2 gives a name a second time"),
                Arguments.of("a.yaml", "a: !!java.net.URL [x]\n", "line 1 has a tag (!)"),
                Arguments.of("a.yaml", "a: !secret " + SECRET + "\n", "line 1 has a tag (!)"),
                Arguments.of("a.yaml", "a: !!binary AAAA\n", "line 1 has a tag (!)"),
                Arguments.of("a.yaml", "? [a]\n: b\n", "line 1 has a name that is not text"),
                Arguments.of("a.yaml", "1: b\n", "line 1 has a name that is not text"),
                Arguments.of("a.yaml", "a: [" + SECRET + "\n", "is not YAML"),
                Arguments.of("a.yaml", "- " + SECRET + "\n", "must hold names and values"),
                Arguments.of("a.yaml", SECRET, "must hold names and values"),
                Arguments.of("a.yaml", "a: " + "[".repeat(100_000), "is nested more than 64 levels deep"),
                Arguments.of("a.yaml", "a: " + "{a: ".repeat(100_000), "is nested more than 64 levels deep"),
                Arguments.of("a.yaml", "", "has no part called sops"),
                Arguments.of(
                        "a.yaml", "k: " + SECRET + "\n", "has no part called sops, so that SOPS did not encrypt it"),
                Arguments.of("a.yaml", "sops: " + SECRET + "\n", "has no part called sops"),
                Arguments.of("a.yaml", "sops: {}\n", "names nobody"),
                Arguments.of("a.yaml", "sops: {age: " + SECRET + "}\n", "where sops.age should be a list"),
                Arguments.of("a.yaml", "sops: {age: [" + SECRET + "]}\n", "where sops.age should be a list"),
                Arguments.of("a.yaml", AGE, "has no time in sops.lastmodified"),
                Arguments.of("a.yaml", AGE + "  mac: [1]\n", "where sops.mac should be text"),
                Arguments.of(
                        "a.yaml",
                        AGE + "  encrypted_suffix: a\n  encrypted_regex: b\n",
                        "more than one rule about what is encrypted"),
                Arguments.of("a.yaml", AGE + "  encrypted_regex: '(" + SECRET + "'\n", "that Java does not know"),
                Arguments.of("a.json", json, "is not JSON"),
                Arguments.of("a.json", json + "} " + SECRET, "is not JSON"),
                Arguments.of("a.json", json + "} {}", "goes on after the end"),
                Arguments.of("a.json", "[\"" + SECRET + "\"]", "must begin with {"),
                Arguments.of("a.json", "{\"k\":1,\n\"k\":2}", "line 2 gives a name a second time"),
                Arguments.of("a.json", "{\"k\":" + "[".repeat(100_000), "is nested more than 64 levels deep"),
                Arguments.of("a.json", "{\"k\":" + "{\"k\":".repeat(100_000), "is nested more than 64 levels deep"),
                Arguments.of("a.txt", SECRET, "is not JSON"),
                Arguments.of("a.env", "A=1\n" + SECRET, "line 2 is neither a comment nor NAME=value"),
                Arguments.of("a.env", "A=1\nA=2\n", "line 2 gives a name a second time"),
                Arguments.of("a.env", "A=1\n", "has no part called sops"),
                Arguments.of("a.env", "sops_age__list_1__map_enc=x\n", "form no tree"),
                Arguments.of("a.env", "sops_age__list_0=x\nsops_age__map_b=x\n", "form no tree"),
                Arguments.of("a.env", "sops_age__list_x=x\n", "form no tree"),
                Arguments.of("a.env", "sops_a" + "__map_a".repeat(10_000) + "=x\n", "form no tree"),
                Arguments.of("a.ini", "[a]\n" + SECRET + "\n", "line 2 is neither [section] nor key = value"),
                Arguments.of("a.ini", "[a\n", "line 1 opens a section"),
                Arguments.of("a.ini", "[a]\nk=1\nk=2\n", "line 3 gives a name a second time"),
                Arguments.of("a.ini", "[a]\n[b]\n[a]\n", "line 3 gives a name a second time"),
                Arguments.of("a.ini", "k = \"\"\"" + SECRET + "\n", "ends inside a quoted value"),
                Arguments.of("a.ini", "k = 1\n", "has no part called sops"));
    }

    @Test
    void endsExpressionsThatNeverWould() throws IOException {
        String text = Fixtures.text(Fixtures.file("encrypted-regex.yaml"))
                .replaceFirst("encrypted_regex: .*", "encrypted_regex: '(.*)*(.*)*(.*)*x\\\\1y'")
                .replace("db_key_secret:", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:");

        KeyException refused = refused("a.yaml", text.getBytes(StandardCharsets.UTF_8), "nested.inner");

        assertThat(refused).hasMessageContaining("takes too long to match");
    }

    @Test
    void refusesFilesThatCannotBeRead() throws IOException {
        assertThat(refused("large.yaml", new byte[(1 << 20) + 1]).problem()).isEqualTo(KeyProblem.FILE_UNREADABLE);
        assertThat(refused("binary.yaml", new byte[] {'a', (byte) 0xff}).problem())
                .isEqualTo(KeyProblem.FILE_MALFORMED);
        assertThat(refused(folder)).hasMessageContaining("is a directory");
        assertThat(refused(folder.resolve("none.yaml")))
                .hasMessageContaining("none.yaml does not exist")
                .extracting(KeyException::problem)
                .isEqualTo(KeyProblem.FILE_UNREADABLE);
    }

    @Test
    void printsNoControlCharactersOfNames() {
        KeyException refused = catchThrowableOfType(
                KeyException.class, () -> Fixtures.value(Fixtures.file("secrets.yml"), "a\n\u202eb", Fixtures.APP));

        assertThat(refused).hasMessageContaining("a\\u000a\\u202eb");
    }

    private KeyException refused(String name, byte[] content) throws IOException {
        return refused(name, content, "k");
    }

    private KeyException refused(String name, byte[] content, String key) throws IOException {
        return refused(Files.write(folder.resolve(name), content), key);
    }

    private static KeyException refused(Path file) {
        return refused(file, "k");
    }

    private static KeyException refused(Path file, String key) {
        KeyException refused = catchThrowableOfType(KeyException.class, () -> Fixtures.value(file, key, Fixtures.APP));
        assertThat(refused).as("the refusal").isNotNull().hasNoCause();
        assertThat(refused.getMessage()).doesNotContain(SECRET);
        return refused;
    }
}
