package dev.openaiadmin.governance.blueprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.governance.Workplace;
import dev.openaiadmin.model.AssignedRole;
import dev.openaiadmin.model.Group;
import dev.openaiadmin.model.GroupUser;
import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.InviteRole;
import dev.openaiadmin.model.ProjectGroup;
import dev.openaiadmin.model.ProjectUser;
import dev.openaiadmin.model.Role;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.RecordedRequest;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Users, groups and roles, in the organization and in its projects. */
@WithOrganization
class AccessTest {
    private final InMemoryOrganization organization;
    private final Workplace at;
    private final String ada;

    AccessTest(OrganizationServer server) {
        this.at = new Workplace(server);
        this.organization = at.organization;
        this.ada = organization.users().add("ada@example.com", "reader");
    }

    @AfterEach
    void close() {
        at.close();
    }

    private static OrganizationBlueprint file(String text) {
        return OrganizationBlueprint.parse("org.yaml", text);
    }

    @Test
    void creates_roles_groups_and_what_refers_to_them_in_one_plan() {
        OrganizationBlueprint blueprint = file("""
                roles:
                  - { name: usage-viewer, description: Reads usage., permissions: [api.usage.read] }
                  - { name: nothing, permissions: [] }
                groups:
                  - { name: platform, members: [Ada@example.com], roles: [usage-viewer] }
                users:
                  - { email: ada@example.com, roles: [nothing] }
                projects:
                  - name: payments-prod
                    roles:
                      - { name: tester, permissions: [api.model.read] }
                    viewers: [{ email: ada@example.com, roles: [tester] }]
                    groups:
                      - { name: platform, roles: [member, tester] }
                """);

        Plan plan = at.governance().plan(blueprint);

        assertThat(plan).hasToString("""
                Organization
                  + role usage-viewer: api.usage.read (Reads usage.)
                  + role nothing: no permissions
                  + group platform
                  + member ada@example.com of group platform
                  + role usage-viewer of group platform
                  + role nothing of ada@example.com

                Project payments-prod
                  + project
                  + role tester: api.model.read
                  + viewer ada@example.com
                  + role tester of ada@example.com
                  + group platform: member, tester""");
        plan.apply();
        assertThat(at.governance().plan(blueprint))
                .hasToString("Nothing to do: the organization matches the blueprints.");
        assertThat(at.admin.roles().list().stream()).extracting(Role::name).contains("usage-viewer", "nothing");
        Group group = at.admin.groups().list().stream().findFirst().orElseThrow();
        assertThat(at.admin.groupUsers().list(group.id()).stream())
                .extracting(GroupUser::email)
                .containsExactly("ada@example.com");
        assertThat(at.admin.groupRoles().list(group.id()).stream())
                .extracting(AssignedRole::name)
                .containsExactly("usage-viewer");
        String project = at.project("payments-prod").id();
        assertThat(at.admin.projectUsers().list(project).stream())
                .singleElement()
                .returns("viewer", ProjectUser::role);
        assertThat(at.admin.projectUserRoles().list(project, ada).stream())
                .extracting(AssignedRole::name)
                .contains("viewer", "tester");
        assertThat(at.admin.projectGroups().list(project).stream())
                .extracting(ProjectGroup::groupName)
                .containsExactly("platform");
        assertThat(at.admin.projectGroupRoles().list(project, group.id()).stream())
                .extracting(AssignedRole::name)
                .containsExactlyInAnyOrder("member", "tester");
    }

    @Test
    void says_the_same_in_java() {
        assertThat(file("""
                        roles: [{ name: usage-viewer, description: Reads usage., permissions: [api.usage.read] }]
                        groups: [{ name: platform, members: [ada@example.com], roles: [usage-viewer] }]
                        users: [{ email: bob@example.com, role: owner, roles: [usage-viewer] }]
                        monthly_spend_limit_in_cents: none
                        exact: [groups, group_members]
                        projects:
                          - name: payments-prod
                            roles: [{ name: tester, permissions: [] }]
                            owners: [ada@example.com]
                            viewers: [{ email: bob@example.com, roles: [tester] }]
                            users: [carol@example.com]
                            groups: [{ name: platform, roles: [member] }]
                            service_accounts: [{ name: ci, key: false, role: member }]
                            exact: [users]
                        """).parts())
                .isEqualTo(OrganizationBlueprint.of()
                        .role("usage-viewer", "Reads usage.", List.of("api.usage.read"))
                        .group(GroupBlueprint.named("platform")
                                .member("ada@example.com")
                                .role("usage-viewer"))
                        .user("bob@example.com", "owner", "usage-viewer")
                        .noMonthlySpendLimit()
                        .exact(ExactPart.GROUPS, ExactPart.GROUP_MEMBERS)
                        .parts());
        assertThat(file("""
                        projects:
                          - name: payments-prod
                            roles: [{ name: tester, permissions: [] }]
                            owners: [ada@example.com]
                            viewers: [{ email: bob@example.com, roles: [tester] }]
                            users: [carol@example.com]
                            groups: [{ name: platform, roles: [member] }]
                            service_accounts: [{ name: ci, key: false, role: member }]
                            exact: [users]
                        """).projects())
                .containsExactly(ProjectBlueprint.named("payments-prod")
                        .role("tester", null, List.of())
                        .owner("ada@example.com")
                        .viewer("bob@example.com")
                        .userRoles("bob@example.com", "tester")
                        .userRoles("carol@example.com")
                        .group("platform", "member")
                        .serviceAccountWithoutKey("ci")
                        .serviceAccountRole("ci", "member")
                        .exact(ExactPart.USERS));
    }

    @Test
    void names_the_nearest_known_role_group_and_certificate_with_their_places() {
        organization.roles().add("auditor", "api.usage.read");
        organization.groups().add("platform");
        organization.certificates().add("gateway");
        organization.projects().add("payments-prod");

        assertThatThrownBy(() -> at.governance().plan(file("""
                        users:
                          - { email: ada@example.com, roles: [audtor] }
                        certificates: [gatway]
                        projects:
                          - name: payments-prod
                            groups:
                              - { name: platfrom, roles: [member] }
                            members:
                              - { email: ada@example.com, roles: [testre] }
                        """)))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("Organization: org.yaml, line 2, column 39: there is no role 'audtor'; known:"
                        + " auditor, owner, reader; did you mean 'auditor'?")
                .hasMessageContaining(
                        "Organization: org.yaml, line 3, column 16: there is no certificate 'gatway'; known:"
                                + " gateway; did you mean 'gateway'?")
                .hasMessageContaining(
                        "'payments-prod': org.yaml, line 7, column 17: there is no group 'platfrom'; known:"
                                + " platform; did you mean 'platform'?")
                .hasMessageContaining(
                        "'payments-prod': org.yaml, line 9, column 43: there is no role 'testre'; known:");
        assertThat(organization.requests()).extracting(RecordedRequest::method).containsOnly("GET");
    }

    @Test
    void asks_for_the_id_where_a_name_is_not_unique() {
        String first = organization.groups().add("twins");
        String second = organization.groups().add("twins");
        organization.projects().add("payments-prod");

        assertThatThrownBy(() -> at.governance()
                        .plan(ProjectBlueprint.named("payments-prod").group("twins", "member")))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContainingAll("more than one group is named 'twins'", first, second);

        at.applied(ProjectBlueprint.named("payments-prod").group(second, "member"));
        assertThat(at.admin.projectGroups().list(at.project("payments-prod").id()).stream())
                .extracting(ProjectGroup::groupId)
                .containsExactly(second);
    }

    @Test
    void changes_what_differs_in_roles_and_not_predefined_ones() {
        organization.roles().add("auditor", "api.usage.read");
        OrganizationBlueprint changed = file("""
                roles: [{ name: auditor, permissions: [api.usage.read, api.management.read] }]
                """);

        assertThat(at.governance().plan(changed)).hasToString("""
                Organization
                  ~ role auditor: api.usage.read -> api.management.read, api.usage.read""");
        at.governance().plan(changed).apply();
        assertThat(at.governance().plan(changed).isEmpty()).isTrue();
        assertThatThrownBy(() -> at.governance().plan(file("roles: [{ name: owner, permissions: [] }]")))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("the role 'owner' is predefined and cannot be changed");
    }

    @Test
    void turns_a_member_into_a_viewer_and_back() {
        String project = organization.projects().add("payments-prod");
        organization.projectUsers().add(project, ada, "member");

        at.applied(ProjectBlueprint.named("payments-prod").viewer("ada@example.com"));
        assertThat(at.admin.projectUsers().list(project).stream())
                .extracting(ProjectUser::role)
                .containsExactly("viewer");

        at.applied(ProjectBlueprint.named("payments-prod").member("ada@example.com"));
        assertThat(at.admin.projectUsers().list(project).stream())
                .extracting(ProjectUser::role)
                .containsExactly("member");
    }

    @Test
    void lets_wait_what_an_invite_cannot_give() {
        OrganizationBlueprint blueprint = file("""
                groups: [{ name: platform, members: [new@example.com] }]
                users: [{ email: new@example.com, role: owner, roles: [owner] }]
                projects:
                  - name: payments-prod
                    roles: [{ name: tester, permissions: [] }]
                    members: [{ email: new@example.com, roles: [tester] }]
                  - name: search
                    viewers: [new@example.com]
                """);

        Plan plan = at.governance().plan(blueprint);

        assertThat(plan.waiting())
                .containsExactly(
                        "Organization: member new@example.com of group platform waits until new@example.com has"
                                + " accepted the invite",
                        "Organization: role owner of new@example.com waits until new@example.com has accepted the"
                                + " invite",
                        "'payments-prod': role tester of new@example.com waits until new@example.com has accepted the"
                                + " invite",
                        "'search': viewer new@example.com waits until new@example.com has accepted the invite");
        plan.apply();
        Invite invite = at.admin.invites().list().stream().findFirst().orElseThrow();
        assertThat(invite.role()).isEqualTo(InviteRole.OWNER);
        assertThat(invite.projects()).hasSize(1);
        assertThat(at.governance().plan(blueprint).isEmpty()).isTrue();

        organization.invites().accept(invite.id());
        Plan afterwards = at.governance().plan(blueprint);
        assertThat(afterwards.waiting()).isEmpty();
        assertThat(afterwards.changes())
                .extracting(PlannedChange::subject)
                .containsExactly(
                        "member new@example.com of group platform",
                        "role tester of new@example.com",
                        "viewer new@example.com");
        afterwards.apply();
        assertThat(at.governance().plan(blueprint).isEmpty()).isTrue();
    }

    @Test
    void demotes_an_owner_last_and_warns() {
        organization.users().add("cto@example.com", "owner");
        OrganizationBlueprint blueprint = file("""
                users: [{ email: cto@example.com, role: reader }]
                monthly_spend_limit_in_cents: 5000
                projects: [{ name: a }]
                """);

        Plan plan = at.governance().plan(blueprint);

        assertThat(plan.changes())
                .extracting(PlannedChange::subject)
                .containsExactly("monthly spend limit", "project", "role of cto@example.com");
        assertThat(plan.warnings()).singleElement().asString().contains("the admin keys of cto@example.com may end");
    }

    @Test
    void does_not_demote_an_owner_when_a_change_before_has_failed() {
        String cto = organization.users().add("cto@example.com", "owner");
        organization.failNext(Fault.status(400).on("createProject").times(1));
        Plan plan = at.governance().plan(file("""
                users: [{ email: cto@example.com, role: reader }]
                projects: [{ name: a }]
                """));

        assertThatThrownBy(plan::apply).isInstanceOf(ApplyException.class);

        assertThat(at.admin.users().retrieve(cto).role()).isEqualTo("owner");
    }

    @Test
    void leaves_a_group_of_an_identity_provider_as_it_is() {
        organization.seed("""
                {"groups": [{"id": "group_scim", "name": "everyone", "is_scim_managed": true}]}""");
        OrganizationBlueprint blueprint = file("""
                groups: [{ name: everyone, members: [ada@example.com], roles: [reader] }]
                exact: [groups, group_members]
                """);

        Plan plan = at.governance().plan(blueprint);

        assertThat(plan.changes()).extracting(PlannedChange::subject).containsExactly("role reader of group everyone");
        assertThat(plan.warnings())
                .singleElement()
                .asString()
                .contains("does not get the members ada@example.com, because an identity provider manages it");
        assertThat(at.governance().plan(file("{ groups: [], exact: [groups] }")).changes())
                .isEmpty();
    }

    @Test
    void renames_a_group_by_its_id() {
        String id = organization.groups().add("old");

        at.governance()
                .plan(OrganizationBlueprint.of()
                        .group(GroupBlueprint.named("new").id(id)))
                .apply();

        assertThat(at.admin.groups().retrieve(id).name()).isEqualTo("new");
    }

    @Test
    void removes_nothing_that_it_does_not_name() {
        everythingElse();

        Plan plan = at.governance().plan(file("""
                groups: [{ name: platform, members: [], roles: [] }]
                users: [ada@example.com]
                projects:
                  - name: payments-prod
                    members: [{ email: ada@example.com, roles: [] }]
                    groups: [{ name: platform }]
                    service_accounts: []
                """));

        assertThat(plan.changes()).isEmpty();
    }

    @Test
    void removes_what_an_exact_part_does_not_name_in_the_reverse_order() {
        everythingElse();
        OrganizationBlueprint blueprint = file("""
                groups: [{ name: platform, members: [] }]
                users: [ada@example.com]
                exact: [roles, groups, group_members, group_roles, user_roles, spend_alerts, certificates]
                projects:
                  - name: payments-prod
                    members: [ada@example.com]
                    groups: [{ name: platform }]
                    exact: [roles, users, user_roles, groups, group_roles, service_accounts, spend_alerts, certificates]
                """);

        Plan plan = at.governance().plan(blueprint);

        assertThat(plan).hasToString("""
                Organization
                  - active certificate gateway
                  - spend alert at $1.00 (to [cfo@example.com])
                  - role helper of ada@example.com
                  - group others (%s)
                  - role auditor of group platform
                  - member ada@example.com of group platform
                  - role helper (no permissions)
                  - role auditor (api.usage.read)

                Project payments-prod
                  - active certificate gateway
                  - spend alert at $0.00 (to [cfo@example.com])
                  - service account ci (%s, its keys end)
                  - group others
                  - role tester of group platform
                  - member bob@example.com
                  - role helper of ada@example.com
                  - role helper (no permissions)
                  - role tester (api.model.read)""".formatted(
                at.admin.groups().list().stream()
                        .filter(group -> "others".equals(group.name()))
                        .findFirst()
                        .orElseThrow()
                        .id(),
                at.admin.serviceAccounts().list(at.project("payments-prod").id()).stream()
                        .findFirst()
                        .orElseThrow()
                        .id()));
        assertThat(plan.changes())
                .allMatch(change -> change.removal() != null)
                .filteredOn(change -> change.removal() == Removal.PERMANENT)
                .extracting(PlannedChange::subject)
                .containsExactly(
                        "group others",
                        "role helper",
                        "role auditor",
                        "service account ci",
                        "role helper",
                        "role tester");
        plan.apply();
        assertThat(at.governance().plan(blueprint).isEmpty()).isTrue();
    }

    /** Adds to the organization one more of everything that a blueprint of nothing but ada and a group names. */
    private void everythingElse() {
        String project = organization.projects().add("payments-prod");
        String bob = organization.users().add("bob@example.com", "reader");
        String auditor = organization.roles().add("auditor", "api.usage.read");
        String tester = organization.roles().addToProject(project, "tester", "api.model.read");
        String platform = organization.groups().add("platform");
        String others = organization.groups().add("others");
        organization.groups().addUser(platform, ada);
        organization.roleAssignments().toGroup(platform, auditor);
        organization.roleAssignments().toUser(ada, organization.roles().add("helper"));
        organization.projectUsers().add(project, ada, "member");
        organization.projectUsers().add(project, bob, "member");
        organization
                .roleAssignments()
                .toProjectUser(project, ada, organization.roles().addToProject(project, "helper"));
        organization.projectGroups().add(project, platform, tester);
        organization.projectGroups().add(project, others, tester);
        organization.serviceAccounts().add(project, "ci");
        organization.spendAlerts().add(100, "cfo@example.com");
        organization.spendAlerts().addToProject(project, 0, "cfo@example.com");
        String certificate = organization.certificates().add("gateway");
        organization.certificates().activate(certificate);
        organization.certificates().activateInProject(project, certificate);
    }

    @Test
    void takes_a_role_that_comes_from_a_group_for_no_assignment_of_the_user() {
        String project = organization.projects().add("payments-prod");
        String tester = organization.roles().addToProject(project, "tester", "api.model.read");
        String platform = organization.groups().add("platform");
        organization.groups().addUser(platform, ada);
        organization.projectUsers().add(project, ada, "member");
        organization.projectGroups().add(project, platform, tester);

        Plan plan = at.governance()
                .plan(ProjectBlueprint.named("payments-prod")
                        .member("ada@example.com")
                        .group("platform", "tester")
                        .exact(ExactPart.USER_ROLES));

        assertThat(plan.changes()).isEmpty();
    }

    @Test
    void continues_with_others_when_a_group_cannot_be_created() {
        organization.failNext(Fault.status(400).on("createGroup").times(1));
        Plan plan = at.governance().plan(file("""
                groups: [{ name: platform, members: [ada@example.com] }]
                monthly_spend_limit_in_cents: 5000
                projects:
                  - { name: a, groups: [{ name: platform, roles: [member] }] }
                  - { name: b }
                """));

        assertThatThrownBy(plan::apply)
                .isInstanceOf(ApplyException.class)
                .hasMessageContaining("3 of 6 changes are done")
                .hasMessageContaining("The group 'platform' was not created");
        assertThat(at.admin.spendLimit().retrieve().thresholdAmount()).isEqualTo(5_000);
        assertThat(at.project("b")).isNotNull();
    }

    @Test
    void does_not_assign_twice_when_a_response_is_lost() {
        organization.roles().add("auditor", "api.usage.read");
        String platform = organization.groups().add("platform");
        for (String operation : List.of("assignUserRole", "assignGroupRole", "addGroupUser")) {
            organization.failNext(Fault.status(503).butDone().on(operation).times(1));
        }
        OrganizationBlueprint blueprint = file("""
                groups: [{ name: platform, members: [ada@example.com], roles: [auditor] }]
                users: [{ email: ada@example.com, roles: [auditor] }]
                """);

        at.governance().plan(blueprint).apply();

        assertThat(at.admin.groupUsers().list(platform).stream()).hasSize(1);
        assertThat(at.governance().plan(blueprint).isEmpty()).isTrue();
    }

    @Test
    void reads_the_roles_of_users_only_where_there_are_custom_roles() {
        String project = organization.projects().add("payments-prod");
        organization.projectUsers().add(project, ada, "member");
        ProjectBlueprint blueprint = ProjectBlueprint.named("payments-prod")
                .member("ada@example.com")
                .exact(ExactPart.USER_ROLES);

        Plan unused = at.governance().plan(blueprint);

        assertThat(organization.requestCount("listProjectUserRoles")).isZero();
    }

    @Test
    void finds_a_user_whose_address_is_written_in_another_case() {
        organization.seed("""
                {"users": [{"id": "user-bob", "email": "Bob@Example.com"}]}""");
        String project = organization.projects().add("payments-prod");
        organization.projectUsers().add(project, "user-bob", "owner");

        assertThat(at.governance()
                        .plan(ProjectBlueprint.named("payments-prod").owner("bob@example.com"))
                        .changes())
                .isEmpty();
    }

    @Test
    void knows_roles_by_ids_with_and_without_their_scope() {
        String project = organization.projects().add("payments-prod");
        organization.projectGroups().add(project, organization.groups().add("platform"), "role-api-project-owner");
        for (String role :
                List.of("owner", "role-api-project-owner", "role-api-project-owner__api-project__" + project)) {
            assertThat(at.governance()
                            .plan(ProjectBlueprint.named("payments-prod").group("platform", role))
                            .changes())
                    .as(role)
                    .isEmpty();
        }
    }
}
