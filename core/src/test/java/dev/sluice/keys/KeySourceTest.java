package dev.sluice.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class KeySourceTest {

    private static final String HEX = "000102030405060708090a0b0c0d0e0f";

    @Test
    void readsTheVariableAtEachResolve() {
        Map<String, String> environment = new HashMap<>(Map.of("DB_KEY", "first"));
        KeySource source = KeySource.environment("DB_KEY", environment);
        Mono<Key> resolved = source.resolve();

        environment.put("DB_KEY", "second");

        assertThat(Fixtures.value(source)).isEqualTo("second");
        StepVerifier.create(resolved)
                .assertNext(key -> assertThat(key.isRaw()).isFalse())
                .verifyComplete();
        assertThat(source).hasToString("environment variable DB_KEY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hex:" + HEX, "x'" + HEX + "'", "base64:AAECAwQFBgcICQoLDA0ODw=="})
    void readsRawKeysInThreeNotations(String text) {
        try (Key key = resolve(text)) {
            assertThat(key.isRaw()).isTrue();
            assertThat(key.bytes()).isEqualTo(HexFormat.of().parseHex(HEX));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x'", "HEX:00", " hex:00", "xx'00'", "it's x'00'", "hexagon", "x'apostrophe"})
    void takesOtherTextAsAPassphrase(String text) {
        try (Key key = resolve(text)) {
            assertThat(key.isRaw()).isFalse();
        }
        assertThat(Fixtures.value(KeySource.environment("K", Map.of("K", text))))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hex:0001020304050607080910111213141", // an odd number of digits
                "hex:000102030405060708091011121314zz",
                "hex:0001",
                "hex:",
                "x'secret'",
                "base64:secret!",
                "base64:AAEC"
            })
    void refusesWhatBeginsLikeARawKeyAndIsNone(String text) {
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> resolve(text))
                .withMessageContaining("environment variable K")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("secret", "0102", "zz", "AAEC"))
                .withNoCause()
                .extracting(KeyException::problem)
                .isEqualTo(KeyProblem.UNUSABLE);
    }

    @Test
    void saysThatTheVariableIsMissingOrEmpty() {
        assertProblem(KeySource.environment("DB_KEY", Map.of()), KeyProblem.NOT_SET, "DB_KEY is not set");
        assertProblem(KeySource.environment("DB_KEY", Map.of("DB_KEY", "")), KeyProblem.NOT_SET, "DB_KEY is empty");
    }

    @Test
    void readsThisProcesssEnvironment() {
        assertThat(Fixtures.value(KeySource.environment("PATH"))).isEqualTo(System.getenv("PATH"));
    }

    @Test
    void givesEachSubscriberACopyOfAGivenKey() {
        char[] passphrase = "hex:not raw".toCharArray();
        KeySource source = KeySource.passphrase(passphrase);
        passphrase[0] = 'X';

        source.resolve().block(Fixtures.SOON).close();

        assertThat(Fixtures.value(source)).isEqualTo("hex:not raw");
        assertThat(source).hasToString("a passphrase given in code");
        assertThat(KeySource.raw(new byte[32])).hasToString("a raw key given in code");
    }

    @Test
    void wipesTheKeyWhenTheWorkEnds() {
        List<Key> used = new ArrayList<>();
        KeySource source = KeySource.passphrase("secret".toCharArray());

        StepVerifier.create(source.use(key -> {
                    used.add(key);
                    return Mono.just(key.bytes().length);
                }))
                .expectNext(6)
                .verifyComplete();
        StepVerifier.create(source.use(key -> {
                    used.add(key);
                    return Mono.error(new IllegalArgumentException("work failed"));
                }))
                .verifyErrorMessage("work failed");
        Disposable waiting = source.use(key -> {
                    used.add(key);
                    return Mono.never();
                })
                .subscribe();
        assertThat(used.get(2).bytes()).hasSize(6);
        waiting.dispose();

        assertThat(used)
                .hasSize(3)
                .allSatisfy(key ->
                        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(key::bytes));
    }

    @Test
    void readsFilesOnlyWhereBlockingIsAllowed() {
        AtomicReference<String> thread = new AtomicReference<>();
        KeySource source = KeySource.sops(Fixtures.file("secrets.yml"), "db_key", Fixtures.APP);

        StepVerifier.create(source.use(key -> Mono.fromCallable(() -> {
                            thread.set(Thread.currentThread().getName());
                            return key.bytes().length;
                        }))
                        .subscribeOn(Schedulers.parallel()))
                .expectNext("correct horse battery staple".length())
                .expectComplete()
                .verify(Fixtures.SOON);

        assertThat(thread.get()).startsWith("boundedElastic");
    }

    @Test
    void readsNothingBeforeItIsSubscribedTo() {
        KeySource source = KeySource.sops(Fixtures.file("secrets.yml").resolveSibling("missing.yml"), "k", Map.of());

        Mono<Key> resolved = source.resolve();

        StepVerifier.create(resolved).verifyError(KeyException.class);
        assertThat(source.toString()).startsWith("key k of SOPS file ").endsWith("missing.yml");
    }

    private static Key resolve(String text) {
        return KeySource.environment("K", Map.of("K", text)).resolve().block(Fixtures.SOON);
    }

    private static void assertProblem(KeySource source, KeyProblem problem, String message) {
        StepVerifier.create(source.resolve())
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                KeyException.class,
                                refused -> assertThat(refused.problem()).isEqualTo(problem))
                        .hasMessageContaining(message))
                .verify(Fixtures.SOON);
    }
}
