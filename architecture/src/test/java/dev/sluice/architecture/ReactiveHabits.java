package dev.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What library code on a reactive path does not do. */
final class ReactiveHabits {

    private static final Set<String> BLOCKING =
            Set.of("block", "blockOptional", "blockFirst", "blockLast", "toIterable", "toStream");

    /** A caller's thread may be one that must not wait. */
    static final ArchRule NEVER_BLOCKS = noClasses()
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "blocks on a Mono or Flux", access -> isOnPublisher(access) && BLOCKING.contains(access.getName())))
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    /** What is subscribed to without a subscriber loses its errors, its Context and its cancellation. */
    static final ArchRule NEVER_SUBSCRIBES_BARE = noClasses()
            .should()
            .accessTargetWhere(DescribedPredicate.describe(
                    "subscribes without a subscriber", access -> isOnPublisher(access) && isBareSubscribe(access)));

    /** A lock held by the whole method is held around whatever it calls. Who overrides one of the JDK's has no choice. */
    static final ArchRule NO_SYNCHRONIZED_METHODS = noMethods()
            .that(DescribedPredicate.describe(
                    "do not override a synchronized method", method -> !overridesSynchronized(method)))
            .should()
            .haveModifier(JavaModifier.SYNCHRONIZED);

    /** A library logs; the console is the application's. */
    static final ArchRule NO_CONSOLE = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    private ReactiveHabits() {}

    private static boolean overridesSynchronized(JavaMethod method) {
        return method.getOwner().getAllRawSuperclasses().stream()
                .flatMap(parent -> parent.getMethods().stream())
                .filter(overridden -> overridden.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                .anyMatch(overridden -> overridden.getName().equals(method.getName())
                        && overridden.getRawParameterTypes().equals(method.getRawParameterTypes()));
    }

    private static boolean isOnPublisher(JavaAccess<?> access) {
        return access.getTargetOwner().isEquivalentTo(Mono.class)
                || access.getTargetOwner().isEquivalentTo(Flux.class);
    }

    private static boolean isBareSubscribe(JavaAccess<?> access) {
        return access.getTarget().getFullName().endsWith(".subscribe()");
    }
}
