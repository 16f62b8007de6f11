package dev.openaiadmin.cli;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class PackagesTest {
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
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(cli));
    }
}
