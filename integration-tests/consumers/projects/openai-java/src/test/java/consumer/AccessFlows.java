package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.errors.NotFoundException;
import com.openai.models.admin.organization.projects.ProjectCreateParams;
import com.openai.models.admin.organization.projects.apikeys.ApiKeyDeleteParams;
import com.openai.models.admin.organization.projects.apikeys.ApiKeyRetrieveParams;
import com.openai.models.admin.organization.projects.apikeys.ApiKeyUpdateParams;
import com.openai.models.admin.organization.projects.groups.GroupCreateParams;
import com.openai.models.admin.organization.projects.groups.GroupDeleteParams;
import com.openai.models.admin.organization.projects.groups.GroupRetrieveParams;
import com.openai.models.admin.organization.projects.roles.RoleCreateParams;
import com.openai.models.admin.organization.projects.roles.RoleDeleteParams;
import com.openai.models.admin.organization.projects.roles.RoleRetrieveParams;
import com.openai.models.admin.organization.projects.roles.RoleUpdateParams;
import com.openai.models.admin.organization.projects.serviceaccounts.ServiceAccountCreateParams;
import com.openai.models.admin.organization.projects.serviceaccounts.ServiceAccountDeleteParams;
import com.openai.models.admin.organization.projects.serviceaccounts.ServiceAccountRetrieveParams;
import com.openai.models.admin.organization.projects.serviceaccounts.ServiceAccountUpdateParams;
import com.openai.models.admin.organization.projects.serviceaccounts.apikeys.ApiKeyCreateParams;
import com.openai.models.admin.organization.projects.users.UserCreateParams;
import com.openai.models.admin.organization.projects.users.UserDeleteParams;
import com.openai.models.admin.organization.projects.users.UserRetrieveParams;
import com.openai.models.admin.organization.projects.users.UserUpdateParams;
import com.openai.services.blocking.admin.OrganizationService;
import com.openai.services.blocking.admin.organization.ProjectService;
import dev.openaiadmin.testkit.InMemoryOrganization;

/** Who has access to a project: users, groups, roles, service accounts and keys. */
final class AccessFlows {
    private AccessFlows() {}

    /** The organization is needed for a key that a person has, which no request creates. */
    static void run(OrganizationService organization, InMemoryOrganization seeded) {
        ProjectService projects = organization.projects();
        String project = projects.create(
                        ProjectCreateParams.builder().name("support").build())
                .id();
        var roles = projects.roles();
        String role = roles.create(
                        project,
                        RoleCreateParams.builder()
                                .roleName("tuner")
                                .addPermission("api.fine_tuning.jobs.read")
                                .build())
                .id();
        roles.update(role, RoleUpdateParams.builder().projectId(project).roleName("trainer").build());
        assertEquals(
                "trainer",
                roles.retrieve(role, RoleRetrieveParams.builder().projectId(project).build())
                        .name());
        assertTrue(roles.list(project).data().stream().anyMatch(listed -> listed.id().equals(role)));

        users(projects, project, role, organization.users().list().data().get(0).id());
        groups(organization, project, role);
        serviceAccounts(projects, project);
        apiKeys(projects, project, seeded.projectApiKeys().add(project, "laptop"));

        assertTrue(roles.delete(role, RoleDeleteParams.builder().projectId(project).build())
                .deleted());
        projects.archive(project);
    }

    private static void users(ProjectService projects, String project, String role, String user) {
        var users = projects.users();
        users.create(project, UserCreateParams.builder().userId(user).role("member").build());
        users.update(user, UserUpdateParams.builder().projectId(project).role("owner").build());
        assertEquals(
                "owner",
                users.retrieve(user, UserRetrieveParams.builder().projectId(project).build())
                        .role());
        assertTrue(users.list(project).data().stream().anyMatch(listed -> listed.id().equals(user)));

        var roles = users.roles();
        roles.create(
                user,
                com.openai.models.admin.organization.projects.users.roles.RoleCreateParams.builder()
                        .projectId(project)
                        .roleId(role)
                        .build());
        assertEquals(
                "trainer",
                roles.retrieve(
                                role,
                                com.openai.models.admin.organization.projects.users.roles.RoleRetrieveParams.builder()
                                        .projectId(project)
                                        .userId(user)
                                        .build())
                        .name());
        var ofUser = com.openai.models.admin.organization.projects.users.roles.RoleListParams.builder()
                .projectId(project)
                .userId(user)
                .build();
        assertEquals(2, roles.list(ofUser).data().size());
        roles.delete(
                role,
                com.openai.models.admin.organization.projects.users.roles.RoleDeleteParams.builder()
                        .projectId(project)
                        .userId(user)
                        .build());
        assertEquals(1, roles.list(ofUser).data().size());

        assertTrue(users.delete(user, UserDeleteParams.builder().projectId(project).build())
                .deleted());
    }

    private static void groups(OrganizationService organization, String project, String role) {
        String group = organization
                .groups()
                .create(com.openai.models.admin.organization.groups.GroupCreateParams.builder()
                        .name("agents")
                        .build())
                .id();
        var groups = organization.projects().groups();
        groups.create(project, GroupCreateParams.builder().groupId(group).role(role).build());
        assertEquals(
                "agents",
                groups.retrieve(
                                group,
                                GroupRetrieveParams.builder()
                                        .projectId(project)
                                        .groupType(GroupRetrieveParams.GroupType.GROUP)
                                        .build())
                        .groupName());
        assertEquals(1, groups.list(project).data().size());

        var roles = groups.roles();
        String owner = "role-api-project-owner";
        roles.create(
                group,
                com.openai.models.admin.organization.projects.groups.roles.RoleCreateParams.builder()
                        .projectId(project)
                        .roleId(owner)
                        .build());
        assertEquals(
                "owner",
                roles.retrieve(
                                owner,
                                com.openai.models.admin.organization.projects.groups.roles.RoleRetrieveParams.builder()
                                        .projectId(project)
                                        .groupId(group)
                                        .build())
                        .name());
        var ofGroup = com.openai.models.admin.organization.projects.groups.roles.RoleListParams.builder()
                .projectId(project)
                .groupId(group)
                .build();
        assertEquals(2, roles.list(ofGroup).data().size());
        roles.delete(
                owner,
                com.openai.models.admin.organization.projects.groups.roles.RoleDeleteParams.builder()
                        .projectId(project)
                        .groupId(group)
                        .build());
        assertEquals(1, roles.list(ofGroup).data().size());

        groups.delete(group, GroupDeleteParams.builder().projectId(project).build());
        assertEquals(0, groups.list(project).data().size());
    }

    private static void serviceAccounts(ProjectService projects, String project) {
        var accounts = projects.serviceAccounts();
        String account = accounts.create(
                        project, ServiceAccountCreateParams.builder().name("ci").build())
                .id();
        accounts.update(
                account,
                ServiceAccountUpdateParams.builder()
                        .projectId(project)
                        .name("deploy")
                        .build());
        assertEquals(
                "deploy",
                accounts.retrieve(
                                account,
                                ServiceAccountRetrieveParams.builder()
                                        .projectId(project)
                                        .build())
                        .name());
        assertEquals(1, accounts.list(project).data().size());

        String key = accounts.apiKeys()
                .create(
                        account,
                        ApiKeyCreateParams.builder()
                                .projectId(project)
                                .name("nightly")
                                .build())
                .id();
        assertTrue(projects.apiKeys().list(project).data().stream()
                .anyMatch(listed -> listed.id().equals(key)));

        assertTrue(accounts.delete(
                        account,
                        ServiceAccountDeleteParams.builder().projectId(project).build())
                .deleted());
        assertEquals(0, accounts.list(project).data().size());
    }

    private static void apiKeys(ProjectService projects, String project, String key) {
        var keys = projects.apiKeys();
        var inProject = ApiKeyRetrieveParams.builder().projectId(project).build();
        keys.update(
                key,
                ApiKeyUpdateParams.builder()
                        .projectId(project)
                        .expiresInSeconds(3600)
                        .build());
        assertTrue(keys.retrieve(key, inProject).expiresAt().isPresent());
        assertEquals(1, keys.list(project).data().size());
        keys.delete(key, ApiKeyDeleteParams.builder().projectId(project).build());
        assertThrows(NotFoundException.class, () -> keys.retrieve(key, inProject));
    }
}
