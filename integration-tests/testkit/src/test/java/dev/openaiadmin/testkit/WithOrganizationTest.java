package dev.openaiadmin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

@WithOrganization
class WithOrganizationTest {
    @Test
    void gives_a_test_an_organization_of_its_own(InMemoryOrganization organization, OrganizationServer server) {
        assertThat(organization).isNotSameAs(server.organization());
        assertThat(organization.requests()).isEmpty();
    }

    @Test
    void gives_a_test_and_what_runs_before_it_the_same_organization() {
        assertThat(run(Seeded.class).succeeded().count()).isEqualTo(1);
    }

    @Test
    void gives_a_class_one_organization_when_it_is_asked_for_before_all() {
        assertThat(run(OneForAll.class).succeeded().count()).isEqualTo(2);
    }

    @Test
    void fails_a_test_that_broke_the_contract_and_names_what() {
        run(Careless.class)
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("misspells"),
                                finishedWithFailure(
                                        instanceOf(AssertionError.class),
                                        message(text -> text.contains(
                                                "GET /organization/projects?limt=1: query parameter 'limt' is not in"
                                                        + " the contract; known: after, include_archived, limit")))))
                .haveExactly(1, event(test("means_it"), finishedSuccessfully()));
    }

    private static Events run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute()
                .testEvents();
    }

    @WithOrganization
    static class Seeded {
        @BeforeEach
        void seed(InMemoryOrganization organization) {
            organization.projects().add("seeded");
        }

        @Test
        void sees_the_seed(InMemoryOrganization organization) {
            assertThat(new PlainHttp(organization)
                            .get("/organization/projects")
                            .body()
                            .path("data"))
                    .hasSize(2);
        }
    }

    @WithOrganization
    static class OneForAll {
        private static String key = "";

        @BeforeAll
        static void remember(InMemoryOrganization organization) {
            key = organization.adminKey();
        }

        @Test
        void first(InMemoryOrganization organization) {
            assertThat(organization.adminKey()).isEqualTo(key);
        }

        @Test
        void second(InMemoryOrganization organization) {
            assertThat(organization.adminKey()).isEqualTo(key);
        }
    }

    static class Careless {
        @Test
        @WithOrganization
        void misspells(InMemoryOrganization organization) {
            new PlainHttp(organization).get("/organization/projects?limt=1");
        }

        @Test
        @WithOrganization
        void means_it(InMemoryOrganization organization) {
            new PlainHttp(organization).get("/organization/projects?limt=1");
            assertThat(organization.takeBreaches()).hasSize(1);
        }
    }
}
