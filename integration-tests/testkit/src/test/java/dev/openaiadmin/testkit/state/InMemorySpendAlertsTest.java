package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemorySpendAlertsTest {
    private static final String OF_ORGANIZATION = "/organization/spend_alerts";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private String ofProject;

    @BeforeEach
    void seed() {
        ofProject = at.inProject("spend_alerts");
    }

    @Test
    void creates_an_alert_and_keeps_it() {
        Reply created = at.http().post(OF_ORGANIZATION, alert(100000, "finops@example.com"));

        assertThat(created.status()).isEqualTo(200);
        assertThat(created.text("/id")).matches("alert_[A-Za-z0-9]{24}");
        assertThat(created.text("/object")).isEqualTo("organization.spend_alert");
        assertThat(created.body().path("threshold_amount").asInt()).isEqualTo(100000);
        assertThat(created.text("/notification_channel/recipients/0")).isEqualTo("finops@example.com");
        assertThat(at.http().get(OF_ORGANIZATION + "/" + created.text("/id")).body())
                .isEqualTo(created.body());
    }

    @Test
    void makes_two_alerts_of_one_that_is_sent_twice() {
        Reply first = at.http().post(ofProject, alert(100, "finops@example.com"));
        Reply second = at.http().post(ofProject, alert(100, "finops@example.com"));

        assertThat(first.text("/object")).isEqualTo("project.spend_alert");
        assertThat(first.text("/id")).isNotEqualTo(second.text("/id"));
        assertThat(at.http().get(ofProject).body().path("data")).hasSize(2);
    }

    @Test
    void keeps_the_alerts_of_projects_and_of_the_organization_apart() {
        String everywhere = at.organization().spendAlerts().add(100, "finops@example.com");
        String here = at.organization().spendAlerts().addToProject(at.project(), 100, "finops@example.com");

        assertThat(amounts(OF_ORGANIZATION)).hasSize(1);
        assertThat(at.http().get(ofProject + "/" + everywhere).status()).isEqualTo(404);
        assertThat(at.http().get(OF_ORGANIZATION + "/" + here).status()).isEqualTo(404);
        assertThat(at.http()
                        .get("/organization/projects/"
                                + at.organization().projects().defaultId() + "/spend_alerts/" + here)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void changes_all_of_an_alert() {
        String id = at.http()
                .post(
                        ofProject,
                        "{\"currency\":\"USD\",\"interval\":\"month\",\"threshold_amount\":100,"
                                + "\"notification_channel\":{\"type\":\"email\",\"recipients\":[],"
                                + "\"subject_prefix\":\"[payments]\"}}")
                .text("/id");
        Reply modified = at.http().post(ofProject + "/" + id, alert(200, "finops@example.com"));

        assertThat(modified.body().path("threshold_amount").asInt()).isEqualTo(200);
        assertThat(modified.body().path("notification_channel").has("subject_prefix"))
                .isFalse();
        assertThat(at.http().get(ofProject + "/" + id).body()).isEqualTo(modified.body());
    }

    @Test
    void deletes_an_alert() {
        String id = at.organization().spendAlerts().add(100, "finops@example.com");
        Reply deleted = at.http().send("DELETE", OF_ORGANIZATION + "/" + id, "");

        assertThat(deleted.text("/object")).isEqualTo("organization.spend_alert.deleted");
        assertThat(deleted.text("/id")).isEqualTo(id);
        assertThat(at.http().get(OF_ORGANIZATION + "/" + id).status()).isEqualTo(404);
        assertThat(at.http().send("DELETE", OF_ORGANIZATION + "/" + id, "").status())
                .isEqualTo(404);
    }

    @Test
    void pages_forward_and_back() {
        for (int amount = 1; amount <= 5; amount++) {
            at.organization().spendAlerts().add(amount, "finops@example.com");
        }
        JsonNode first = at.http().get(OF_ORGANIZATION + "?limit=2").body();
        JsonNode second = page("limit=2&after=" + first.path("last_id").asText());
        JsonNode third = page("limit=2&after=" + second.path("last_id").asText());

        assertThat(amounts(first)).containsExactly("1", "2");
        assertThat(amounts(second)).containsExactly("3", "4");
        assertThat(amounts(third)).containsExactly("5");
        JsonNode back = page("limit=2&before=" + third.path("first_id").asText());
        assertThat(amounts(back)).containsExactly("3", "4");
        assertThat(back.path("has_more").asBoolean()).isTrue();
        JsonNode beginning = page("limit=2&before=" + back.path("first_id").asText());
        assertThat(amounts(beginning)).containsExactly("1", "2");
        assertThat(beginning.path("has_more").asBoolean()).isFalse();
    }

    @Test
    void pages_back_from_the_newest() {
        for (int amount = 1; amount <= 4; amount++) {
            at.organization().spendAlerts().add(amount, "finops@example.com");
        }
        JsonNode newest = page("order=desc&limit=3");

        assertThat(amounts(newest)).containsExactly("4", "3", "2");
        assertThat(amounts(page(
                        "order=desc&limit=1&before=" + newest.at("/data/2/id").asText())))
                .containsExactly("3");
    }

    @Test
    void refuses_to_go_back_from_where_nothing_is() {
        Reply refused = at.http().get(OF_ORGANIZATION + "?before=alert_missing");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/param")).isEqualTo("before");
    }

    @Test
    void shows_the_alerts_of_an_archived_project_and_changes_none() {
        String id = at.organization().spendAlerts().addToProject(at.project(), 100, "finops@example.com");
        at.http().post(at.inProject("archive"), "");

        assertThat(at.http().get(ofProject).body().path("data")).hasSize(1);
        for (Reply refused : List.of(
                at.http().post(ofProject, alert(1, "finops@example.com")),
                at.http().post(ofProject + "/" + id, alert(1, "finops@example.com")),
                at.http().send("DELETE", ofProject + "/" + id, ""))) {
            assertThat(refused.text("/error/code")).isEqualTo("project_archived");
        }
        assertThat(amounts(ofProject)).containsExactly("100");
    }

    @Test
    void begins_with_the_alerts_of_a_seed() {
        at.organization().seed("""
                {"projects": [{"id": "proj_1", "name": "seeded"}],
                 "spend_alerts": [{"threshold_amount": 100, "notification_channel":
                     {"type": "email", "recipients": ["finops@example.com"]}}],
                 "projects/proj_1/spend_alerts": [{"id": "alert_1", "threshold_amount": 7, "notification_channel":
                     {"type": "email", "recipients": []}}]}""");

        assertThat(amounts(OF_ORGANIZATION)).containsExactly("100");
        assertThat(at.http()
                        .get("/organization/projects/proj_1/spend_alerts/alert_1")
                        .text("/currency"))
                .isEqualTo("USD");
    }

    @Test
    void tells_a_test_that_an_amount_cannot_be() {
        assertThatThrownBy(() -> at.organization().spendAlerts().add(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cents must not be negative, but was -1");
    }

    private JsonNode page(String query) {
        return at.http().get(OF_ORGANIZATION + "?" + query).body();
    }

    private List<String> amounts(String list) {
        return amounts(at.http().get(list).body());
    }

    private static List<String> amounts(JsonNode page) {
        return page.path("data").findValuesAsText("threshold_amount");
    }

    private static String alert(long cents, String recipient) {
        return "{\"currency\":\"USD\",\"interval\":\"month\",\"threshold_amount\":" + cents
                + ",\"notification_channel\":{\"type\":\"email\",\"recipients\":[\"" + recipient + "\"]}}";
    }
}
