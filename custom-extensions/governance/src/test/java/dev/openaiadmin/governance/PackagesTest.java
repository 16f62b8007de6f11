package dev.openaiadmin.governance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackagesTest {
    private static final String ROOT = "dev.openaiadmin.governance";
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packages_below_the_root_use_only_its_exception_and_its_kinds_of_changes() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".audit",
                        ROOT + ".blueprint",
                        ROOT + ".costs",
                        ROOT + ".focus",
                        ROOT + ".internal..",
                        ROOT + ".journal",
                        ROOT + ".keys",
                        ROOT + ".limits",
                        ROOT + ".metrics",
                        ROOT + ".offboarding",
                        ROOT + ".policy",
                        ROOT + ".reports",
                        ROOT + ".snapshots",
                        ROOT + ".text",
                        ROOT + ".usage")
                .should()
                .dependOnClassesThat(are(resideInAPackage(ROOT))
                        .and(JavaClass.Predicates.belongToAnyOf(GovernanceException.class, ChangeKind.class)
                                .negate()))
                .because("the root is the entry that puts the packages together")
                .check(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit", "costs", "focus", "limits", "policy", "snapshots", "usage"})
    void what_only_reads_or_sets_limits_needs_no_other_workflow(String room) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room)
                .should()
                .dependOnClassesThat(are(resideInAPackage(ROOT + ".."))
                        .and(resideInAnyPackage(
                                        ROOT,
                                        ROOT + ".internal..",
                                        ROOT + ".reports",
                                        ROOT + ".text",
                                        ROOT + "." + room)
                                .negate()))
                .because("whoever reads a workflow reads one package")
                .check(CODE);
    }

    @Test
    void keys_do_not_know_blueprints() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".keys")
                .should()
                .dependOnClassesThat(are(resideInAPackage(ROOT + ".blueprint")))
                .because("an apply stores keys, and a rotation needs no blueprint")
                .check(CODE);
    }
}
