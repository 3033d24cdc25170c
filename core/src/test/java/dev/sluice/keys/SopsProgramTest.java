package dev.sluice.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.error.KeyException;
import dev.sluice.error.KeyProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/** What is not encrypted for a plain age recipient goes to the program sops; here to scripts in its place. */
class SopsProgramTest {

    @TempDir
    Path folder;

    @BeforeEach
    void onlyWhereThereAreScripts() {
        String system = System.getProperty("os.name");
        assumeTrue(system.equals("Linux"), "the scripts are not for " + system);
    }

    @ParameterizedTest
    @CsvSource({
        "pgp.yaml, is encrypted for pgp",
        "ssh.yaml, is encrypted for an SSH key",
        "quantum.yaml, is encrypted for age's post-quantum keys",
    })
    void saysThatTheProgramIsMissing(String file, String why) {
        KeyException refused = refused(file, Map.of("PATH", folder + ":bin:"));

        assertThat(refused.problem()).isEqualTo(KeyProblem.PROGRAM_MISSING);
        assertThat(refused).hasMessageContaining(file + " " + why + ", which needs the program sops");
    }

    @Test
    void saysThatTheProgramIsMissingAndSoAreIdentities() {
        assertThat(refused("pgp-too.yaml", Map.of()))
                .hasMessageContaining(
                        "is encrypted for pgp and age recipients of whom no plain identity was found, which needs");
        assertThat(refused("secrets.yml", Map.of("SOPS_AGE_KEY", "AGE-PLUGIN-X-1")))
                .hasMessageContaining("is encrypted for age recipients of whom no plain identity was found, which");
    }

    @Test
    void doesWithoutItWhereAnIdentityFits() throws IOException {
        script("exit 1");

        for (String file : new String[] {"pgp-too.yaml", "ssh-too.yaml", "quantum-too.yaml"}) {
            assertThat(Fixtures.value(Fixtures.file(file), "db_key", path(Fixtures.APP)))
                    .isEqualTo("correct horse battery staple");
        }
    }

    @Test
    void leavesToItWhatPluginsAndEncryptedIdentitiesCouldOpen() throws IOException {
        script("printf by-sops");
        Path encrypted = Files.writeString(folder.resolve("keys.txt"), "-----BEGIN AGE ENCRYPTED FILE-----\n");

        for (Map<String, String> environment : List.of(
                Map.of("SOPS_AGE_KEY", "AGE-PLUGIN-YUBIKEY-1XXX"),
                Map.of("SOPS_AGE_KEY", Fixtures.secret("quantum")),
                Map.of("SOPS_AGE_KEY_FILE", encrypted.toString()))) {
            assertThat(Fixtures.value(Fixtures.file("secrets.yml"), "db_key", path(environment)))
                    .isEqualTo("by-sops");
        }
    }

    @Test
    void asksItForOneValueOfTheFile() throws IOException {
        script("printf '%s|' \"$@\" \"$MARK\"");
        Map<String, String> environment = new HashMap<>(path(Map.of()));
        environment.put("MARK", "from the environment");

        String asked = Fixtures.value(Fixtures.file("ssh.env"), "DB_KEY", environment);

        assertThat(asked)
                .isEqualTo("--decrypt|--input-type|dotenv|--extract|[\"DB_KEY\"]|" + Fixtures.file("ssh.env")
                        + "|from the environment|");
    }

    @ParameterizedTest
    @CsvSource({
        "51, MAC_MISMATCH, does not fit",
        "52, MAC_MISMATCH, does not fit",
        "25, TAMPERED, cannot decrypt its values",
        "128, NO_MATCHING_RECIPIENT, finds no key for it",
        "7, PROGRAM_FAILED, ended with exit code 7",
    })
    void translatesItsFailures(int exit, KeyProblem problem, String message) throws IOException {
        script("echo half-a-secret; echo half-a-secret >&2; exit " + exit);

        KeyException refused = refused("ssh.yaml", path(Map.of()));

        assertThat(refused.problem()).isEqualTo(problem);
        assertThat(refused).hasMessageContaining(message).hasNoCause();
        assertThat(refused.getMessage()).doesNotContain("half-a-secret");
    }

    @Test
    void endsItWhenItPrintsTooMuch() throws IOException {
        script("cat /dev/zero");

        assertThat(refused("ssh.yaml", path(Map.of())).problem()).isEqualTo(KeyProblem.PROGRAM_FAILED);
    }

    @Test
    void doesNotRunAPlainFile() throws IOException {
        script("printf no");
        assertThat(folder.resolve("sops").toFile().setExecutable(false)).isTrue();

        assertThat(refused("ssh.yaml", Map.of("PATH", folder.toString())).problem())
                .isEqualTo(KeyProblem.PROGRAM_MISSING);
    }

    @Test
    void endsItWhenTheSubscriberCancels() throws Exception {
        Path started = folder.resolve("started");
        new ProcessBuilder("mkfifo", started.toString()).start().waitFor();
        script("sleep 1000 &\necho $$ $! > '" + started + "'\nwait");
        KeySource source = KeySource.sops(Fixtures.file("ssh.yaml"), "db_key", path(Map.of()));
        Queue<Throwable> late = new ConcurrentLinkedQueue<>();
        Hooks.onErrorDropped(late::add);
        CountDownLatch read = new CountDownLatch(1);
        Schedulers.onScheduleHook("read", task -> () -> {
            task.run();
            read.countDown();
        });

        Disposable subscription = source.resolve().subscribe(key -> key.close(), error -> {});
        String[] processes = Files.readString(started).strip().split(" ", -1);
        subscription.dispose();

        for (String process : processes) {
            var handle = ProcessHandle.of(Long.parseLong(process));
            if (handle.isPresent()) {
                handle.get().onExit().get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(processes)
                .hasSize(2)
                .allSatisfy(process ->
                        assertThat(ProcessHandle.of(Long.parseLong(process))).isEmpty());
        assertThat(read.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(late).isEmpty();
    }

    @AfterEach
    void removeHooks() {
        Hooks.resetOnErrorDropped();
        Schedulers.resetOnScheduleHook("read");
    }

    private static KeyException refused(String file, Map<String, String> environment) {
        KeyException refused = catchThrowableOfType(
                KeyException.class, () -> Fixtures.value(Fixtures.file(file), "db_key", environment));
        assertThat(refused).as("the refusal").isNotNull();
        return refused;
    }

    private Map<String, String> path(Map<String, String> environment) {
        Map<String, String> more = new HashMap<>(environment);
        more.put("PATH", folder + ":" + System.getenv("PATH"));
        return more;
    }

    private void script(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("sops"), "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
