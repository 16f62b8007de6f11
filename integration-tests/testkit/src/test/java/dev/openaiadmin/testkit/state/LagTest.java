package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.WithOrganization;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@WithOrganization
class LagTest {
    private static final String PROJECTS = "/organization/projects";

    private final InMemoryOrganization organization;
    private final PlainHttp http;

    LagTest(OrganizationServer server) {
        organization = server.newOrganization();
        http = new PlainHttp(organization);
        FixedClock.set(organization, NOW);
    }

    @Test
    void lists_what_a_request_made_when_the_lag_is_over() {
        organization.lagOfLists(Duration.ofSeconds(60));
        create();
        assertThat(names()).isEqualTo("[Default project]");

        FixedClock.set(organization, NOW.plusSeconds(59));
        assertThat(names()).isEqualTo("[Default project]");

        FixedClock.set(organization, NOW.plusSeconds(60));
        assertThat(names()).isEqualTo("[Default project, late]");
    }

    @Test
    void retrieves_at_once_what_lists_do_not_show_yet() {
        organization.lagOfLists(Duration.ofSeconds(60));

        assertThat(http.get(PROJECTS + "/" + create()).status()).isEqualTo(200);
    }

    @Test
    void does_not_find_what_a_request_made_until_the_lag_of_reads_is_over() {
        organization.lagOfReads(Duration.ofSeconds(10));
        String id = create();
        assertThat(http.get(PROJECTS + "/" + id).status()).isEqualTo(404);

        FixedClock.set(organization, NOW.plusSeconds(10));
        assertThat(http.get(PROJECTS + "/" + id).status()).isEqualTo(200);
    }

    @Test
    void changes_what_a_get_does_not_find_yet() {
        organization.lagOfReads(Duration.ofSeconds(10));

        assertThat(http.post(PROJECTS + "/" + create(), "{\"name\":\"renamed\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void shows_at_once_what_the_test_itself_adds() {
        organization.lagOfLists(Duration.ofSeconds(60));
        organization.projects().add("seeded");

        assertThat(names()).isEqualTo("[Default project, seeded]");
    }

    @Test
    void is_not_negative() {
        assertThatThrownBy(() -> organization.lagOfLists(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("lag must not be negative, but was PT-1S");
    }

    private String create() {
        return http.post(PROJECTS, "{\"name\":\"late\"}").text("/id");
    }

    private String names() {
        return http.get(PROJECTS).body().path("data").findValuesAsText("name").toString();
    }
}
