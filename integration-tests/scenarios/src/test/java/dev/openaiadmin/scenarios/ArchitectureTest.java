package dev.openaiadmin.scenarios;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.tests.ProjectFiles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    /** All modules; of the two starters, which have the same packages, the newer one. */
    private static final JavaClasses CODE = allModules();

    private static final JavaClasses OLDER_STARTER = imported(Set.of(classesOf("spring-boot-3")));

    private static final DescribedPredicate<JavaClass> HIDDEN = JavaClass.Predicates.resideInAnyPackage(
            "dev.openaiadmin.client.internal..", "org.apache.hc..", "com.fasterxml.jackson..");

    /** Imports what the class path has of ours, and what it does not have, since users choose one of the starters. */
    private static JavaClasses allModules() {
        Set<Location> locations = new HashSet<>(Locations.ofPackage("dev.openaiadmin"));
        locations.add(classesOf("observation"));
        locations.add(classesOf("spring-boot"));
        return imported(locations);
    }

    private static Location classesOf(String module) {
        Path classes = ProjectFiles.TOP.resolve(Path.of("custom-extensions", module, "target", "classes"));
        assertThat(classes).as("the module is built first").isDirectory();
        return Location.of(classes);
    }

    private static JavaClasses imported(Set<Location> locations) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                // What the kit keeps of others under names of its own.
                .withImportOption(location -> !location.contains("/dev/openaiadmin/testkit/shaded/"))
                .importLocations(locations);
    }

    private static ArchCondition<JavaMethod> notHaveParametersOf(DescribedPredicate<JavaClass> types) {
        return new ArchCondition<>("not have parameters of hidden types") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                if (method.getRawParameterTypes().stream().anyMatch(types)) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " has such a parameter"));
                }
            }
        };
    }

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
    void the_rooms_of_the_kit_depend_on_each_other_in_one_direction() {
        String kit = "dev.openaiadmin.testkit";
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("public")
                .definedBy(kit)
                .layer("command")
                .definedBy(kit + ".internal.command..")
                .layer("verify")
                .definedBy(kit + ".internal.verify..")
                .layer("server")
                .definedBy(kit + ".internal.server..")
                .layer("state")
                .definedBy(kit + ".state..")
                .layer("faults")
                .definedBy(kit + ".internal.faults..")
                .layer("http")
                .definedBy(kit + ".internal.http..")
                .layer("contract")
                .definedBy(kit + ".internal.contract..")
                .whereLayer("public")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("command")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("verify")
                .mayOnlyBeAccessedByLayers("command")
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("public", "command", "verify")
                .whereLayer("state")
                .mayOnlyBeAccessedByLayers("public", "server")
                .whereLayer("faults")
                .mayOnlyBeAccessedByLayers("public", "server")
                .whereLayer("http")
                .mayNotAccessAnyLayer()
                .whereLayer("contract")
                .mayNotAccessAnyLayer()
                .because("a room is understood, and tested, without those above it")
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
    void the_public_api_of_the_client_shows_no_internal_type_and_no_library_but_feign() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("dev.openaiadmin.client")
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .arePublic()
                .should()
                .notHaveRawReturnType(HIDDEN)
                .andShould(notHaveParametersOf(HIDDEN))
                .because("what users see stays when what is inside changes")
                .check(CODE);
    }

    @Test
    void rooms_of_the_client_know_only_the_rooms_below() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.openaiadmin.client..")
                .layer("api")
                .definedBy("dev.openaiadmin.client")
                .layer("feign")
                .definedBy("dev.openaiadmin.client.internal.feign..")
                .layer("call")
                .definedBy("dev.openaiadmin.client.internal.call..")
                .layer("http")
                .definedBy("dev.openaiadmin.client.internal.http..")
                .layer("json")
                .definedBy("dev.openaiadmin.client.internal.json..")
                .whereLayer("api")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("feign")
                .mayOnlyBeAccessedByLayers("api")
                .whereLayer("call")
                .mayOnlyBeAccessedByLayers("api", "feign")
                .whereLayer("http")
                .mayOnlyBeAccessedByLayers("api", "feign", "call")
                .whereLayer("json")
                .mayOnlyBeAccessedByLayers("call", "feign")
                .because("an attempt knows nothing of the call, and a call nothing of its caller")
                .check(CODE);
    }

    @Test
    void nobody_else_uses_what_is_internal_to_the_client() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.openaiadmin.client..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.openaiadmin.client.internal..")
                .because("it is public to the compiler only, and may change with any release")
                .check(CODE);
    }

    @Test
    void feign_at_run_time_is_known_to_its_adapters_alone() {
        noClasses()
                .that()
                .resideInAPackage("dev.openaiadmin.client..")
                .and()
                .resideOutsideOfPackage("dev.openaiadmin.client.internal.feign..")
                .and()
                .doNotHaveFullyQualifiedName("dev.openaiadmin.client.OpenAiAdmin")
                .and()
                .doNotHaveFullyQualifiedName("dev.openaiadmin.client.OpenAiAdmin$Builder")
                .and()
                .doNotHaveFullyQualifiedName("dev.openaiadmin.client.ClientView")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("feign..")
                .because("a call needs no Feign unless users bring it; the builder only takes what they bring")
                .check(CODE);
    }

    @Test
    void one_class_of_the_client_knows_the_library_that_it_can_do_without() {
        noClasses()
                .that()
                .resideInAPackage("dev.openaiadmin.client..")
                .and()
                .haveNameNotMatching(".*[.]DatabindBinder([$].*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson.databind..")
                .because("it is missing in applications that add nothing but the client")
                .check(CODE);
    }

    @Test
    void json_is_parsed_in_one_room_and_the_network_is_known_to_one_room() {
        noClasses()
                .that()
                .resideInAPackage("dev.openaiadmin.client..")
                .and()
                .resideOutsideOfPackage("dev.openaiadmin.client.internal.json..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .because("libraries are chosen by measurement, and may be replaced")
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage("dev.openaiadmin.client..")
                .and()
                .resideOutsideOfPackage("dev.openaiadmin.client.internal.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.hc..", "java.net.http..")
                .because("libraries are chosen by measurement, and may be replaced")
                .check(CODE);
    }

    @Test
    void databases_are_known_to_one_module_that_uses_public_parts_of_governance() {
        String governance = "dev.openaiadmin.governance";
        noClasses()
                .that()
                .resideInAPackage(governance + "..")
                .and()
                .resideOutsideOfPackage(governance + ".jdbc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.flywaydb..", governance + ".jdbc..")
                .because("whoever keeps journals in files needs no library for databases")
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage(governance + ".jdbc..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(governance + "..internal..", "org.postgresql..", "org.h2..")
                .because("it does what others can do who keep journals elsewhere, in any database")
                .check(CODE);
    }

    @Test
    void what_is_thrown_on_purpose_has_one_root() {
        classes()
                .that()
                .areAssignableTo(RuntimeException.class)
                .and()
                .resideOutsideOfPackage("dev.openaiadmin.testkit..")
                .and()
                // Marks an observation as failed and is never thrown.
                .doNotHaveFullyQualifiedName("dev.openaiadmin.observation.FailedAttemptException")
                .should()
                .beAssignableTo(OpenAiAdminException.class)
                .because("users catch all of it in one place")
                .check(CODE);
    }

    @Test
    void classes_are_final_or_roots_of_a_hierarchy_of_exceptions() {
        ArchRule rule = classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .areNotAssignableTo(OpenAiAdminException.class)
                .and()
                // Users of Micrometer extend the conventions of a library to change some of its keys.
                .areNotAssignableTo("io.micrometer.observation.ObservationConvention")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .because("what is not made for extension cannot be broken by it");

        rule.check(CODE);
        rule.check(OLDER_STARTER);
    }

    @Test
    void starters_show_what_applications_and_spring_name_and_nothing_else() {
        ArchRule rule = classes()
                .that()
                .resideInAPackage("dev.openaiadmin.spring..")
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should()
                .beAnnotatedWith("org.springframework.boot.autoconfigure.AutoConfiguration")
                .orShould()
                .haveFullyQualifiedName("dev.openaiadmin.spring.boot.OpenAiAdminProperties")
                .orShould()
                .haveFullyQualifiedName("dev.openaiadmin.spring.boot.OpenAiAdminBuilderCustomizer")
                .orShould()
                .haveFullyQualifiedName("dev.openaiadmin.spring.boot.test.AutoConfigureOrganization")
                .because("all else may change with any release");

        rule.check(CODE);
        rule.check(OLDER_STARTER);
    }

    @Test
    void frameworks_are_known_to_the_modules_for_them_alone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.openaiadmin.spring..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "dev.openaiadmin.spring..")
                .because("applications without Spring use all else")
                .check(CODE);
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.openaiadmin.spring..", "dev.openaiadmin.observation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micrometer..", "dev.openaiadmin.observation..")
                .because("the client has listeners for those who measure by other means")
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage("dev.openaiadmin.observation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.openaiadmin.governance..", "dev.openaiadmin.testkit..")
                .because("it observes calls, whoever makes them")
                .check(CODE);
    }

    @Test
    void modules_do_not_depend_on_each_other_in_circles() {
        SlicesRuleDefinition.slices()
                .matching("dev.openaiadmin.(*)..")
                .should()
                .beFreeOfCycles()
                .because("dependencies run one way")
                .check(CODE);
        SlicesRuleDefinition.slices()
                .matching("dev.openaiadmin.spring.(**)")
                .should()
                .beFreeOfCycles()
                .because("dependencies run one way")
                .check(OLDER_STARTER);
    }

    @Test
    void no_package_is_split_between_jars() {
        Map<String, Set<String>> places = new TreeMap<>();
        for (JavaClass each : CODE) {
            String file = each.getSource().orElseThrow().getUri().toString();
            String place = file.substring(0, file.lastIndexOf(each.getName().replace('.', '/')));
            places.computeIfAbsent(each.getPackageName(), name -> new TreeSet<>())
                    .add(place);
        }

        assertThat(places)
                .containsKeys(
                        "dev.openaiadmin",
                        "dev.openaiadmin.client",
                        "dev.openaiadmin.testkit",
                        "dev.openaiadmin.observation",
                        "dev.openaiadmin.spring.boot");
        assertThat(places)
                .as("the module system refuses a package that two modules have")
                .allSatisfy((name, jars) -> assertThat(jars).hasSize(1));
    }

    @Test
    void star_imports_of_the_public_packages_do_not_clash() {
        Map<String, Set<String>> packages = new TreeMap<>();
        for (JavaClass each : CODE) {
            if (each.isTopLevelClass()
                    && each.getModifiers().contains(JavaModifier.PUBLIC)
                    && !each.getPackageName().matches(".*[.](internal|state|examples)([.].*)?")) {
                packages.computeIfAbsent(each.getSimpleName(), name -> new TreeSet<>())
                        .add(each.getPackageName());
            }
        }

        assertThat(packages).containsKeys("OpenAiAdmin", "AdminApi", "Project");
        assertThat(packages).allSatisfy((name, named) -> assertThat(named).hasSize(1));
        assertThat(packages.keySet())
                .noneSatisfy(name -> assertThat(Object.class.getResource(name + ".class"))
                        .as("java.lang." + name)
                        .isNotNull());
    }

    @Test
    void reflection_is_known_to_few_classes() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.openaiadmin", "dev.openaiadmin.api..", "dev.openaiadmin.model..")
                .should(useReflection())
                .because("generated classes need no metadata for native images but that of their readers")
                .check(CODE);
        noClasses()
                .that()
                .resideInAPackage("dev.openaiadmin.client..")
                .and()
                .resideOutsideOfPackages(
                        "dev.openaiadmin.client.internal.json..", "dev.openaiadmin.client.internal.feign..")
                .and()
                .haveNameNotMatching(".*[.](Validator|Constraint)([$].*)?")
                .should(useReflection())
                .because("the metadata for native images lists the types that these classes look at")
                .check(CODE);
    }

    private static ArchCondition<JavaClass> useReflection() {
        DescribedPredicate<JavaClass> members = JavaClass.Predicates.belongToAnyOf(
                Method.class, Constructor.class, Field.class, RecordComponent.class, Proxy.class);
        return ArchConditions.dependOnClassesThat(members);
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
