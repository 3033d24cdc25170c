package dev.sluice.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that were changed, and names and identities that are not there: each has an error of its own. */
class SopsRefusalsTest {

    private static final List<String> SECRETS =
            List.of("correct horse", "my-sqlcipher", "tk_live", Fixtures.secret("app"), Fixtures.secret("other"));

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("changes")
    void noticesEveryChange(String file, String change, UnaryOperator<String> changed, KeyProblem problem, String name)
            throws IOException {
        String original = Fixtures.text(Fixtures.file(file));
        String text = changed.apply(original);
        assertThat(text).as("the change").isNotEqualTo(original);

        KeyException refused = refused(Files.writeString(folder.resolve(file), text), name, Fixtures.APP);

        assertThat(refused.problem()).as(refused.getMessage()).isEqualTo(problem);
        assertThat(refused).hasMessageContaining(file).hasMessageContaining("damaged");
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("secrets.yml", "another value", flip("api_token: ENC\\[AES256_GCM,data:"), KeyProblem.TAMPERED),
                change("secrets.yml", "another nonce", flip("api_token: .*?,iv:"), KeyProblem.TAMPERED),
                change("secrets.yml", "another tag", flip("api_token: .*?,tag:"), KeyProblem.TAMPERED),
                change("secrets.yml", "a shorter tag", SopsRefusalsTest::shorterTag, KeyProblem.TAMPERED),
                change("secrets.yml", "exchanged values", exchange("api_token", "db_key"), KeyProblem.TAMPERED),
                change("secrets.yml", "a renamed value", replace("api_token", "api_tokens"), KeyProblem.TAMPERED),
                change("secrets.yml", "clear text", line("api_token", "api_token: evil"), KeyProblem.TAMPERED),
                change("secrets.yml", "a number", line("api_token", "api_token: 1"), KeyProblem.TAMPERED),
                change("secrets.yml", "a value less", line("api_token", ""), KeyProblem.MAC_MISMATCH),
                change("secrets.yml", "a null", line("api_token", "api_token: null"), KeyProblem.MAC_MISMATCH),
                change("secrets.yml", "empty text", line("api_token", "api_token: \"\""), KeyProblem.MAC_MISMATCH),
                change("secrets.yml", "another order", SopsRefusalsTest::secondLineFirst, KeyProblem.MAC_MISMATCH),
                change("secrets.yml", "another time", SopsRefusalsTest::changedTime, KeyProblem.MAC_MISMATCH),
                change("secrets.yml", "no code", line("    mac", ""), KeyProblem.MAC_MISMATCH),
                change("secrets.yml", "another code", flip("mac: ENC\\[AES256_GCM,data:"), KeyProblem.MAC_MISMATCH),
                change("secrets.yml", "a value more", text -> "x_unencrypted: y\n" + text, KeyProblem.MAC_MISMATCH),
                change(
                        "secrets.yml",
                        "a document more",
                        text -> text + "---\na_unencrypted: b\n",
                        KeyProblem.MAC_MISMATCH),
                change(
                        "secrets.yml",
                        "another data key",
                        flip("ENCRYPTED FILE-----\n *[A-Za-z0-9+/]+\n *[A-Za-z0-9+/]+\n *[A-Za-z0-9+/]+\n *"),
                        KeyProblem.TAMPERED),
                change("complex.yaml", "visible text", replace("plain text", "other text"), KeyProblem.MAC_MISMATCH),
                change(
                        "complex.yaml",
                        "a visible number",
                        replace("float: 3.25", "float: 3.5"),
                        KeyProblem.MAC_MISMATCH),
                change(
                        "complex.yaml",
                        "a quoted boolean",
                        replace("\"off\": false", "\"off\": true"),
                        KeyProblem.MAC_MISMATCH),
                change("complex.json", "visible text", replace("sichtbar", "unsichtbar"), KeyProblem.MAC_MISMATCH),
                change("app.env", "visible text", replace("http://", "https://"), KeyProblem.MAC_MISMATCH, "DB_KEY"),
                change("app.ini", "visible text", replace("= visible", "= hidden"), KeyProblem.MAC_MISMATCH),
                change("app.ini", "another section", replace("[section two]", "[section three]"), KeyProblem.TAMPERED),
                change(
                        "mac-only.yaml",
                        "covered like all",
                        line("    mac_only_encrypted", ""),
                        KeyProblem.MAC_MISMATCH),
                change(
                        "groups.yaml",
                        "a threshold of one",
                        replace("shamir_threshold: 2", "shamir_threshold: 1"),
                        KeyProblem.TAMPERED));
    }

    private static Arguments change(String file, String change, UnaryOperator<String> changed, KeyProblem problem) {
        return change(file, change, changed, problem, "db_key");
    }

    private static Arguments change(
            String file, String change, UnaryOperator<String> changed, KeyProblem problem, String name) {
        return Arguments.of(file, change, changed, problem, name);
    }

    /** Another first character behind what the expression matches. */
    private static UnaryOperator<String> flip(String before) {
        return text -> {
            Matcher at = Pattern.compile(before).matcher(text);
            assertThat(at.find()).isTrue();
            char other = text.charAt(at.end()) == 'A' ? 'B' : 'A';
            return text.substring(0, at.end()) + other + text.substring(at.end() + 1);
        };
    }

    private static String shorterTag(String text) {
        return text.replaceFirst("(api_token: .*,tag:).*?,", "$1AAAA,");
    }

    private static UnaryOperator<String> replace(String one, String another) {
        return text -> text.replace(one, another);
    }

    /** Another line instead of the one with a name, or none. */
    private static UnaryOperator<String> line(String name, String other) {
        return text -> text.replaceFirst("(?m)^" + name + ":.*\n", other.isEmpty() ? "" : other + "\n");
    }

    private static UnaryOperator<String> exchange(String one, String another) {
        return text ->
                text.replace(one + ":", "?:").replace(another + ":", one + ":").replace("?:", another + ":");
    }

    private static String secondLineFirst(String text) {
        String[] lines = text.split("\n", 3);
        return lines[1] + "\n" + lines[0] + "\n" + lines[2];
    }

    private static String changedTime(String text) {
        return text.replaceFirst("lastmodified: \"20", "lastmodified: \"19");
    }

    @Test
    void countsNoValueOutOfTheCodeByCallingItAComment() throws IOException {
        String text =
                Fixtures.text(Fixtures.file("secrets.yml")).replaceFirst("(?m)^(api_token: .*type:)str", "$1comment");

        assertThat(refused(Files.writeString(folder.resolve("a.yml"), text), "db_key", Fixtures.APP)
                        .problem())
                .isEqualTo(KeyProblem.MAC_MISMATCH);
    }

    @Test
    void leavesValuesInClearTextOpenOnlyWhereTheFileSaysSo() throws IOException {
        String text = Fixtures.text(Fixtures.file("mac-only.yaml")).replace("plain text", "other text");

        assertThat(Fixtures.value(Files.writeString(folder.resolve("a.yaml"), text), "db_key", Fixtures.APP))
                .isEqualTo("key with spaces, \"quotes\" and : colons");
    }

    @ParameterizedTest
    @CsvSource({
        "complex.yaml, missing, NAME_NOT_FOUND, holds no value named missing",
        "complex.yaml, database, NAME_NOT_FOUND, holds no value named database",
        "complex.yaml, list, NAME_NOT_FOUND, holds no value named list",
        "complex.yaml, list.99, NAME_NOT_FOUND, holds no value named list.99",
        "complex.yaml, list.x, NAME_NOT_FOUND, holds no value named list.x",
        "complex.yaml, database.nothing, NAME_NOT_FOUND, holds no value named database.nothing",
        "complex.yaml, sops.mac, NAME_NOT_FOUND, holds no value named sops.mac",
        "complex.yaml, database.empty, UNUSABLE, is empty",
        "complex.yaml, booleans.yes_, UNUSABLE, of type bool",
        "complex.yaml, numbers.float, UNUSABLE, of type float",
        "complex.yaml, when, UNUSABLE, of type time",
        "complex.yaml, visible_unencrypted, NOT_ENCRYPTED, holds visible_unencrypted in clear text",
        "complex.json, plain_unencrypted.text, NOT_ENCRYPTED, holds plain_unencrypted.text in clear text",
        "app.env, PUBLIC_unencrypted, NOT_ENCRYPTED, in clear text",
        "app.env, sops_mac, NAME_NOT_FOUND, holds no value named sops_mac",
        "app.ini, password, NAME_NOT_FOUND, holds no value named password",
        "app.ini, database.public_unencrypted, NOT_ENCRYPTED, in clear text",
        "mac-only-regex.yaml, nested.inner, NOT_ENCRYPTED, in clear text",
        "encrypted-comment.yaml, host, NOT_ENCRYPTED, in clear text",
        "unencrypted-comment.yaml, host, NOT_ENCRYPTED, in clear text",
    })
    void saysWhyANamedValueIsNoKey(String file, String name, KeyProblem problem, String message) {
        KeyException refused = refused(Fixtures.file(file), name, Fixtures.APP);

        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(refused).hasMessageContaining(message).hasMessageContaining(file);
    }

    @Test
    void saysWhereItLookedForIdentities() {
        KeyException refused = refused(Fixtures.file("secrets.yml"), "db_key", Map.of("HOME", "/nowhere"));

        assertThat(refused.problem()).isEqualTo(KeyProblem.NO_IDENTITY);
        assertThat(refused)
                .hasMessageContaining("no age identity was found; looked in SOPS_AGE_KEY, SOPS_AGE_KEY_FILE,")
                .hasMessageContaining("/nowhere/")
                .hasMessageContaining("sops/age/keys.txt")
                .hasMessageContaining("SOPS_AGE_KEY_CMD");
    }

    @Test
    void saysThatNoIdentityIsARecipients() {
        KeyException refused = refused(Fixtures.file("secrets.yml"), "db_key", Fixtures.identity("other"));

        assertThat(refused.problem()).isEqualTo(KeyProblem.NO_MATCHING_RECIPIENT);
        assertThat(refused)
                .hasMessageContaining("none of its 1 age recipients belong to the identities that were found (1)");
    }

    private static KeyException refused(Path file, String name, Map<String, String> environment) {
        KeyException refused = catchThrowableOfType(KeyException.class, () -> Fixtures.value(file, name, environment));
        assertThat(refused).as("the refusal").isNotNull().hasNoCause();
        SECRETS.forEach(secret -> assertThat(refused.getMessage()).doesNotContain(secret));
        return refused;
    }
}
