package dev.sluice.keys;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The files in src/test/resources/sops, made by the real sops. */
final class Fixtures {

    static final Duration SOON = Duration.ofSeconds(30);

    /** Whoever holds the identity that most files are encrypted for, and nothing else. */
    static final Map<String, String> APP = identity("app");

    private Fixtures() {}

    static Path file(String name) {
        try {
            return Path.of(Fixtures.class.getResource("/sops/" + name).toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Map<String, String> identity(String name) {
        return Map.of("SOPS_AGE_KEY_FILE", file("keys/" + name + ".txt").toString());
    }

    /** The text of an identity, without the comments around it. */
    static String secret(String name) {
        return text(file("keys/" + name + ".txt"))
                .lines()
                .filter(line -> line.startsWith("AGE-SECRET-KEY-"))
                .findFirst()
                .orElseThrow();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** The value of a file as text. */
    static String value(Path file, String name, Map<String, String> environment) {
        return value(KeySource.sops(file, name, environment));
    }

    /** What a source gives, as text. */
    static String value(KeySource source) {
        return source.use(key -> Mono.just(new String(key.bytes(), StandardCharsets.UTF_8)))
                .block(SOON);
    }
}
