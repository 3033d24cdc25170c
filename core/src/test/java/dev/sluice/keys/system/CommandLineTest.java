package dev.sluice.keys.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {

    @Test
    void splitsCommandsAsAShellDoes() {
        assertThat(CommandLine.split("a  'b c' \"d \\\" e\"f g\\ h '' '\\'"))
                .containsExactly("a", "b c", "d \" ef", "g h", "", "\\");
        assertThat(CommandLine.split("$(id) `id` | x > y;")).containsExactly("$(id)", "`id`", "|", "x", ">", "y;");
        assertThat(CommandLine.split("a 'b")).isEmpty();
        assertThat(CommandLine.split("  ")).isEmpty();
    }
}
