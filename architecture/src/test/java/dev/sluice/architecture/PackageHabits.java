package dev.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** What every package has, and is not called. */
final class PackageHabits {

    /** Packages are the user's concepts, never mechanics. */
    static final ArchRule NAMED_BY_CONCEPT = noClasses()
            .should()
            .resideInAnyPackage(
                    "..impl..", "..internal..", "..util..", "..utils..", "..common..", "..support..", "..helper..");

    /** NullAway looks only at what is marked. */
    static final ArchRule NULL_MARKED = classes().should(new ArchCondition<>("be in a package marked @NullMarked") {
        @Override
        public void check(JavaClass type, ConditionEvents events) {
            if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                events.add(SimpleConditionEvent.violated(
                        type, "%s: its package-info.java lacks @NullMarked".formatted(type.getName())));
            }
        }
    });

    private PackageHabits() {}
}
