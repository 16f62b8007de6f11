package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.time.Duration;
import java.util.Map;

/**
 * The invites of an {@code InMemoryOrganization}: what tests add and accept, and how requests change them.
 *
 * <p>An invite can be accepted for seven days, by the clock of the organization. As in the real API, an invite that is
 * created without {@code projects} has the default project, and one with an empty list has none. Safe for use by many
 * threads.
 */
public final class InMemoryInvites {
    private static final String PLACE = "invites";
    private static final String KIND = "organization.invite";
    private static final String PENDING = "pending";
    private static final String ACCEPTED = "accepted";
    private static final String EXPIRED = "expired";
    private static final String MEMBER = "member";
    private static final Duration ACCEPTABLE_FOR = Duration.ofDays(7);

    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final InMemoryUsers users;
    private final InMemoryProjectUsers projectUsers;

    InMemoryInvites(
            OrganizationState state,
            InMemoryProjects projects,
            InMemoryUsers users,
            InMemoryProjectUsers projectUsers) {
        this.state = state;
        this.projects = projects;
        this.users = users;
        this.projectUsers = projectUsers;
    }

    /**
     * Adds a pending invite, as if somebody had sent it just now.
     *
     * @param email the address, which no user has
     * @param role {@code owner} or {@code reader}
     * @param projectIds the projects to become a member of; without any, the invite comes with none
     * @return its id
     * @throws IllegalArgumentException if a user has the address, there is no such role, or a project is missing or
     *     archived
     */
    public String add(String email, String role, String... projectIds) {
        return state.seed(() -> {
            ArrayNode granted = JsonNodeFactory.instance.arrayNode();
            for (String projectId : projectIds) {
                granted.add(grant(projectId));
            }
            return make(email, role, granted).path("id").asText();
        });
    }

    /**
     * Accepts an invite, as whoever was invited would: a user of the organization and of the invited projects from now
     * on. Projects that were archived meanwhile are left out.
     *
     * @param inviteId the invite
     * @return the id of the user
     * @throws IllegalArgumentException if there is no such invite, or it is not pending any more
     */
    public String accept(String inviteId) {
        return state.seed(() -> {
            ObjectNode invite = require(inviteId);
            if (!status(invite).equals(PENDING)) {
                throw ApiErrorException.badRequest(null, null, "Invite '" + inviteId + "' is " + status(invite) + ".");
            }
            return accept(invite).path("id").asText();
        });
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listInvites",
                request -> state.rows(PLACE).page(request, invite -> true, this::shown),
                "createInvite",
                this::create,
                "retrieveInvite",
                request -> OperationResponse.ok(shown(require(request.id("invite_id")))),
                "deleteInvite",
                this::delete);
    }

    /** Registers what can be seeded. */
    void seed(Seed seed) {
        seed.list(PLACE, "Invite", (ids, invite) -> seeded(invite));
    }

    /** Adds an invite that a seed names; without {@code projects}, it comes with none. */
    private ObjectNode seeded(ObjectNode given) {
        for (JsonNode project : given.path("projects")) {
            if (project instanceof ObjectNode grant && !grant.has("role")) {
                grant.put("role", MEMBER);
            }
        }
        ObjectNode invite = newInvite().put("role", "reader");
        invite.putArray("projects");
        invite.setAll(given);
        long created = invite.path("created_at").asLong();
        String status = invite.path("status").asText();
        if (!given.has("expires_at")) {
            switch (status) {
                case ACCEPTED -> invite.putNull("expires_at");
                case EXPIRED -> invite.put("expires_at", created);
                default -> invite.put("expires_at", created + ACCEPTABLE_FOR.toSeconds());
            }
        }
        if (status.equals(ACCEPTED) && !given.has("accepted_at")) {
            invite.put("accepted_at", created);
        }
        if (status(invite).equals(PENDING)) {
            requireAcceptable(invite);
        }
        state.rows(PLACE).add(invite);
        return shown(invite);
    }

    private OperationResponse create(OperationRequest request) {
        ObjectNode body = request.body();
        ArrayNode granted = JsonNodeFactory.instance.arrayNode();
        if (body.has("projects")) {
            body.path("projects").forEach(granted::add);
        } else {
            granted.add(grant(projects.defaultId()));
        }
        ObjectNode invite = make(body.path("email").asText(), body.path("role").asText(), granted);
        return OperationResponse.ok(shown(invite));
    }

    private OperationResponse delete(OperationRequest request) {
        ObjectNode invite = require(request.id("invite_id"));
        String id = invite.path("id").asText();
        if (status(invite).equals(ACCEPTED)) {
            throw ApiErrorException.badRequest(null, null, "Invite '" + id + "' is accepted; remove the user instead.");
        }
        state.rows(PLACE).remove(id);
        return OperationResponse.gone(KIND, id);
    }

    private ObjectNode make(String email, String role, ArrayNode granted) {
        ObjectNode invite = newInvite();
        invite.put("email", email)
                .put("role", role)
                .put("expires_at", state.now() + ACCEPTABLE_FOR.toSeconds())
                .set("projects", granted);
        requireAcceptable(invite);
        state.rows(PLACE).add(invite);
        return invite;
    }

    private ObjectNode newInvite() {
        return state.newObject(KIND, "invite-").put("status", PENDING).putNull("accepted_at");
    }

    private void requireAcceptable(ObjectNode invite) {
        users.requireNew(invite.path("email").asText());
        users.requireRole(invite.path("role").asText());
        for (JsonNode project : invite.path("projects")) {
            requireActive(project.path("id").asText());
        }
    }

    private ObjectNode accept(ObjectNode invite) {
        String email = invite.path("email").asText();
        ObjectNode known = users.byEmail(email);
        ObjectNode user = known == null ? users.join(email, invite.path("role").asText()) : known;
        for (JsonNode project : invite.path("projects")) {
            String projectId = project.path("id").asText();
            if (!InMemoryProjects.isArchived(projects.require(projectId))
                    && !projectUsers.has(projectId, user.path("id").asText())) {
                projectUsers.join(projectId, user, project.path("role").asText());
            }
        }
        invite.put("status", ACCEPTED).put("accepted_at", state.now()).putNull("expires_at");
        return user;
    }

    private ObjectNode require(String id) {
        ObjectNode invite = state.rows(PLACE).find(id);
        if (invite == null) {
            throw ApiErrorException.notFound("No invite found with id '" + id + "'.");
        }
        return invite;
    }

    private void requireActive(String projectId) {
        if (!state.rows(InMemoryProjects.KIND).has(projectId)) {
            throw ApiErrorException.badRequest(null, "projects", "No project found with id '" + projectId + "'.");
        }
        projects.requireActive(projectId);
    }

    private ObjectNode shown(ObjectNode invite) {
        return invite.deepCopy().put("status", status(invite));
    }

    /** Returns the status of an invite, which expires by the clock without a change of its row. */
    private String status(ObjectNode invite) {
        String status = invite.path("status").asText();
        return status.equals(PENDING) && invite.path("expires_at").asLong() <= state.now() ? EXPIRED : status;
    }

    private static ObjectNode grant(String projectId) {
        return JsonNodeFactory.instance.objectNode().put("id", projectId).put("role", MEMBER);
    }
}
