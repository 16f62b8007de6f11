package dev.openaiadmin.governance.offboarding;

import dev.openaiadmin.model.AdminApiKey;
import dev.openaiadmin.model.AssignedRole;
import dev.openaiadmin.model.Group;
import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a person is, as far as the key may read it.
 *
 * @param person the person, with the id of the user where there is one
 * @param user the user, or null when there is none or users cannot be read
 * @param isLastOwner whether the organization has no other owner
 * @param oldestProjectId the project that stands for the organization in the journal, or null when none can be read
 * @param projects the active projects with the person or keys of the person in them
 * @param groups the groups with the person in them
 * @param roles the roles in the organization
 * @param invites the pending invites of the address
 * @param adminKeys the admin keys of the person that have not expired
 * @param missing what could not be read, and why
 */
record Presence(
        Person person,
        @Nullable User user,
        boolean isLastOwner,
        @Nullable String oldestProjectId,
        List<InProject> projects,
        List<Group> groups,
        List<AssignedRole> roles,
        List<Invite> invites,
        List<AdminApiKey> adminKeys,
        List<String> missing) {

    /**
     * What a person has in a project.
     *
     * @param role the role as a user of the project, or null when the person is not one
     * @param userId the id of the user in this project, or null where it is not known
     */
    record InProject(
            Project project,
            @Nullable String role,
            @Nullable String userId,
            List<AssignedRole> roles,
            List<ProjectApiKey> keys) {
        boolean isEmpty() {
            return role == null && keys.isEmpty();
        }
    }

    boolean isNowhere() {
        return user == null
                && projects.isEmpty()
                && groups.isEmpty()
                && roles.isEmpty()
                && invites.isEmpty()
                && adminKeys.isEmpty();
    }
}
