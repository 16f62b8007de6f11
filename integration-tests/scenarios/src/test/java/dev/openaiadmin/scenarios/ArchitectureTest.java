package dev.openaiadmin.scenarios;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.openaiadmin.OpenAiAdminException;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // What the kit keeps of others under names of its own.
            .withImportOption(location -> !location.contains("/dev/openaiadmin/testkit/shaded/"))
            .importPackages("dev.openaiadmin");

    @Test
    void the_kit_knows_neither_client_nor_generated_code() {
        noClasses()
                .that()
                .resideInAPackage("dev.openaiadmin.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.openaiadmin",
                        "dev.openaiadmin.api..",
                        "dev.openaiadmin.model..",
                        "dev.openaiadmin.client..")
                .because("a kit that shares the client's code shares its mistakes")
                .check(CODE);
    }

    @Test
    void generated_code_does_not_know_the_client() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.openaiadmin", "dev.openaiadmin.api..", "dev.openaiadmin.model..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.openaiadmin.client..")
                .because("interfaces and records serve other clients as well")
                .check(CODE);
    }

    @Test
    void records_depend_on_annotations_of_jackson_alone() {
        noClasses()
                .that()
                .resideInAPackage("dev.openaiadmin.model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.fasterxml.jackson.core..", "com.fasterxml.jackson.databind..", "feign..")
                .because("they have to work with Jackson 2 and 3, and without Feign")
                .check(CODE);
    }

    @Test
    void the_client_shows_no_transport_and_no_json_library() {
        noClasses()
                .that()
                .resideInAPackage("dev.openaiadmin.client..")
                .and()
                .arePublic()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hc..", "com.fasterxml.jackson..")
                .because("they are chosen by measurement, and may be chosen anew")
                .check(CODE);
    }

    @Test
    void one_class_of_the_client_knows_the_library_that_it_can_do_without() {
        noClasses()
                .that()
                .resideInAPackage("dev.openaiadmin.client..")
                .and()
                .haveNameNotMatching(".*[.]Databind([$].*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.databind..")
                .because("it is missing in applications that add nothing but the client")
                .check(CODE);
    }

    @Test
    void only_the_classes_of_the_transport_know_the_network() {
        noClasses()
                .that()
                .resideInAPackage("dev.openaiadmin.client..")
                .and()
                .haveNameNotMatching(
                        ".*[.](Transport|Connections|DirectExchange|Proxies|WatchedExecutor|QuietConnection|Routes|Tls|Outgoing|Origin"
                                + "|Progress|NetworkFailure)([$].*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hc..", "java.net.http..")
                .because("the stages of a call do not know each other")
                .check(CODE);
    }

    @Test
    void what_is_thrown_on_purpose_has_one_root() {
        classes()
                .that()
                .areAssignableTo(RuntimeException.class)
                .and()
                .resideOutsideOfPackage("dev.openaiadmin.testkit..")
                .should()
                .beAssignableTo(OpenAiAdminException.class)
                .because("users catch all of it in one place")
                .check(CODE);
    }

    @Test
    void classes_are_final_or_roots_of_a_hierarchy_of_exceptions() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .areNotAssignableTo(OpenAiAdminException.class)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("what is not made for extension cannot be broken by it")
                .check(CODE);
    }

    @Test
    void no_class_is_a_drawer() {
        noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager|Impl)")
                .because("a name says what a class is for")
                .check(CODE);
    }
}
