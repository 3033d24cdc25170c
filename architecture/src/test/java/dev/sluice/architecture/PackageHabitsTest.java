package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackageHabitsTest {

    @Test
    void packagesAreNamedByConcept() {
        PackageHabits.NAMED_BY_CONCEPT.check(Code.PUBLISHED);
    }

    @Test
    void packagesAreNullMarked() {
        PackageHabits.NULL_MARKED.check(Code.PUBLISHED);
    }

    @Test
    void refusesAPackageNamedByMechanics() {
        assertThat(Code.violations(PackageHabits.NAMED_BY_CONCEPT, Code.plantedRoot("naming")))
                .singleElement()
                .asString()
                .contains("naming.util.Strings");
    }

    @Test
    void refusesAPackageWithoutNullMarked() {
        assertThat(Code.violations(PackageHabits.NULL_MARKED, Code.plantedRoot("nullness")))
                .singleElement()
                .asString()
                .contains("nullness.unmarked.Careless");
    }
}
