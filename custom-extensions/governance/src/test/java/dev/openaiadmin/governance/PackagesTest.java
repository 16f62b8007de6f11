package dev.openaiadmin.governance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.openaiadmin.governance.blueprint.ExactPart;
import dev.openaiadmin.governance.blueprint.PlannedChange;
import dev.openaiadmin.governance.blueprint.Removal;
import dev.openaiadmin.governance.blueprint.internal.kinds.DesiredGroup;
import dev.openaiadmin.governance.blueprint.internal.kinds.Parts;
import dev.openaiadmin.governance.blueprint.internal.kinds.Places;
import dev.openaiadmin.governance.blueprint.internal.kinds.ResourceKind;
import dev.openaiadmin.governance.blueprint.internal.kinds.ResourceKinds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackagesTest {
    private static final String ROOT = "dev.openaiadmin.governance";
    private static final String BLUEPRINT = ROOT + ".blueprint";
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void packages_below_the_root_use_only_its_exceptions_and_its_kinds_of_changes() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".audit",
                        ROOT + ".blueprint..",
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
                        .and(belongToAnyOf(GovernanceException.class, LockHeldException.class, ChangeKind.class)
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
                .dependOnClassesThat(are(resideInAPackage(ROOT + ".blueprint..")))
                .because("an apply stores keys, and a rotation needs no blueprint")
                .check(CODE);
    }

    @Test
    void kinds_of_resources_know_the_values_of_plans_and_not_how_plans_are_made() {
        noClasses()
                .that()
                .resideInAPackage(BLUEPRINT + ".internal..")
                .should()
                .dependOnClassesThat(are(resideInAPackage(BLUEPRINT))
                        .and(belongToAnyOf(ExactPart.class, PlannedChange.class, Removal.class)
                                .negate()))
                .because("planning and adoption use the kinds, and another kind changes neither of them")
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage(BLUEPRINT + ".internal.scope")
                .should()
                .dependOnClassesThat(are(resideInAPackage(BLUEPRINT + ".internal.kinds")))
                .because("the kinds use the scope that they are planned in")
                .check(CODE);
    }

    @Test
    void planning_and_adoption_see_no_single_kind() {
        classes()
                .that()
                .resideInAPackage(BLUEPRINT + ".internal.kinds")
                .and()
                .arePublic()
                .should(be(belongToAnyOf(
                        Parts.class, ResourceKind.class, ResourceKinds.class, DesiredGroup.class, Places.class)))
                .because("what one kind needs stays in its class")
                .check(CODE);
    }

    @Test
    void what_is_internal_to_blueprints_is_used_by_blueprints_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BLUEPRINT + "..")
                .should()
                .dependOnClassesThat(are(resideInAPackage(BLUEPRINT + ".internal..")))
                .because("other workflows plan and apply as users do")
                .check(CODE);
    }
}
