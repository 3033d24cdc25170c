package dev.sluice.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(
            ints = {'\n', '\r', 0, 0x1b, 0x7f, 0x85, 0xad, 0x200b, 0x202e, 0x2028, 0x2029, 0xfeff, 0xe0001, 0xd800})
    void escapesWhatHidesItselfOrChangesHowOthersAreShown(int codePoint) {
        String text = "a" + Character.toString(codePoint) + "b";

        assertThat(Printable.escape(text)).isEqualTo("a\\u%04xb", codePoint);
        assertThat(Printable.shorten("SELECT '" + text + "'")).doesNotContain(Character.toString(codePoint));
    }

    @Test
    void leavesEverythingElseAsItIs() {
        assertThat(Printable.escape("Übung, 数, 😀 \\ '\"")).isEqualTo("Übung, 数, 😀 \\ '\"");
    }

    @Test
    void putsAStatementOnOneLineAndCutsIt() {
        assertThat(Printable.shorten(" SELECT\n\t1 ")).isEqualTo("SELECT 1");
        assertThat(Printable.shorten("x".repeat(500))).isEqualTo("x".repeat(500));
        assertThat(Printable.shorten("x".repeat(501))).isEqualTo("x".repeat(500) + "…");
    }

    @Test
    void cutsBetweenCharactersOnly() {
        assertThat(Printable.shorten("x".repeat(499) + "😀😀")).isEqualTo("x".repeat(499) + "😀…");
    }
}
