package dev.openaiadmin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

class OrganizationExtensionTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");

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
    void prints_the_last_requests_of_a_test_that_broke_the_contract() {
        assertThat(failureOf(Careless.class))
                .hasMessageContaining("\n  GET /organization/projects?limt=1 -> 400 (req_")
                .hasMessageContaining("); contract: query parameter 'limt' is not in the contract; known: ");
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
}
