package dev.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Nothing is public that need not be. A type needs it when another package uses it; in an exported package also when it
 * is an exception, a place where users start, or named by a public member of another public type.
 */
final class Visibility extends ArchCondition<JavaClass> {

    private final Set<String> exportedPackages;
    private final Predicate<JavaClass> startingPoint;
    private Set<JavaClass> named = Set.of();

    private Visibility(Set<String> exportedPackages, Predicate<JavaClass> startingPoint) {
        super("be public only where they need it");
        this.exportedPackages = exportedPackages;
        this.startingPoint = startingPoint;
    }

    /**
     * The rule.
     *
     * @param exportedPackages packages that users may import
     * @param startingPoint types that users name although none of our own public members does
     */
    static ArchRule rule(Set<String> exportedPackages, Predicate<JavaClass> startingPoint) {
        return classes().should(new Visibility(exportedPackages, startingPoint));
    }

    @Override
    public void init(Collection<JavaClass> everything) {
        named = everything.stream()
                .filter(this::isOffered)
                .flatMap(Visibility::namedByMembers)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (isReachable(type) && !isUsedElsewhere(type) && !isPartOfTheApi(type)) {
            String message =
                    "%s is public, but no other package and no public member needs it".formatted(type.getName());
            events.add(SimpleConditionEvent.violated(type, message));
        }
    }

    private boolean isPartOfTheApi(JavaClass type) {
        // A starting point may stand in a hidden package: ServiceLoader's providers do.
        return startingPoint.test(type)
                || (exportedPackages.contains(type.getPackageName())
                        && (type.isAssignableTo(Throwable.class) || named.contains(type)));
    }

    private boolean isOffered(JavaClass type) {
        return isReachable(type) && exportedPackages.contains(type.getPackageName());
    }

    private static boolean isUsedElsewhere(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .anyMatch(dependency ->
                        !dependency.getOriginClass().getPackageName().equals(type.getPackageName()));
    }

    private static boolean isReachable(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(Visibility::isReachable).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> namedByMembers(JavaClass type) {
        return type.getMembers().stream()
                .filter(member -> isVisible(member.getModifiers()))
                .flatMap(member -> member.getAllInvolvedRawTypes().stream())
                .map(JavaClass::getBaseComponentType)
                .filter(named -> !named.equals(type));
    }
}
