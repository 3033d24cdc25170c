package dev.sluice.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class PackageArrowsTest {

    private static final ArchRule ARROWS = PackageArrows.under(Code.ROOT);

    /** One slice per package: the usual {@code dev.sluice.(*)..} would miss a circle through the root package. */
    private static final ArchRule NO_CIRCLES =
            slices().matching("(**)").should().beFreeOfCycles();

    @Test
    void everyPublishedModuleIsSeen() {
        assertThat(Code.PUBLISHED)
                .extracting(type -> type.getPackageName())
                .contains("dev.sluice.error", "dev.sluice.spi", "dev.sluice.sqlite", "dev.sluice.testkit");
    }

    @Test
    void packagesUseOnlyWhatTheDesignAllows() {
        ARROWS.check(Code.PUBLISHED);
    }

    @Test
    void noPackagesFormACircle() {
        NO_CIRCLES.check(Code.PUBLISHED);
    }

    @Test
    void refusesAnArrowAgainstTheDesign() {
        String root = Code.plantedRoot("arrows");

        assertThat(Code.violations(PackageArrows.under(root), root))
                .anyMatch(line -> line.contains("sql.Lexer") && line.contains("spi.Dialect"))
                .anyMatch(line -> line.contains("sqlite.Driver") && line.contains("cockroach.Pool"))
                .anyMatch(line -> line.contains("package 'stray' has no place in the design"))
                .hasSize(3);
    }

    @Test
    void refusesACircleThroughTheRootPackage() {
        assertThat(Code.violations(NO_CIRCLES, Code.plantedRoot("circle")))
                .singleElement()
                .asString()
                .contains("circle.Facade", "circle.feature.Feature");
    }
}
