package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The users of an {@code InMemoryOrganization}: what tests add, and how requests change them.
 *
 * <p>An organization has one user from the beginning, an owner. Others join by accepting an invite. The deletion of a
 * user removes the user from every group and project. The last owner cannot be deleted. Safe for use by many threads.
 */
public final class InMemoryUsers {
    static final String PLACE = "users";
    private static final String KIND = "organization.user";
    private static final List<String> NOTES = List.of("technical_level", "developer_persona");

    private static final List<String> UNTOLD = List.of("is_scale_tier_authorized_purchaser", "api_key_last_used_at");

    private final OrganizationState state;
    private final InMemoryRoles roles;
    /** By address in lower case. Ids of users who were removed stay here; the rows decide whether a user exists. */
    private final Map<String, String> idsByEmail = new HashMap<>();

    private final String ownerId;

    InMemoryUsers(OrganizationState state, InMemoryRoles roles) {
        this.state = state;
        this.roles = roles;
        this.ownerId = add("owner@example.com", "owner");
    }

    /** {@return the id of the owner whom the organization began with} */
    public String ownerId() {
        return ownerId;
    }

    /**
     * Adds a user to the organization, and to no project, as if an invite had been accepted before.
     *
     * @param email the address, which no other user has; the name is what stands before the {@code @}
     * @param role {@code owner} or {@code reader}
     * @return the id
     * @throws IllegalArgumentException if another user has the address, or there is no such role
     */
    public String add(String email, String role) {
        return state.seed(() -> join(email, role).path("id").asText());
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listUsers", this::list,
                "retrieveUser", this::retrieve,
                "modifyUser", this::modify,
                "deleteUser", this::delete);
    }

    /** Registers what can be seeded. */
    void seed(Seed seed) {
        seed.list(PLACE, "User", (ids, user) -> seeded(user));
    }

    /** Returns a user, or refuses the request with 404. */
    ObjectNode require(String id) {
        return existing(id, state.rows(PLACE).lookUp(id));
    }

    /** Returns a user whom a body names by id, or refuses the request. */
    ObjectNode sent(String id) {
        ObjectNode user = state.rows(PLACE).lookUp(id);
        if (user == null) {
            throw ApiErrorException.badRequest(
                    null, "user_id", "No user found with id '" + id + "' in the organization.");
        }
        return user;
    }

    /** Returns the user with an address, in any case, or null. */
    @Nullable
    ObjectNode byEmail(String email) {
        String id = idsByEmail.get(email.toLowerCase(Locale.ROOT));
        return id == null ? null : state.rows(PLACE).lookUp(id);
    }

    /** Returns a user whom a body names by {@code user_id} or by {@code email}, or refuses the request. */
    ObjectNode named(ObjectNode body) {
        JsonNode id = body.path("user_id");
        JsonNode email = body.path("email");
        if (id.isTextual()) {
            return sent(id.asText());
        }
        ObjectNode user = email.isTextual() ? byEmail(email.asText()) : null;
        if (user == null) {
            throw email.isTextual()
                    ? ApiErrorException.badRequest(
                            null, "email", "No user found with email '" + email.asText() + "' in the organization.")
                    : ApiErrorException.badRequest(null, "user_id", "The user is named by 'user_id' or by 'email'.");
        }
        return user;
    }

    /** Returns a user to whom another object of a seed refers. */
    ObjectNode meant(ObjectNode given) {
        if (given.path("id").isTextual()) {
            return sent(given.path("id").asText());
        }
        ObjectNode user = named(given);
        given.remove("user_id");
        return user;
    }

    /** Adds a user to the organization. */
    ObjectNode join(String email, String role) {
        requireNew(email);
        return join(newUser().put("name", nameIn(email)).put("email", email), role);
    }

    /** Adds a user who is named in a seed. */
    private ObjectNode seeded(ObjectNode given) {
        ObjectNode user = newUser().putNull("name").putNull("email");
        if (given.path("email").isTextual()) {
            String email = given.path("email").asText();
            requireNew(email);
            user.put("name", nameIn(email));
        }
        user.setAll(given);
        user.remove("role");
        RoleScope scope = roles.organization();
        return full(join(user, roles.seeded(scope, given.path("role").asText(scope.ordinary()))));
    }

    void requireRole(String name) {
        roles.named(roles.organization(), name);
    }

    void requireNew(String email) {
        if (byEmail(email) != null) {
            throw ApiErrorException.badRequest(
                    null, "email", "User '" + email + "' already exists in the organization.");
        }
    }

    /** Returns a user as responses to changes show it. */
    ObjectNode brief(ObjectNode user) {
        return user.deepCopy().put("role", roles.nameOf(roles.organization(), holder(user)));
    }

    private OperationResponse list(OperationRequest request) {
        Set<String> emails = new HashSet<>();
        request.texts("emails[]").forEach(email -> emails.add(email.toLowerCase(Locale.ROOT)));
        return state.rows(PLACE)
                .page(request, user -> emails.isEmpty() || emails.contains(lowerCase(user.path("email"))), this::full);
    }

    private OperationResponse retrieve(OperationRequest request) {
        String id = request.id("user_id");
        return OperationResponse.ok(full(existing(id, state.rows(PLACE).find(id))));
    }

    private OperationResponse modify(OperationRequest request) {
        ObjectNode user = require(request.id("user_id"));
        ObjectNode given = givenRole(request.body());
        if (given != null) {
            roles.give(roles.organization(), holder(user), given);
        }
        for (String note : NOTES) {
            JsonNode text = request.body().get(note);
            if (text != null) {
                user.set(note, text);
            }
        }
        return OperationResponse.ok(brief(user));
    }

    private OperationResponse delete(OperationRequest request) {
        ObjectNode user = require(request.id("user_id"));
        String id = user.path("id").asText();
        if (isOwner(user)
                && state.rows(PLACE).all().stream().filter(this::isOwner).count() == 1) {
            throw ApiErrorException.badRequest(
                    null, null, "User '" + id + "' is the last owner of the organization, and cannot be removed.");
        }
        state.forget(id);
        return OperationResponse.gone(KIND, id);
    }

    private boolean isOwner(ObjectNode user) {
        return roles.nameOf(roles.organization(), holder(user)).equals(RoleScope.OWNER);
    }

    private ObjectNode join(ObjectNode user, String role) {
        return join(user, roles.named(roles.organization(), role));
    }

    private ObjectNode join(ObjectNode user, ObjectNode given) {
        state.rows(PLACE).add(user);
        if (user.path("email").isTextual()) {
            idsByEmail.put(lowerCase(user.path("email")), user.path("id").asText());
        }
        roles.give(roles.organization(), holder(user), given);
        return user;
    }

    private ObjectNode newUser() {
        ObjectNode user = state.newObject(KIND, "user-");
        user.set("added_at", user.remove("created_at"));
        return user.put("is_service_account", false)
                .put("is_scim_managed", false)
                .putNull("technical_level")
                .putNull("developer_persona");
    }

    private static String nameIn(String email) {
        return email.contains("@") ? email.substring(0, email.indexOf('@')) : email;
    }

    private @Nullable ObjectNode givenRole(ObjectNode changes) {
        JsonNode name = changes.path("role");
        JsonNode id = changes.path("role_id");
        if (name.isTextual() && id.isTextual()) {
            throw ApiErrorException.badRequest(
                    null, "role_id", "The role is named by 'role' or by 'role_id', not by both.");
        }
        if (id.isTextual()) {
            return roles.sent(roles.organization(), "role_id", id.asText());
        }
        return name.isTextual() ? roles.named(roles.organization(), name.asText()) : null;
    }

    private ObjectNode full(ObjectNode user) {
        ObjectNode full = brief(user);
        full.putIfAbsent("created", user.path("added_at"));
        UNTOLD.forEach(property -> full.putIfAbsent(property, full.nullNode()));
        ObjectNode account = full.putObject("user")
                .put("object", "user")
                .putNull("picture")
                .put("enabled", true)
                .put("banned", false)
                .putNull("banned_at");
        List.of("id", "email", "name").forEach(property -> account.set(property, user.path(property)));
        ArrayNode data = full.putObject("projects").put("object", "list").putArray("data");
        for (ObjectNode project : state.rows(InMemoryProjects.KIND).all()) {
            RoleScope scope = RoleScope.project(project.path("id").asText());
            String member = scope.place() + holder(user);
            if (!InMemoryProjects.isArchived(project)
                    && state.rows(scope.place() + PLACE).has(user.path("id").asText())) {
                data.addObject()
                        .put("id", scope.id())
                        .put("role", roles.nameOf(scope, member))
                        .set("name", project.path("name"));
            }
        }
        return full;
    }

    private static ObjectNode existing(String id, @Nullable ObjectNode user) {
        if (user == null) {
            throw ApiErrorException.notFound("No user found with id '" + id + "'.");
        }
        return user;
    }

    private static String holder(ObjectNode user) {
        return PLACE + "/" + user.path("id").asText();
    }

    private static String lowerCase(JsonNode email) {
        return email.asText().toLowerCase(Locale.ROOT);
    }
}
