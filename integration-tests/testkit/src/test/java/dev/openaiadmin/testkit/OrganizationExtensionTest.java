package dev.openaiadmin.testkit;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

class OrganizationExtensionTest {
    @Test
    void seeds_from_the_file_that_the_annotation_names() {
        assertPasses(Annotated.class, 3);
    }

    @Test
    void seeds_from_the_file_that_the_builder_names() {
        assertPasses(Built.class, 1);
    }

    @Test
    void prepares_by_code_and_sets_the_clock() {
        assertPasses(Prepared.class, 1);
    }

    @Test
    void gives_a_test_a_server_of_its_own() {
        assertPasses(Alone.class, 1);
    }

    @Test
    void lets_breaches_pass_where_they_are_allowed() {
        assertPasses(Lenient.class, 1);
    }

    @Test
    void names_the_mistake_in_a_seed() {
        assertThat(failureOf(Mistaken.class))
                .hasMessageContaining("mistaken.json: /projects/0/name must be of type string, but was 7");
    }

    @Test
    void says_where_it_has_looked_for_a_seed() {
        assertThat(failureOf(Missing.class))
                .hasMessageContaining("missing.json: not found beside " + Missing.class.getName()
                        + ", at the top of the class path, or in the working directory");
    }

    @Test
    void refuses_a_seed_for_one_test_of_a_class_with_one_organization() {
        assertThat(failureOf(OneForAll.class))
                .hasMessageContaining("The test asks for the seed 'beside.json', but its class has one organization")
                .hasMessageContaining("take the organization as a parameter of test methods only");
    }

    @Test
    void prints_the_last_ten_requests_of_a_test_that_failed() {
        Throwable failure = failureOf(Failing.class);

        assertThat(failure).hasMessage("as it should, with 404");
        assertThat(failure.getSuppressed())
                .singleElement()
                .satisfies(note -> assertThat(String.valueOf(note.getMessage()).lines())
                        .hasSize(11)
                        .first()
                        .asString()
                        .startsWith("The last requests to InMemoryOrganization["));
        assertThat(String.valueOf(failure.getSuppressed()[0].getMessage()).lines())
                .element(10)
                .asString()
                .startsWith("  GET /organization/projects/proj_missing -> 404 (req_");
    }

    @Test
    void prints_that_no_request_came_to_a_test_that_failed() {
        assertThat(failureOf(Idle.class).getSuppressed())
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .startsWith("No request reached InMemoryOrganization[");
    }

    @Test
    void reports_one_breach_in_one_line_and_the_last_requests_below() {
        Throwable failure = failureOf(Careless.class);

        assertThat(String.valueOf(failure.getMessage()).lines())
                .singleElement()
                .asString()
                .startsWith("The contract of the administration API was broken: GET /organization/projects?limt=1:"
                        + " query parameter 'limt' is not in the contract; known: ");
        assertThat(failure.getSuppressed())
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("\n  GET /organization/projects?limt=1 -> 400 (req_");
    }

    @Test
    void reports_each_of_several_breaches_once_with_a_count() {
        assertThat(String.valueOf(failureOf(Stubborn.class).getMessage()).lines())
                .hasSize(3)
                .anyMatch(line ->
                        line.startsWith("  GET /organization/projects?limit=0: ") && line.endsWith(" (3 times)"))
                .anyMatch(line ->
                        line.startsWith("  GET /organization/projects?limit=101: ") && !line.endsWith("times)"));
    }

    @Test
    void gives_all_tests_of_a_class_the_organization_whose_address_was_known_before() {
        assertPasses(PerClass.class, 2);
    }

    @Test
    void fails_the_test_before_which_an_application_broke_the_contract() {
        assertThat(failureOf(BrokenStart.class)).hasMessageContaining("limit=0");
    }

    @Test
    void tells_how_to_share_an_organization_when_an_address_is_asked_for_that_there_is_not() {
        OrganizationExtension perTest = OrganizationExtension.builder().build();

        assertThatThrownBy(perTest::baseUrl)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("perClass()");
    }

    private static void assertPasses(Class<?> testClass, int tests) {
        Events events = run(testClass);

        events.failed()
                .list()
                .forEach(failed -> assertThat(failed.getRequiredPayload(TestExecutionResult.class)
                                .getThrowable())
                        .isEmpty());
        assertThat(events.succeeded().count()).isEqualTo(tests);
    }

    private static Throwable failureOf(Class<?> testClass) {
        Event failed = run(testClass).failed().list().get(0);
        return failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
    }

    private static Events run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute()
                .testEvents();
    }

    private static int status(InMemoryOrganization organization, String project) {
        return new PlainHttp(organization)
                .get("/organization/projects/" + project)
                .status();
    }

    @WithOrganization(seed = "beside.json")
    static class Annotated {
        @Test
        void has_the_seed_of_the_class(InMemoryOrganization organization) {
            assertThat(status(organization, "proj_beside")).isEqualTo(200);
        }

        @Test
        @WithOrganization(seed = "at-top.json")
        void has_the_seed_of_the_method_instead(InMemoryOrganization organization) {
            assertThat(status(organization, "proj_at_top")).isEqualTo(200);
            assertThat(status(organization, "proj_beside")).isEqualTo(404);
        }

        @Nested
        class Within {
            @Test
            void has_the_seed_of_the_class_around(InMemoryOrganization organization) {
                assertThat(status(organization, "proj_beside")).isEqualTo(200);
            }
        }
    }

    static class Built {
        @RegisterExtension
        static final OrganizationExtension ORGANIZATION =
                OrganizationExtension.builder().seed("beside.json").build();

        @Test
        void has_the_seed(InMemoryOrganization organization) {
            assertThat(status(organization, "proj_beside")).isEqualTo(200);
        }
    }

    static class Prepared {
        @RegisterExtension
        final OrganizationExtension extension = OrganizationExtension.builder()
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .prepare(organization -> organization.projects().add("payments-prod"))
                .build();

        @Test
        void is_prepared(InMemoryOrganization organization) {
            assertThat(new PlainHttp(organization)
                            .get("/organization/projects")
                            .body()
                            .at("/data/1/created_at")
                            .asLong())
                    .isEqualTo(NOW.getEpochSecond());
        }
    }

    static class Alone {
        @RegisterExtension
        static final OrganizationExtension ORGANIZATION =
                OrganizationExtension.builder().ownServer().build();

        @Test
        void has_the_first_organization_of_its_server(InMemoryOrganization organization, OrganizationServer server) {
            assertThat(server.organization()).isSameAs(organization);
        }
    }

    static class Lenient {
        @RegisterExtension
        static final OrganizationExtension ORGANIZATION =
                OrganizationExtension.builder().allowBreaches().build();

        @Test
        void breaks_the_contract(InMemoryOrganization organization) {
            new PlainHttp(organization).get("/organization/projects?limt=1");
        }
    }

    static class Mistaken {
        @Test
        @WithOrganization(seed = "/mistaken.json")
        void fails(InMemoryOrganization organization) {}
    }

    static class Missing {
        @Test
        @WithOrganization(seed = "missing.json")
        void fails(InMemoryOrganization organization) {}
    }

    @WithOrganization
    static class OneForAll {
        OneForAll(InMemoryOrganization organization) {
            organization.projects().add("payments-prod");
        }

        @Test
        @WithOrganization(seed = "beside.json")
        void fails(InMemoryOrganization organization) {}
    }

    @WithOrganization
    static class Failing {
        @BeforeEach
        void ask(InMemoryOrganization organization) {
            for (int i = 0; i < 10; i++) {
                new PlainHttp(organization).get("/organization/projects");
            }
        }

        @Test
        void fails(InMemoryOrganization organization) {
            throw new AssertionError("as it should, with " + status(organization, "proj_missing"));
        }
    }

    @WithOrganization
    static class Idle {
        @Test
        void fails(InMemoryOrganization organization) {
            throw new AssertionError("as it should");
        }
    }

    @WithOrganization
    static class Careless {
        @Test
        void misspells(InMemoryOrganization organization) {
            new PlainHttp(organization).get("/organization/projects?limt=1");
        }
    }

    @WithOrganization
    static class Stubborn {
        @Test
        void sends_the_same_again(InMemoryOrganization organization) {
            for (int limit : new int[] {0, 101, 0, 0}) {
                new PlainHttp(organization).get("/organization/projects?limit=" + limit);
            }
        }
    }

    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class PerClass {
        @RegisterExtension
        static final OrganizationExtension ORGANIZATION = OrganizationExtension.builder()
                .prepare(organization -> organization.projects().add("prepared"))
                .perClass()
                .build();

        /** What an application reads when it starts. */
        static final String BASE_URL = ORGANIZATION.baseUrl();

        @Test
        void a_creates(InMemoryOrganization organization) {
            assertThat(organization.baseUrl()).isEqualTo(BASE_URL);
            assertThat(organization.adminKey()).isEqualTo(ORGANIZATION.adminKey());
            new PlainHttp(organization).post("/organization/projects", "{\"name\": \"created\"}");
            assertThat(names(organization)).containsExactly("Default project", "prepared", "created");
        }

        @Test
        void b_begins_anew(InMemoryOrganization organization) {
            assertThat(names(organization)).containsExactly("Default project", "prepared");
            assertThat(organization.requestCount("createProject")).isZero();
        }

        private static List<String> names(InMemoryOrganization organization) {
            return new PlainHttp(organization).get("/organization/projects").listed("name");
        }
    }

    static class BrokenStart {
        @RegisterExtension
        static final OrganizationExtension ORGANIZATION =
                OrganizationExtension.builder().perClass().build();

        @BeforeAll
        static void start() {
            new PlainHttp(ORGANIZATION.organization()).get("/organization/projects?limit=0");
        }

        @Test
        void does_nothing() {}
    }
}
