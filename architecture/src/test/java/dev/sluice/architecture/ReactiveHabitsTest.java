package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReactiveHabitsTest {

    @Test
    void libraryNeverBlocks() {
        ReactiveHabits.NEVER_BLOCKS.check(Code.LIBRARY);
    }

    @Test
    void libraryNeverSubscribesBare() {
        ReactiveHabits.NEVER_SUBSCRIBES_BARE.check(Code.LIBRARY);
    }

    @Test
    void libraryHasNoSynchronizedMethods() {
        ReactiveHabits.NO_SYNCHRONIZED_METHODS.check(Code.LIBRARY);
    }

    @Test
    void libraryLeavesTheConsoleAlone() {
        ReactiveHabits.NO_CONSOLE.check(Code.LIBRARY);
    }

    @Test
    void refusesBlockingAlsoAsAMethodReferenceAndSleeping() {
        assertThat(Code.violations(ReactiveHabits.NEVER_BLOCKS, Code.plantedRoot("reactive")))
                .anyMatch(line -> line.contains("Impatient.waits"))
                .anyMatch(line -> line.contains("Impatient.waitsByReference"))
                .anyMatch(line -> line.contains("Impatient.sleeps"))
                .hasSize(3);
    }

    @Test
    void refusesSubscribingWithoutASubscriber() {
        assertThat(Code.violations(ReactiveHabits.NEVER_SUBSCRIBES_BARE, Code.plantedRoot("reactive")))
                .singleElement()
                .asString()
                .contains("Impatient.firesAndForgets");
    }

    @Test
    void refusesASynchronizedMethodAndTheConsole() {
        String root = Code.plantedRoot("reactive");

        assertThat(List.of(
                        Code.violations(ReactiveHabits.NO_SYNCHRONIZED_METHODS, root),
                        Code.violations(ReactiveHabits.NO_CONSOLE, root)))
                .allSatisfy(
                        lines -> assertThat(lines).singleElement().asString().contains("Impatient."));
    }
}
