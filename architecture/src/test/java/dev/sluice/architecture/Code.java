package dev.sluice.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The classes that rules are checked on. */
final class Code {

    static final String ROOT = "dev.sluice";

    /** Main code of every published module. */
    static final JavaClasses PUBLISHED = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** What runs in applications: the published modules without the testkit. */
    static final JavaClasses LIBRARY =
            PUBLISHED.that(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage(ROOT + ".testkit..")));

    private Code() {}

    /** The root under which a rule's violations are planted. */
    static String plantedRoot(String rule) {
        return Code.class.getPackageName() + ".planted." + rule;
    }

    /** What the rule says about the violations planted for it, one line each. */
    static List<String> violations(ArchRule rule, String plantedRoot) {
        return rule.evaluate(new ClassFileImporter().importPackages(plantedRoot))
                .getFailureReport()
                .getDetails();
    }
}
