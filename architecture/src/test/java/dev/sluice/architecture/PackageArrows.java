package dev.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which package may use which. A package not listed here has no place yet, and that is a violation, too. */
final class PackageArrows {

    private static final String FACADE = "";

    private static final Set<String> CORE =
            Set.of(FACADE, "error", "json", "keys", "mapping", "settings", "spi", "sql");

    /** Package below the root (empty: the root itself) to the packages it may use. */
    private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(
            Map.entry("error", Set.of()),
            Map.entry("sql", Set.of("error")),
            Map.entry("settings", Set.of("error")),
            Map.entry("keys", Set.of("error", "settings")),
            Map.entry("mapping", Set.of("error")),
            Map.entry("json", Set.of("mapping")),
            Map.entry("spi", Set.of("error", "settings", "sql")),
            Map.entry("generic", Set.of("error", "mapping", "settings", "spi", "sql")),
            Map.entry(FACADE, Set.of("error", "generic", "mapping", "settings", "spi", "sql")),
            feature("migration"),
            feature("schema", "migration"),
            feature("encryption"),
            feature("repository", "encryption"),
            feature("outbox"),
            feature("live"),
            feature("cache"),
            Map.entry("sqlite", CORE),
            Map.entry("cockroach", CORE),
            Map.entry("testkit", CORE));

    private PackageArrows() {}

    /** The rule for the packages under a root. */
    static ArchRule under(String root) {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(useOnlyWhatTheirPackageMay(root))
                .as("packages use only what the design allows them");
    }

    private static Map.Entry<String, Set<String>> feature(String name, String... others) {
        return Map.entry(name, Stream.concat(CORE.stream(), Stream.of(others)).collect(Collectors.toUnmodifiableSet()));
    }

    private static ArchCondition<JavaClass> useOnlyWhatTheirPackageMay(String root) {
        return new ArchCondition<>("use only what their package may") {
            @Override
            public void check(JavaClass user, ConditionEvents events) {
                String from = place(root, user);
                if (!ALLOWED.containsKey(from)) {
                    events.add(SimpleConditionEvent.violated(
                            user, "%s: package '%s' has no place in the design".formatted(user.getName(), from)));
                    return;
                }
                user.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> !isAllowed(root, from, dependency))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
            }
        };
    }

    private static boolean isAllowed(String root, String from, Dependency dependency) {
        JavaClass used = dependency.getTargetClass().getBaseComponentType();
        if (!isUnder(root, used.getPackageName())) {
            return true;
        }
        String to = place(root, used);
        return from.equals(to) || ALLOWED.getOrDefault(from, Set.of()).contains(to);
    }

    private static boolean isUnder(String root, String packageName) {
        return packageName.equals(root) || packageName.startsWith(root + ".");
    }

    /** The first segment of the package below the root: adapters may divide theirs as they like. */
    private static String place(String root, JavaClass type) {
        String packageName = type.getPackageName();
        return packageName.equals(root)
                ? FACADE
                : packageName.substring(root.length() + 1).split("\\.", 2)[0];
    }
}
