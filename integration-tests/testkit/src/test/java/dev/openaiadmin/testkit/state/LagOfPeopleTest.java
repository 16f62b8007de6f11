package dev.openaiadmin.testkit.state;

import static dev.openaiadmin.testkit.FixedClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.WithOrganization;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class LagOfPeopleTest {
    private static final Duration LAG = Duration.ofSeconds(10);

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private String ada;
    private String auditor;

    @BeforeEach
    void lag() {
        ada = at.organization().users().add("ada@example.com", "reader");
        auditor = at.organization().roles().add("auditor");
        at.organization().lagOfLists(LAG);
        at.organization().lagOfReads(LAG);
    }

    @Test
    void shows_the_predefined_roles_of_a_project_that_was_made_just_now() {
        String project =
                at.http().post("/organization/projects", "{\"name\":\"late\"}").text("/id");

        assertThat(names("/projects/" + project + "/roles")).containsExactly("owner", "member", "viewer");
        assertThat(at.http()
                        .get("/projects/" + project + "/roles/role-api-project-owner")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void finds_what_belongs_to_a_group_that_a_get_does_not_find_yet() {
        String group =
                at.http().post("/organization/groups", "{\"name\":\"late\"}").text("/id");
        at.organization().groups().addUser(group, ada);

        assertThat(at.http().get("/organization/groups/" + group).status()).isEqualTo(404);
        assertThat(at.http()
                        .get("/organization/groups/" + group + "/users/" + ada)
                        .status())
                .isEqualTo(200);
        assertThat(names("/organization/groups/" + group + "/users")).containsExactly("ada");
    }

    @Test
    void holds_back_a_role_that_a_request_assigned() {
        String roles = "/organization/users/" + ada + "/roles";
        at.http().post(roles, "{\"role_id\":\"" + auditor + "\"}");

        assertThat(names(roles)).containsExactly("reader");
        assertThat(at.http().get(roles + "/" + auditor).status()).isEqualTo(404);

        FixedClock.set(at.organization(), NOW.plus(LAG));
        assertThat(names(roles)).containsExactly("reader", "auditor");
        assertThat(at.http().get(roles + "/" + auditor).status()).isEqualTo(200);
    }

    @Test
    void lets_the_lag_of_a_role_end_when_it_is_assigned_once_more() {
        String roles = "/organization/users/" + ada + "/roles";
        at.http().post(roles, "{\"role_id\":\"" + auditor + "\"}");
        at.http().send("DELETE", roles + "/" + auditor, "");
        at.organization().roleAssignments().toUser(ada, auditor);

        assertThat(names(roles)).containsExactly("reader", "auditor");
    }

    private List<String> names(String list) {
        return at.http().get(list).body().path("data").findValuesAsText("name");
    }
}
