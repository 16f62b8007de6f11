package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The API keys of the projects of an {@code InMemoryOrganization}: what tests add, and how requests change them.
 *
 * <p>Keys are listed with their redacted values; those of service accounts are included. A key is deleted with the
 * user or the service account that owns it. It is {@code inactive} if the user has left the project or the project is
 * archived. Without {@code owner_project_access}, keys of users whose only access is through a group are not listed.
 * Safe for use by many threads.
 */
public final class InMemoryProjectApiKeys {
    private static final String KIND = "organization.project.api_key";
    private static final String KIND_WHEN_ISSUED = "organization.project.service_account.api_key";
    private static final String USUAL_NAME = "Secret Key";
    private static final String OF_USER = "sk-proj-";
    private static final String OF_ACCOUNT = "sk-svcacct-";
    private static final String USER = "user";
    private static final String SERVICE_ACCOUNT = "service_account";

    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final InMemoryUsers users;
    private final InMemoryGroups groups;
    private final InMemoryRoles roles;

    InMemoryProjectApiKeys(
            OrganizationState state,
            InMemoryProjects projects,
            InMemoryUsers users,
            InMemoryGroups groups,
            InMemoryRoles roles) {
        this.state = state;
        this.projects = projects;
        this.users = users;
        this.groups = groups;
        this.roles = roles;
        state.whenForgotten(id -> {
            for (ObjectNode project : state.rows(InMemoryProjects.KIND).all()) {
                removeOf(id, project.path("id").asText());
            }
        });
    }

    /**
     * Adds a key of the owner whom the organization began with, as if it had been made in the dashboard.
     *
     * @param projectId the project
     * @param name its name; need not be unique
     * @return its id
     * @throws IllegalArgumentException if the project is missing or archived, or the owner is gone
     */
    public String add(String projectId, String name) {
        return add(projectId, name, users.ownerId());
    }

    /**
     * Adds a key of a certain owner, as if it had been made in the dashboard.
     *
     * @param projectId the project
     * @param name its name; need not be unique
     * @param ownerId a user of the organization, or a service account of the project
     * @return its id
     * @throws IllegalArgumentException if one of them is missing, or the project is archived
     */
    public String add(String projectId, String name, String ownerId) {
        return state.seed(() -> {
            projects.requireActive(projectId);
            ObjectNode key = newKey(projectId, ownerId).put("name", name);
            in(projectId).add(key);
            return key.path("id").asText();
        });
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listProjectApiKeys", this::list,
                "retrieveProjectApiKey", request -> OperationResponse.ok(shown(project(request), require(request))),
                "modifyProjectApiKey", this::modify,
                "deleteProjectApiKey", this::delete);
    }

    void seed(Seed seed) {
        seed.list("projects/{project_id}/api_keys", "ProjectApiKey", (ids, given) -> {
            String projectId = projects.requireActive(ids.get(0)).path("id").asText();
            boolean withoutOwner = given.path("owner").isNull();
            ObjectNode key = newKey(projectId, idOf(given.remove("owner"))).put("name", USUAL_NAME);
            if (withoutOwner) {
                key.withObjectProperty("owner").remove("id");
            }
            in(projectId).add(key.setAll(given));
            return shown(projectId, key);
        });
    }

    /** Creates a key for a service account, and returns it with its value. */
    ObjectNode issue(String projectId, String accountId, @Nullable String name, @Nullable Long end) {
        Secret secret = Secret.of(state, OF_ACCOUNT);
        ObjectNode key = newKey(SERVICE_ACCOUNT, accountId, secret)
                .put("name", name == null ? USUAL_NAME : name)
                .put("expires_at", end);
        in(projectId).add(key);
        ObjectNode shown = key.deepCopy().retain("id", "name", "created_at", "expires_at");
        return shown.put("object", KIND_WHEN_ISSUED).put("value", secret.value());
    }

    /** Returns when a key that is requested now expires, or null if it does not expire. */
    @Nullable
    Long endOf(ObjectNode body) {
        JsonNode seconds = body.path("expires_in_seconds");
        if (!seconds.isIntegralNumber()) {
            return null;
        }
        if (seconds.longValue() < 1) {
            throw ApiErrorException.badRequest(null, "expires_in_seconds", "'expires_in_seconds' must be at least 1.");
        }
        return state.now() + seconds.longValue();
    }

    /** Removes what a user or a service account had of keys. */
    private void removeOf(String ownerId, String projectId) {
        for (ObjectNode key : in(projectId).all().toArray(ObjectNode[]::new)) {
            if (ownerId.equals(key.at("/owner/id").asText())) {
                in(projectId).remove(key.path("id").asText());
            }
        }
    }

    private OperationResponse list(OperationRequest request) {
        String projectId = project(request);
        String asked = request.text("owner_project_access");
        Predicate<ObjectNode> passes = key -> {
            Access access = accessOf(projectId, key);
            return asked == null ? access == Access.MEMBER : asked.equals("any") || asked.equals(access.word());
        };
        return in(projectId).page(request, passes, key -> shown(projectId, key));
    }

    private OperationResponse modify(OperationRequest request) {
        String projectId =
                projects.requireActive(request.id("project_id")).path("id").asText();
        ObjectNode key = require(request);
        if (request.body().isEmpty()) {
            throw ApiErrorException.badRequest(
                    null, null, "At least one of 'scopes' and 'expires_in_seconds' is needed.");
        }
        Long end = endOf(request.body());
        if (end != null) {
            key.put("expires_at", end);
        }
        // Scopes are taken and never shown, as in the description.
        return OperationResponse.ok(shown(projectId, key));
    }

    private OperationResponse delete(OperationRequest request) {
        ObjectNode key = require(request);
        String id = key.path("id").asText();
        if (isOfServiceAccount(key)) {
            throw ApiErrorException.badRequest(
                    null, null, "Key '" + id + "' belongs to a service account, and is deleted with it.");
        }
        in(project(request)).remove(id);
        return OperationResponse.gone(KIND, id);
    }

    private ObjectNode newKey(String projectId, String ownerId) {
        return state.rows(InMemoryServiceAccounts.place(projectId)).has(ownerId)
                ? newKey(SERVICE_ACCOUNT, ownerId, Secret.of(state, OF_ACCOUNT))
                : newKey(USER, users.sent(ownerId).path("id").asText(), Secret.of(state, OF_USER));
    }

    private ObjectNode newKey(String ownerType, String ownerId, Secret secret) {
        ObjectNode key = state.newObject(KIND, "key_")
                .put("redacted_value", secret.redacted())
                .putNull("last_used_at")
                .putNull("expires_at");
        key.putObject("owner").put("type", ownerType).put("id", ownerId);
        return key;
    }

    /** Returns the id of the owner in a seed, in any of its forms; by default, the owner of the organization. */
    private String idOf(@Nullable JsonNode owner) {
        String id = owner == null ? null : owner.findPath("id").textValue();
        return id == null ? users.ownerId() : id;
    }

    private String project(OperationRequest request) {
        return projects.require(request.id("project_id")).path("id").asText();
    }

    private ObjectNode require(OperationRequest request) {
        String projectId = project(request);
        String id = request.id("api_key_id");
        ObjectNode key = in(projectId).find(id);
        if (key == null) {
            throw ApiErrorException.notFound("No API key found with id '" + id + "' in project '" + projectId + "'.");
        }
        return key;
    }

    /** Returns a key with the current state of its owner. */
    private ObjectNode shown(String projectId, ObjectNode key) {
        ObjectNode shown = key.deepCopy()
                .put("owner_project_access", accessOf(projectId, key).word());
        String type = key.at("/owner/type").asText();
        String id = key.at("/owner/id").asText();
        ObjectNode owner = shown.putObject("owner").put("type", type);
        // A key whose owner is not known has none.
        if (!id.isEmpty()) {
            owner.set(type, type.equals(USER) ? user(projectId, id) : account(projectId, id));
        }
        return shown;
    }

    private Access accessOf(String projectId, ObjectNode key) {
        if (InMemoryProjects.isArchived(projects.require(projectId))) {
            return Access.INACTIVE;
        }
        String ownerId = key.at("/owner/id").asText();
        String place = RoleScope.project(projectId).place();
        if (isOfServiceAccount(key)
                || state.rows(place + InMemoryUsers.PLACE).has(ownerId)
                || ownsOrganization(ownerId)) {
            return Access.MEMBER;
        }
        Rows groupsOfProject = state.rows(place + InMemoryGroups.PLACE);
        return groups.of(ownerId).stream().anyMatch(groupsOfProject::has) ? Access.ACTIVE : Access.INACTIVE;
    }

    private boolean ownsOrganization(String userId) {
        return roles.nameOf(roles.organization(), InMemoryUsers.PLACE + "/" + userId)
                .equals(RoleScope.OWNER);
    }

    private ObjectNode user(String projectId, String id) {
        RoleScope scope = RoleScope.project(projectId);
        ObjectNode user = users.require(id);
        ObjectNode owner = user.deepCopy().retain("id", "email", "name");
        owner.set("created_at", user.path("added_at"));
        return owner.put("role", roles.nameOf(scope, scope.place() + InMemoryUsers.PLACE + "/" + id));
    }

    private @Nullable ObjectNode account(String projectId, String id) {
        ObjectNode account =
                state.rows(InMemoryServiceAccounts.place(projectId)).lookUp(id);
        return account == null ? null : account.deepCopy().retain("id", "name", "created_at", "role");
    }

    private static boolean isOfServiceAccount(ObjectNode key) {
        return key.at("/owner/type").asText().equals(SERVICE_ACCOUNT);
    }

    private Rows in(String projectId) {
        return state.rows(RoleScope.project(projectId).place() + "api_keys");
    }

    /** The access of the owner of a key to its project. */
    private enum Access {
        /** The owner is a user of the project, or an owner of the organization. */
        MEMBER("active"),
        ACTIVE("active"),
        INACTIVE("inactive");

        private final String word;

        Access(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
