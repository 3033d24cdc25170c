package dev.sluice.keys.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProgramTest {

    private static final Path SHELL = Path.of("/bin/sh");
    private static final Duration LONG = Duration.ofSeconds(60);

    @BeforeEach
    void onlyWhereThereIsAShell() {
        assumeTrue(SHELL.toFile().canExecute(), "this system has no /bin/sh");
    }

    @Test
    void givesTheProgramTheEnvironmentAndNoInput() throws Exception {
        Program program = new Program(Map.of("A", "1", "B", "2"), LONG);

        byte[] output = program.run(SHELL, List.of("-c", "cat; printf \"$A$B$HOME\""), Map.of("B", "3"));

        assertThat(new String(output, StandardCharsets.UTF_8)).isEqualTo("13");
    }

    @Test
    void readsAllThatIsPrinted() throws Exception {
        Program program = new Program(Map.of("PATH", "/usr/bin:/bin"), LONG);

        assertThat(program.run(SHELL, List.of("-c", "head -c 1048576 /dev/zero"), Map.of()))
                .hasSize(1 << 20);
        assertThatIOException()
                .isThrownBy(() -> program.run(SHELL, List.of("-c", "head -c 1048577 /dev/zero"), Map.of()))
                .withMessageContaining("more than 1 MiB");
    }

    @Test
    void endsWhatTakesTooLong() {
        Program program = new Program(Map.of("PATH", "/usr/bin:/bin"), Duration.ZERO);

        assertThatIOException()
                .isThrownBy(() -> program.run(SHELL, List.of("-c", "sleep 1000"), Map.of()))
                .withMessageContaining("did not end within 0 s");
    }

    @Test
    void saysTheExitCode() {
        Program program = new Program(Map.of(), LONG);

        assertThatExceptionOfType(Program.ExitException.class)
                .isThrownBy(() -> program.run(SHELL, List.of("-c", "exit 51"), Map.of()))
                .extracting(Program.ExitException::code)
                .isEqualTo(51);
    }
}
