package dev.openaiadmin.governance.offboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.Workplace;
import dev.openaiadmin.governance.journal.JournalInUseException;
import dev.openaiadmin.governance.offboarding.AccessRemoval.Kind;
import dev.openaiadmin.model.InviteRole;
import dev.openaiadmin.model.User;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.RecordedRequest;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@WithOrganization
class OffboardingTest {
    private static final String ADA = "ada@example.com";

    @AutoClose
    private final Workplace workplace;

    private final InMemoryOrganization organization;
    private String project = "";
    private String ada = "";

    OffboardingTest(OrganizationServer server) {
        this.workplace = new Workplace(server);
        this.organization = workplace.organization;
    }

    @BeforeEach
    void begin() {
        project = organization.projects().add("payments-prod");
        ada = organization.users().add(ADA, "reader");
    }

    @Test
    void lists_the_places_of_a_person_in_the_order_of_their_removal() {
        organization.projectUsers().add(project, ada, "member");
        String auditor = organization.roles().addToProject(project, "auditor", "api.model.read");
        organization.roleAssignments().toProjectUser(project, ada, auditor);
        String group = organization.groups().add("engineers");
        organization.groups().addUser(group, ada);
        String billing = organization.roles().add("billing", "api.usage.read");
        organization.roleAssignments().toUser(ada, billing);

        assertThat(plan().removals())
                .extracting(AccessRemoval::toString)
                .containsExactly(
                        "- role auditor (" + auditor + ") of project payments-prod",
                        "- member of group engineers (" + group + ")",
                        "- member of project payments-prod",
                        "- role billing (" + billing + ") of the organization",
                        "- user " + ADA + " (" + ada + ") of the organization");
    }

    @Test
    void leaves_nothing_of_the_person() {
        organization.projectUsers().add(project, ada, "owner");
        organization.groups().addUser(organization.groups().add("engineers"), ada);

        Offboarded offboarded = plan().apply();

        assertThat(offboarded.isComplete()).isTrue();
        assertThat(workplace.admin.users().list().stream().map(User::email)).doesNotContain(ADA);
        assertThat(workplace.admin.projectUsers().list(project).stream()).isEmpty();
    }

    @Test
    void changes_nothing_before_it_is_applied() {
        organization.projectUsers().add(project, ada, "member");

        plan();

        assertThat(organization.requests()).extracting(RecordedRequest::method).containsOnly("GET");
    }

    @Test
    void deletes_a_pending_invite_of_somebody_who_is_no_user_yet() {
        workplace.admin.invites().create("new@example.com", InviteRole.READER);

        workplace.governance().offboard("NEW@example.com").plan().apply();

        assertThat(workplace.admin.invites().list().stream()).isEmpty();
    }

    @Test
    void lists_keys_and_leaves_them_alone() {
        organization.projectUsers().add(project, ada, "member");
        organization.projectApiKeys().add(project, "laptop", ada);

        OffboardingPlan plan = plan();

        assertThat(plan.keys()).extracting(OwnedKey::name).containsExactly("laptop");
        assertThat(plan.removals()).extracting(AccessRemoval::kind).containsExactly(Kind.PROJECT, Kind.ORGANIZATION);
    }

    @Test
    void deletes_keys_first_when_this_is_wanted() {
        organization.projectApiKeys().add(project, "laptop", ada);

        workplace.governance().offboard(ADA).deleteKeys().plan().apply();

        assertThat(organization.requests().stream()
                        .filter(request -> request.method().equals("DELETE"))
                        .map(RecordedRequest::operation))
                .containsExactly("deleteProjectApiKey", "deleteUser");
    }

    @Test
    void removes_each_kind_by_its_operation() {
        organization.projectApiKeys().add(project, "laptop", ada);
        organization.projectUsers().add(project, ada, "member");
        organization
                .roleAssignments()
                .toProjectUser(project, ada, organization.roles().addToProject(project, "auditor", "api.model.read"));
        organization.groups().addUser(organization.groups().add("engineers"), ada);
        organization.roleAssignments().toUser(ada, organization.roles().add("billing", "api.usage.read"));
        workplace.admin.invites().create("new@example.com", InviteRole.READER);

        List<AccessRemoval> removals = new ArrayList<>();
        for (String person : List.of(ADA, "new@example.com")) {
            OffboardingPlan plan =
                    workplace.governance().offboard(person).deleteKeys().plan();
            removals.addAll(plan.removals());
            plan.apply();
        }

        assertThat(removals)
                .extracting(AccessRemoval::kind)
                .doesNotHaveDuplicates()
                .hasSize(7);
        assertThat(organization.requests().stream()
                        .filter(request -> request.method().equals("DELETE"))
                        .map(RecordedRequest::operation))
                .isEqualTo(removals.stream()
                        .map(removal -> removal.kind().operationId())
                        .toList());
        assertThat(removals)
                .filteredOn(AccessRemoval::isPermanent)
                .extracting(AccessRemoval::kind)
                .containsExactly(Kind.PROJECT_KEY, Kind.ORGANIZATION);
    }

    @Test
    void finds_keys_in_projects_that_the_person_has_left() {
        organization.projectApiKeys().add(project, "laptop", ada);

        assertThat(plan().keys()).extracting(OwnedKey::project).containsExactly("payments-prod");
    }

    @Test
    void does_not_touch_service_accounts_and_their_keys() {
        workplace.admin.serviceAccounts().create(project, "ci");

        OffboardingPlan plan = workplace.governance().offboard(ADA).deleteKeys().plan();

        assertThat(plan.removals()).extracting(AccessRemoval::kind).containsExactly(Kind.ORGANIZATION);
    }

    @Test
    void leaves_groups_of_the_identity_provider_to_it() {
        organization.seed("{\"groups\": [{\"id\": \"group_scim\", \"name\": \"everybody\", \"is_scim_managed\": true}],"
                + " \"groups/group_scim/users\": [{\"email\": \"" + ADA + "\"}]}");

        OffboardingPlan plan = plan();

        assertThat(plan.obstacles())
                .containsExactly("the group 'everybody' (group_scim) is managed by the identity provider (SCIM); remove"
                        + " the person from it there");
        assertThat(plan.removals()).extracting(AccessRemoval::kind).containsExactly(Kind.ORGANIZATION);
    }

    @Test
    void leaves_users_of_the_identity_provider_to_it() {
        organization.seed("{\"users\": [{\"email\": \"scim@example.com\", \"is_scim_managed\": true}]}");

        OffboardingPlan plan =
                workplace.governance().offboard("scim@example.com").plan();

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.isComplete()).isFalse();
        assertThat(plan.obstacles()).singleElement().asString().contains("identity provider (SCIM)");
    }

    @Test
    void keeps_the_last_owner() {
        assertThat(workplace.governance().offboard("owner@example.com").plan().obstacles())
                .anyMatch(obstacle -> obstacle.contains("the last owner of the organization"));
    }

    @Test
    void keeps_the_owner_of_the_key_that_it_uses() {
        organization.users().add("second@example.com", "owner");

        OffboardingPlan plan =
                workplace.governance().offboard("owner@example.com").plan();

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.obstacles()).singleElement().asString().contains("which this run may be using");
    }

    @Test
    void removes_the_owner_of_its_key_at_last_when_this_is_allowed() {
        organization.users().add("second@example.com", "owner");

        Offboarded offboarded = workplace
                .governance()
                .offboard("owner@example.com")
                .allowLosingOwnKey()
                .plan()
                .apply();

        assertThat(offboarded.removed()).extracting(AccessRemoval::kind).last().isEqualTo(Kind.ORGANIZATION);
    }

    @Test
    void names_what_it_may_not_read_and_is_not_complete() {
        organization.failNext(Fault.status(403).on("listGroups").always());

        OffboardingPlan plan = plan();

        assertThat(plan.isComplete()).isFalse();
        assertThat(plan.missing()).singleElement().asString().startsWith("groups: the key lacks the scope");
    }

    @Test
    void keeps_the_user_when_another_removal_is_refused() {
        organization.projectUsers().add(project, ada, "member");
        organization.failNext(Fault.status(403).on("removeProjectUser").always());

        OffboardingException failure = catchThrowableOfType(OffboardingException.class, () -> plan().apply());

        assertThat(failure.notDone()).extracting(AccessRemoval::kind).containsExactly(Kind.PROJECT, Kind.ORGANIZATION);
        assertThat(organization.requestCount("deleteUser")).isZero();
    }

    @Test
    void takes_what_somebody_else_has_removed_for_removed() {
        organization.projectUsers().add(project, ada, "member");
        OffboardingPlan plan = plan();
        workplace.admin.projectUsers().remove(project, ada);
        workplace.admin.users().delete(ada);

        assertThat(plan.apply().isComplete()).isTrue();
    }

    @Test
    void reports_a_membership_that_is_added_meanwhile() {
        String other = organization.projects().add("search");
        organization.seed(
                "{\"users\": [{\"id\": \"user_scim\", \"email\": \"s@example.com\", \"is_scim_managed\": true}]}");
        organization.projectUsers().add(project, "user_scim", "member");
        OffboardingPlan plan = workplace.governance().offboard("s@example.com").plan();
        organization.projectUsers().add(other, "user_scim", "member");

        Offboarded offboarded = plan.apply();

        assertThat(offboarded.isComplete()).isFalse();
        assertThat(offboarded.remaining())
                .extracting(AccessRemoval::toString)
                .containsExactly("- member of project search");
    }

    @Test
    void is_refused_while_another_run_uses_the_journal() {
        OffboardingPlan plan = plan();

        workplace.journal.lock("another run");

        assertThatThrownBy(plan::apply).isInstanceOf(JournalInUseException.class);
    }

    @Test
    void does_nothing_more_when_it_is_repeated() {
        plan().apply();

        OffboardingPlan again = plan();

        assertThat(again.isEmpty()).isTrue();
        assertThat(again.isComplete()).isTrue();
    }

    @Test
    void names_the_nearest_address_when_nobody_has_this_one() {
        assertThatThrownBy(() ->
                        workplace.governance().offboard("adda@example.com").plan())
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("Nobody in the organization is adda@example.com")
                .hasMessageEndingWith("Did you mean " + ADA + "?");
    }

    @Test
    void takes_the_id_of_a_user() {
        assertThat(workplace.governance().offboard(ada).plan().removals())
                .extracting(AccessRemoval::id)
                .containsExactly(ada);
    }

    @Test
    void refuses_what_is_no_address() {
        assertThatThrownBy(() -> workplace.governance().offboard("Ada Lovelace"))
                .isInstanceOf(InvalidValueException.class);
    }

    @Test
    void prints_keys_that_break() {
        organization.seed("""
                {"projects/%s/api_keys": [{"id": "key_1", "name": "lap\\u202etop", "owner": {"user": {"id": "%s"}},
                                           "last_used_at": 1924992000}]}""".formatted(project, ada));

        assertThat(plan()).hasToString("""
                Offboarding of ada@example.com
                  - user ada@example.com (%s) of the organization

                Keys of the person, which are not deleted; programs that use them may stop
                  PROJECT        KEY    NAME          LAST USED   EXPIRES
                  payments-prod  key_1  lap\\u202etop  2031-01-01  -""".formatted(ada));
    }

    @Test
    void writes_the_plan_as_data() {
        assertThat(plan().toJson()).isEqualToIgnoringWhitespace("""
                {"person": "ada@example.com", "user_id": "%s",
                 "removals": [{"kind": "organization", "id": "%s", "name": "ada@example.com"}],
                 "keys": [], "obstacles": [], "missing": [], "complete": true}""".formatted(ada, ada));
    }

    private OffboardingPlan plan() {
        return workplace.governance().offboard(ADA).plan();
    }
}
