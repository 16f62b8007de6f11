package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryInvitesTest {
    private static final String INVITES = "/organization/invites";

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    @Test
    void sends_an_invite_that_is_pending_for_a_week() {
        Reply sent = at.http().post(INVITES, "{\"email\":\"ada@example.com\",\"role\":\"reader\",\"projects\":[]}");

        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.text("/id")).matches("invite-[A-Za-z0-9]{24}");
        assertThat(sent.text("/status")).isEqualTo("pending");
        assertThat(sent.body().path("created_at").asLong()).isEqualTo(NOW.getEpochSecond());
        assertThat(sent.body().path("expires_at").asLong())
                .isEqualTo(NOW.plus(Duration.ofDays(7)).getEpochSecond());
        assertThat(at.http().get(INVITES + "/" + sent.text("/id")).body()).isEqualTo(sent.body());
    }

    @Test
    void invites_to_the_default_project_when_none_are_sent() {
        Reply sent = at.http().post(INVITES, "{\"email\":\"ada@example.com\",\"role\":\"reader\"}");

        assertThat(sent.body().path("projects")).hasSize(1);
        assertThat(sent.text("/projects/0/id"))
                .isEqualTo(at.organization().projects().defaultId());
        assertThat(sent.text("/projects/0/role")).isEqualTo("member");
    }

    @Test
    void invites_to_no_project_by_an_empty_list() {
        Reply sent = at.http().post(INVITES, "{\"email\":\"ada@example.com\",\"role\":\"reader\",\"projects\":[]}");

        assertThat(sent.body().path("projects")).isEmpty();
    }

    @Test
    void turns_an_accepted_invite_into_a_user_of_the_organization_and_the_projects() {
        String project = at.organization().projects().add("payments");
        String invite = at.http()
                .post(
                        INVITES,
                        "{\"email\":\"ada@example.com\",\"role\":\"owner\",\"projects\":[{\"id\":\"" + project
                                + "\",\"role\":\"owner\"}]}")
                .text("/id");
        String ada = at.organization().invites().accept(invite);

        assertThat(at.http().get("/organization/users/" + ada).text("/email")).isEqualTo("ada@example.com");
        assertThat(at.http().get("/organization/users/" + ada).text("/role")).isEqualTo("owner");
        assertThat(at.http()
                        .get("/organization/projects/" + project + "/users/" + ada)
                        .text("/role"))
                .isEqualTo("owner");
    }

    @Test
    void shows_that_an_invite_was_accepted() {
        String invite = at.organization().invites().add("ada@example.com", "reader");
        at.organization().invites().accept(invite);
        Reply accepted = at.http().get(INVITES + "/" + invite);

        assertThat(accepted.text("/status")).isEqualTo("accepted");
        assertThat(accepted.body().path("accepted_at").asLong()).isEqualTo(NOW.getEpochSecond());
    }

    @Test
    void lets_an_invite_expire_by_the_clock() {
        String invite = at.organization().invites().add("ada@example.com", "reader");
        FixedClock.set(at.organization(), NOW.plus(Duration.ofDays(7)));

        assertThat(at.http().get(INVITES + "/" + invite).text("/status")).isEqualTo("expired");
        assertThatThrownBy(() -> at.organization().invites().accept(invite))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invite '" + invite + "' is expired.");
    }

    @Test
    void gives_nobody_access_before_the_invite_is_accepted() {
        at.organization()
                .invites()
                .add("ada@example.com", "reader", at.organization().projects().defaultId());

        assertThat(at.http()
                        .get("/organization/users?emails=ada@example.com")
                        .body()
                        .path("data"))
                .isEmpty();
    }

    @Test
    void accepts_a_second_invite_to_other_projects() {
        String project = at.organization().projects().add("payments");
        String first = at.organization().invites().add("ada@example.com", "reader");
        String second = at.organization().invites().add("ada@example.com", "reader", project);
        String ada = at.organization().invites().accept(first);

        assertThat(at.organization().invites().accept(second)).isEqualTo(ada);
        assertThat(at.http()
                        .get("/organization/projects/" + project + "/users/" + ada)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void accepts_without_the_projects_that_were_archived_meanwhile() {
        String project = at.organization().projects().add("payments");
        String invite = at.organization().invites().add("ada@example.com", "reader", project);
        at.http().post("/organization/projects/" + project + "/archive", "");
        String ada = at.organization().invites().accept(invite);

        assertThat(at.http().get("/organization/users/" + ada).body().at("/projects/data"))
                .isEmpty();
    }

    @Test
    void refuses_to_invite_a_user() {
        at.organization().users().add("ada@example.com", "reader");
        Reply refused = at.http().post(INVITES, "{\"email\":\"ada@example.com\",\"role\":\"reader\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/param")).isEqualTo("email");
    }

    @Test
    void refuses_projects_that_are_missing_or_archived() {
        String closed = at.organization().projects().addArchived("closed");

        for (String project : new String[] {"proj_missing", closed}) {
            assertThat(at.http()
                            .post(
                                    INVITES,
                                    "{\"email\":\"ada@example.com\",\"role\":\"reader\",\"projects\":[{\"id\":\""
                                            + project + "\",\"role\":\"member\"}]}")
                            .status())
                    .isEqualTo(400);
        }
        assertThat(at.http().get(INVITES).body().path("data")).isEmpty();
    }

    @Test
    void takes_back_a_pending_invite() {
        String invite = at.organization().invites().add("ada@example.com", "reader");
        Reply gone = at.http().send("DELETE", INVITES + "/" + invite, "");

        assertThat(gone.text("/object")).isEqualTo("organization.invite.deleted");
        assertThat(at.http().get(INVITES + "/" + invite).status()).isEqualTo(404);
    }

    @Test
    void does_not_take_back_an_accepted_invite() {
        String invite = at.organization().invites().add("ada@example.com", "reader");
        at.organization().invites().accept(invite);

        assertThat(at.http().send("DELETE", INVITES + "/" + invite, "").status())
                .isEqualTo(400);
        assertThat(at.http().get(INVITES + "/" + invite).status()).isEqualTo(200);
    }

    @Test
    void invites_once_more_who_was_deleted() {
        String ada = at.organization().users().add("ada@example.com", "reader");
        at.http().send("DELETE", "/organization/users/" + ada, "");
        String invite = at.http()
                .post(INVITES, "{\"email\":\"ada@example.com\",\"role\":\"reader\"}")
                .text("/id");

        assertThat(at.organization().invites().accept(invite)).isNotEqualTo(ada);
    }

    @Test
    void pages_by_the_last_id() {
        at.organization().invites().add("ada@example.com", "reader");
        at.organization().invites().add("bob@example.com", "reader");
        JsonNode first = at.http().get(INVITES + "?limit=1").body();
        JsonNode second = at.http()
                .get(INVITES + "?limit=1&after=" + first.path("last_id").asText())
                .body();

        assertThat(first.at("/data/0/email").asText()).isEqualTo("ada@example.com");
        assertThat(second.at("/data/0/email").asText()).isEqualTo("bob@example.com");
        assertThat(second.path("has_more").asBoolean()).isFalse();
    }
}
