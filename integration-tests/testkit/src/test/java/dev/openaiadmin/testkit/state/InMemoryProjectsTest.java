package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class InMemoryProjectsTest {
    private final InMemoryOrganization organization;
    private final PlainHttp http;

    InMemoryProjectsTest(OrganizationServer server) {
        organization = server.newOrganization();
        http = new PlainHttp(organization);
    }

    @BeforeEach
    void stop_the_clock() {
        FixedClock.set(organization, NOW);
    }

    @Test
    void creates_an_active_project_and_keeps_it() {
        Reply created =
                http.post("/organization/projects", "{\"name\":\"payments-prod\",\"external_key_id\":\"key_1\"}");

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("proj_[A-Za-z0-9]{24}");
        assertThat(created.text("/object")).isEqualTo("organization.project");
        assertThat(created.text("/name")).isEqualTo("payments-prod");
        assertThat(created.text("/status")).isEqualTo("active");
        assertThat(created.text("/external_key_id")).isEqualTo("key_1");
        assertThat(created.body().path("created_at").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(http.get("/organization/projects/" + created.text("/id")).body())
                .isEqualTo(created.body());
    }

    @Test
    void creates_two_projects_of_one_name() {
        Reply first = http.post("/organization/projects", "{\"name\":\"twin\"}");
        Reply second = http.post("/organization/projects", "{\"name\":\"twin\"}");

        assertThat(first.text("/id")).isNotEqualTo(second.text("/id"));
    }

    @Test
    void modifies_what_is_sent_and_leaves_the_rest() {
        String id = organization.projects().add("payments");
        http.post("/organization/projects/" + id, "{\"external_key_id\":\"key_1\"}");
        Reply renamed = http.post("/organization/projects/" + id, "{\"name\":\"payments-europe\"}");

        assertThat(renamed.text("/name")).isEqualTo("payments-europe");
        assertThat(renamed.text("/external_key_id")).isEqualTo("key_1");
    }

    @Test
    void takes_null_for_no_external_key_and_for_the_name_that_is_there() {
        String id = organization.projects().add("payments");
        http.post("/organization/projects/" + id, "{\"external_key_id\":\"key_1\"}");
        Reply cleared = http.post("/organization/projects/" + id, "{\"name\":null,\"external_key_id\":null}");

        assertThat(cleared.text("/name")).isEqualTo("payments");
        assertThat(cleared.body().path("external_key_id").isNull()).isTrue();
    }

    @Test
    void archives_a_project_for_good() {
        String id = organization.projects().add("payments");
        Reply archived = http.post("/organization/projects/" + id + "/archive", "");

        assertThat(archived.text("/status")).isEqualTo("archived");
        assertThat(archived.body().path("archived_at").asLong()).isEqualTo(NOW.getEpochSecond());
        for (Reply refused : List.of(
                http.post("/organization/projects/" + id, "{\"name\":\"again\"}"),
                http.post("/organization/projects/" + id + "/archive", ""))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/code")).isEqualTo("project_archived");
        }
        assertThat(organization.breaches()).isEmpty();
    }

    @Test
    void keeps_the_default_project_as_it_is() {
        String id = organization.projects().defaultId();

        assertThat(http.post("/organization/projects/" + id, "{\"name\":\"mine\"}")
                        .status())
                .isEqualTo(400);
        assertThat(http.post("/organization/projects/" + id + "/archive", "").status())
                .isEqualTo(400);
        assertThat(http.get("/organization/projects/" + id).text("/name")).isEqualTo("Default project");
    }

    @Test
    void knows_no_project_of_another_organization() {
        Reply missing = http.get("/organization/projects/proj_missing");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.text("/error/message")).isEqualTo("No project found with id 'proj_missing'.");
        assertThat(missing.text("/error/code")).isEqualTo("not_found");
    }

    @Test
    void lists_pages_in_the_order_in_which_projects_were_made() {
        for (int i = 1; i <= 4; i++) {
            organization.projects().add("p" + i);
        }
        organization.projects().addArchived("closed");

        assertThat(walk("limit=2")).containsExactly("Default project,p1", "p2,p3", "p4");
        assertThat(walk("limit=3&include_archived=true")).containsExactly("Default project,p1,p2", "p3,p4,closed");
    }

    @Test
    void goes_on_after_a_project_that_was_archived_meanwhile() {
        String first = organization.projects().add("p1");
        organization.projects().add("p2");
        http.post("/organization/projects/" + first + "/archive", "");

        Reply page = http.get("/organization/projects?after=" + first);
        assertThat(names(page.body())).isEqualTo("p2");
    }

    @Test
    void lists_twenty_unless_asked_otherwise() {
        for (int i = 1; i <= 20; i++) {
            organization.projects().add("p" + i);
        }
        JsonNode page = http.get("/organization/projects").body();

        assertThat(page.path("data")).hasSize(20);
        assertThat(page.path("has_more").asBoolean()).isTrue();
        assertThat(page.path("last_id")).isEqualTo(page.at("/data/19/id"));
    }

    @Test
    void gives_an_empty_page_null_cursors() {
        String last = organization.projects().add("p1");
        JsonNode page = http.get("/organization/projects?after=" + last).body();

        assertThat(page.path("data")).isEmpty();
        assertThat(page.path("first_id").isNull()).isTrue();
        assertThat(page.path("last_id").isNull()).isTrue();
        assertThat(page.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void refuses_a_cursor_that_it_never_gave() {
        Reply refused = http.get("/organization/projects?after=proj_missing");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/param")).isEqualTo("after");
    }

    private List<String> walk(String query) {
        List<String> pages = new ArrayList<>();
        JsonNode page = http.get("/organization/projects?" + query).body();
        pages.add(names(page));
        while (page.path("has_more").asBoolean()) {
            page = http.get("/organization/projects?" + query + "&after="
                            + page.path("last_id").asText())
                    .body();
            pages.add(names(page));
        }
        return pages;
    }

    private static String names(JsonNode page) {
        return String.join(",", page.path("data").findValuesAsText("name"));
    }
}
