package consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.openai.errors.NotFoundException;
import com.openai.models.admin.organization.groups.GroupCreateParams;
import com.openai.models.admin.organization.groups.GroupUpdateParams;
import com.openai.models.admin.organization.groups.users.UserCreateParams;
import com.openai.models.admin.organization.groups.users.UserDeleteParams;
import com.openai.models.admin.organization.groups.users.UserRetrieveParams;
import com.openai.models.admin.organization.roles.RoleCreateParams;
import com.openai.models.admin.organization.roles.RoleUpdateParams;
import com.openai.models.admin.organization.users.UserListParams;
import com.openai.models.admin.organization.users.UserUpdateParams;
import com.openai.services.blocking.admin.OrganizationService;

/** Users, groups and roles of an organization, and who has which role. */
final class RoleFlows {
    private RoleFlows() {}

    static void run(OrganizationService organization) {
        var roles = organization.roles();
        String role = roles.create(RoleCreateParams.builder()
                        .roleName("auditor")
                        .addPermission("api.organization.usage.read")
                        .build())
                .id();
        roles.update(role, RoleUpdateParams.builder().roleName("reviewer").build());
        assertEquals("reviewer", roles.retrieve(role).name());
        assertTrue(roles.list().data().stream().anyMatch(listed -> listed.id().equals(role)));
        String user = organization.users()
                .list(UserListParams.builder().addEmail("ada@example.com").build())
                .data()
                .get(0)
                .id();

        groups(organization, user, role);
        users(organization, user, role);

        assertTrue(roles.delete(role).deleted());
        assertThrows(NotFoundException.class, () -> roles.retrieve(role));
    }

    private static void groups(OrganizationService organization, String user, String role) {
        var groups = organization.groups();
        String group = groups.create(GroupCreateParams.builder().name("finance").build()).id();

        groups.update(group, GroupUpdateParams.builder().name("treasury").build());
        assertEquals("treasury", groups.retrieve(group).name());
        assertEquals(1, groups.list().data().size());

        var members = groups.users();
        members.create(group, UserCreateParams.builder().userId(user).build());
        assertEquals(1, members.list(group).data().size());
        assertEquals(
                user,
                members.retrieve(user, UserRetrieveParams.builder().groupId(group).build())
                        .id());
        members.delete(user, UserDeleteParams.builder().groupId(group).build());
        assertEquals(0, members.list(group).data().size());

        var roles = groups.roles();
        roles.create(
                group,
                com.openai.models.admin.organization.groups.roles.RoleCreateParams.builder()
                        .roleId(role)
                        .build());
        assertEquals(
                "reviewer",
                roles.retrieve(
                                role,
                                com.openai.models.admin.organization.groups.roles.RoleRetrieveParams.builder()
                                        .groupId(group)
                                        .build())
                        .name());
        assertEquals(1, roles.list(group).data().size());
        roles.delete(
                role,
                com.openai.models.admin.organization.groups.roles.RoleDeleteParams.builder()
                        .groupId(group)
                        .build());
        assertEquals(0, roles.list(group).data().size());

        assertTrue(groups.delete(group).deleted());
        assertEquals(0, groups.list().data().size());
    }

    private static void users(OrganizationService organization, String user, String role) {
        var users = organization.users();
        users.update(user, UserUpdateParams.builder().role("owner").build());
        assertEquals("owner", users.retrieve(user).role().orElseThrow());

        var roles = users.roles();
        int before = roles.list(user).data().size();
        roles.create(
                user,
                com.openai.models.admin.organization.users.roles.RoleCreateParams.builder()
                        .roleId(role)
                        .build());
        assertEquals(
                "reviewer",
                roles.retrieve(
                                role,
                                com.openai.models.admin.organization.users.roles.RoleRetrieveParams.builder()
                                        .userId(user)
                                        .build())
                        .name());
        assertEquals(before + 1, roles.list(user).data().size());
        roles.delete(
                role,
                com.openai.models.admin.organization.users.roles.RoleDeleteParams.builder()
                        .userId(user)
                        .build());
        assertEquals(before, roles.list(user).data().size());

        assertTrue(users.delete(user).deleted());
        assertThrows(NotFoundException.class, () -> users.retrieve(user));
    }
}
