package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loops of users that delete what they list. */
@WithOrganization
class CleanupTest {
    @Test
    void goes_on_after_the_place_of_an_object_that_was_deleted_while_the_list_was_read(
            InMemoryOrganization organization) {
        for (int i = 0; i < 7; i++) {
            organization.adminApiKeys().add("old-" + i);
        }
        PlainHttp http = new PlainHttp(organization);
        List<String> deleted = new ArrayList<>();
        Reply page = http.get("/organization/admin_api_keys?limit=3&order=asc");
        while (true) {
            for (int i = 0; i < page.body().path("data").size(); i++) {
                String name = page.text("/data/" + i + "/name");
                if (name.startsWith("old-")) {
                    http.send("DELETE", "/organization/admin_api_keys/" + page.text("/data/" + i + "/id"), "");
                    deleted.add(name);
                }
            }
            if (!page.body().path("has_more").asBoolean()) {
                break;
            }
            page = http.get("/organization/admin_api_keys?limit=3&order=asc&after=" + page.text("/last_id"));
        }

        assertThat(deleted).containsExactly("old-0", "old-1", "old-2", "old-3", "old-4", "old-5", "old-6");
        assertThat(http.get("/organization/admin_api_keys").body().path("data")).hasSize(1);
    }

    @Test
    void refuses_a_cursor_that_never_was(InMemoryOrganization organization) {
        Reply refused = new PlainHttp(organization).get("/organization/projects?after=proj_never");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("invalid_cursor");
    }

    @Test
    void keeps_the_last_owner(InMemoryOrganization organization) {
        PlainHttp http = new PlainHttp(organization);
        String first = organization.users().ownerId();
        assertThat(http.send("DELETE", "/organization/users/" + first, "").status())
                .isEqualTo(400);

        organization.users().add("ada@example.com", "owner");
        assertThat(http.send("DELETE", "/organization/users/" + first, "").status())
                .isEqualTo(200);
    }

    @Test
    void does_not_invite_somebody_who_is_a_member(InMemoryOrganization organization) {
        organization.users().add("ada@example.com", "reader");
        Reply refused = new PlainHttp(organization)
                .post("/organization/invites", "{\"email\": \"Ada@example.com\", \"role\": \"reader\"}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/param")).isEqualTo("email");
    }
}
