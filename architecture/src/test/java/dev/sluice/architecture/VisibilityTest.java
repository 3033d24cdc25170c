package dev.sluice.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VisibilityTest {

    /** Types that only users name. One leaves this list as soon as our own API names it. */
    private static final Set<String> STARTING_POINTS = Set.of(
            "dev.sluice.Database",
            "dev.sluice.json.Jackson",
            "dev.sluice.keys.CipherSettings",
            "dev.sluice.sql.SqlScript",
            // BlockHound finds it on the class path; the module cannot provide it.
            "dev.sluice.sqlite.DriverBlockHoundIntegration",
            "dev.sluice.sqlite.SqliteEncryption",
            "dev.sluice.sqlite.SqliteInsight",
            "dev.sluice.testkit.SluiceTest",
            // A class with one public constructor is what the contract about mapping maps rows to.
            "dev.sluice.testkit.contract.MappingContract$Point");

    @Test
    void publishedTypesArePublicOnlyWhereTheyNeedIt() throws IOException {
        Set<ModuleDescriptor> modules = ourModules();
        Set<String> exported = modules.stream()
                .flatMap(module -> module.exports().stream())
                .filter(export -> !export.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        Set<String> provided = modules.stream()
                .flatMap(module -> module.provides().stream())
                .flatMap(service -> service.providers().stream())
                .collect(Collectors.toSet());

        Visibility.rule(exported, isStartingPoint(provided)).check(Code.PUBLISHED);
    }

    @Test
    void everyPublishedModuleHasADescriptor() throws IOException {
        assertThat(ourModules())
                .extracting(ModuleDescriptor::name)
                .containsExactlyInAnyOrder("dev.sluice.core", "dev.sluice.sqlite", "dev.sluice.testkit");
    }

    @Test
    void refusesPublicTypesThatNobodyNeeds() {
        String root = Code.plantedRoot("visibility");
        Predicate<JavaClass> start = type -> type.getSimpleName().equals("Start");

        assertThat(Code.violations(Visibility.rule(Set.of(root + ".api"), start), root))
                .anyMatch(line -> line.contains("api.Leftover"))
                .anyMatch(line -> line.contains("hidden.Unshared"))
                .hasSize(2);
    }

    /**
     * A contract is inherited by each backend's tests, a provider found by ServiceLoader, and the adapter SPI is there
     * from the first day, whoever uses it.
     */
    private static Predicate<JavaClass> isStartingPoint(Set<String> provided) {
        return type -> STARTING_POINTS.contains(type.getName())
                || provided.contains(type.getName())
                || type.getSimpleName().endsWith("Contract")
                || type.getPackageName().equals(Code.ROOT + ".spi");
    }

    private static Set<ModuleDescriptor> ourModules() throws IOException {
        Set<ModuleDescriptor> modules = new HashSet<>();
        for (URL descriptor : Collections.list(Code.class.getClassLoader().getResources("module-info.class"))) {
            try (InputStream in = descriptor.openStream()) {
                modules.add(ModuleDescriptor.read(in));
            }
        }
        modules.removeIf(module -> !module.name().startsWith(Code.ROOT + "."));
        return modules;
    }
}
