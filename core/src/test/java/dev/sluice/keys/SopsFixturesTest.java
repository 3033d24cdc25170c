package dev.sluice.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value read is the plain one, and every file's integrity check passes, in all formats and by all rules. */
class SopsFixturesTest {

    private static final String UNICODE = "pässwörd-密码-🔑";

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("values")
    void readsTheValueThatWasEncrypted(String file, String name, String expected) {
        assertThat(Fixtures.value(Fixtures.file(file), name, Fixtures.APP)).isEqualTo(expected);
    }

    static Stream<Arguments> values() {
        return Stream.of(
                        Stream.of(
                                value("secrets.yml", "database_key", "my-sqlcipher-passphrase"),
                                value("secrets.yml", "db_key", "correct horse battery staple"),
                                value("recipients.yaml", "db_key", "correct horse battery staple"),
                                value("quantum-too.yaml", "db_key", "correct horse battery staple"),
                                value("ssh-too.yaml", "db_key", "correct horse battery staple"),
                                value("pgp-too.yaml", "api_token", "tk_live_0123456789")),
                        complex("complex.yaml"),
                        complex("yaml-as.json"),
                        complex("mac-only.yaml"),
                        json("complex.json"),
                        json("mac-only.json"),
                        flat("app.env"),
                        flat("mac-only.env"),
                        sections("app.ini"),
                        sections("mac-only.ini"),
                        partly(),
                        Stream.of(
                                value("documents.yaml", "db_key", "first"),
                                value("whole.txt", "data", "the whole file\nis one value\n"),
                                value("encrypted-comment.yaml", "map.list.1", "hidden"),
                                value("encrypted-comment.yaml", "db_key", "hidden"),
                                value("unencrypted-comment.yaml", "map.list.0", "visible")))
                .flatMap(rows -> rows);
    }

    private static Arguments value(String file, String name, String expected) {
        return Arguments.of(file, name, expected);
    }

    private static Stream<Arguments> complex(String file) {
        return Stream.of(
                value(file, "db_key", "key with spaces, \"quotes\" and : colons"),
                value(file, "database.password", UNICODE),
                value(file, "database.deep.deeper.deepest", "bottom"),
                value(file, "numbers.int", "42"),
                value(file, "numbers.big", "9223372036854775807"),
                value(file, "text.looks_bool", "true"),
                value(file, "text.multi", "first line\nsecond line\n"),
                value(file, "text.spaces", "  around  "),
                value(file, "text.backslash", "C:\\x"),
                value(file, "list.0", "first"),
                value(file, "dotted.name", "dotted"),
                value(file, "colon:name", "colon"),
                value(file, "ключ", "значение"));
    }

    private static Stream<Arguments> json(String file) {
        return Stream.of(
                value(file, "db_key", "from json"),
                value(file, "nested.list.0", "a"),
                value(file, "nested.list.7.x", "y"),
                value(file, "nested.list.8.0", "z"),
                value(file, "int", "9007199254740993"),
                value(file, "unicode", UNICODE + " \" \\ / \b \n"));
    }

    private static Stream<Arguments> flat(String file) {
        return Stream.of(
                value(file, "DB_KEY", "dotenv passphrase = with equals"),
                value(file, "QUOTED", "\"kept as it stands\""),
                value(file, "UNICODE", UNICODE),
                value(file, "MULTI", "first\nsecond"),
                value(file, "SPACES", "  around  "));
    }

    private static Stream<Arguments> sections(String file) {
        return Stream.of(
                value(file, "db_key", "ini passphrase"),
                value(file, "DEFAULT.top", "level"),
                value(file, "database.password", UNICODE),
                value(file, "database.quoted", "  around  "),
                value(file, "database.semicolon", "a;b#c"),
                value(file, "section two.colon", "value"));
    }

    private static Stream<Arguments> partly() {
        return Stream.of(
                value("encrypted-suffix.yaml", "db_key_secret", "hidden"),
                value("encrypted-suffix.yaml", "nested_secret.list.1", "1"),
                value("unencrypted-suffix.yaml", "nested.inner", "visible"),
                value("encrypted-regex.yaml", "nested.inner_secret", "also hidden"),
                value("encrypted-regex.json", "nested_secret.inner", "hidden too"),
                value("unencrypted-regex.yaml", "nested_secret.inner", "hidden too"),
                value("mac-only-regex.yaml", "nested_secret.inner", "hidden too"),
                value("encrypted-regex.env", "DB_KEY", "dotenv passphrase = with equals"),
                value("encrypted-regex.ini", "database.password", UNICODE));
    }

    @Test
    void readsRawKeysAsBytes() {
        byte[] expected = new byte[32];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = (byte) i;
        }
        for (String name : new String[] {"hex_key", "base64_key"}) {
            KeySource source = KeySource.sops(Fixtures.file("complex.yaml"), name, Fixtures.APP);
            try (Key key = source.resolve().block(Fixtures.SOON)) {
                assertThat(key.isRaw()).isTrue();
                assertThat(key.bytes()).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"app, other", "app, third", "other, stranger", "other, third"})
    void combinesTheSharesOfTwoKeyGroups(String one, String another) {
        Map<String, String> both = Map.of("SOPS_AGE_KEY", Fixtures.secret(one) + " " + Fixtures.secret(another));

        assertThat(Fixtures.value(Fixtures.file("groups.yaml"), "db_key", both))
                .isEqualTo("correct horse battery staple");
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "stranger"})
    void refusesASingleShare(String one) {
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> Fixtures.value(Fixtures.file("groups.yaml"), "db_key", Fixtures.identity(one)))
                .withMessageContaining("too few of its 4 age recipients")
                .withMessageContaining("2 of its 3 key groups are needed")
                .extracting(KeyException::problem)
                .isEqualTo(KeyProblem.NO_MATCHING_RECIPIENT);
    }
}
