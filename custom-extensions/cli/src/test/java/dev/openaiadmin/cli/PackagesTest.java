package dev.openaiadmin.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.openaiadmin.cli.terminal.Invocation;
import dev.openaiadmin.cli.terminal.Terminal;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PackagesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.openaiadmin.cli");

    @Test
    void commands_use_what_their_invocation_gives_them() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(OpenAiAdminCommand.class, Invocation.class, Terminal.class)
                .should()
                .accessTargetWhere(describe(
                        "is the environment, a standard stream or the end of the process",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && Set.of("getenv", "in", "out", "err", "console", "exit")
                                        .contains(access.getName())))
                .because("tests run commands with an environment of their own, many in one process")
                .check(CLASSES);
    }

    @Test
    void packages_depend_on_each_other_in_one_direction() {
        String cli = "dev.openaiadmin.cli";
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("program")
                .definedBy(cli)
                .layer("operations")
                .definedBy(cli + ".operations")
                .layer("workflows")
                .definedBy(cli + ".workflows")
                .layer("doctor")
                .definedBy(cli + ".doctor")
                .layer("secrets")
                .definedBy(cli + ".secrets")
                .layer("output")
                .definedBy(cli + ".output")
                .layer("settings")
                .definedBy(cli + ".settings")
                .layer("terminal")
                .definedBy(cli + ".terminal")
                .layer("build")
                .definedBy(cli + ".build")
                .whereLayer("program")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("build")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("operations")
                .mayOnlyBeAccessedByLayers("program")
                .whereLayer("workflows")
                .mayOnlyBeAccessedByLayers("program")
                .whereLayer("output")
                .mayOnlyBeAccessedByLayers("program", "operations", "workflows", "doctor")
                .whereLayer("doctor")
                .mayOnlyBeAccessedByLayers("program")
                .whereLayer("secrets")
                .mayOnlyBeAccessedByLayers("operations", "workflows")
                .whereLayer("terminal")
                .mayNotAccessAnyLayer()
                .because("a command is understood without the others")
                .check(CLASSES);
    }
}
