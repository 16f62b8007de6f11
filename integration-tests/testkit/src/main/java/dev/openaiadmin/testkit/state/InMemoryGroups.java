package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The groups of an {@code InMemoryOrganization} and their users: what tests add, and how requests change them.
 *
 * <p>Only users of the organization can be in a group; they have the roles and the access of the group. The deletion
 * of a group removes it from every project. Safe for use by many threads.
 */
public final class InMemoryGroups {
    static final String PLACE = "groups";

    private final OrganizationState state;
    private final InMemoryUsers users;

    InMemoryGroups(OrganizationState state, InMemoryUsers users) {
        this.state = state;
        this.users = users;
    }

    /**
     * Adds a group without users, as if somebody had created it before.
     *
     * @param name its name; need not be unique
     * @return its id
     */
    public String add(String name) {
        return state.seed(() -> make(name).path("id").asText());
    }

    /**
     * Adds a user to a group.
     *
     * @param groupId the group
     * @param userId a user of the organization
     * @throws IllegalArgumentException if one of them is missing, or the user is in the group already
     */
    public void addUser(String groupId, String userId) {
        state.seed(() -> join(groupId, userId));
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listGroups", request -> state.rows(PLACE).page(request, group -> true, InMemoryGroups::shown),
                "createGroup",
                        request -> OperationResponse.ok(
                                shown(make(request.body().path("name").asText()))),
                "retrieveGroup", this::retrieve,
                "modifyGroup", this::modify,
                "deleteGroup", this::delete,
                "listGroupUsers", this::listUsers,
                "addGroupUser", this::addUser,
                "retrieveGroupUser", this::retrieveUser,
                "removeGroupUser", this::removeUser);
    }

    /** Registers what can be seeded. */
    void seed(Seed seed) {
        seed.list(PLACE, "Group", (ids, group) -> seeded(group))
                .requiring("name")
                .list("groups/{group_id}/users", "GroupUser", (ids, user) -> seededUser(ids.get(0), user));
    }

    /** Returns a group, or refuses the request with 404. */
    ObjectNode require(String id) {
        return existing(id, state.rows(PLACE).lookUp(id));
    }

    /** Returns a group that a body names by id, or refuses the request. */
    ObjectNode sent(String id) {
        ObjectNode group = state.rows(PLACE).lookUp(id);
        if (group == null) {
            throw ApiErrorException.badRequest(
                    null, "group_id", "No group found with id '" + id + "' in the organization.");
        }
        return group;
    }

    /** Returns the ids of the groups of a user, the oldest first. */
    List<String> of(String userId) {
        return state.rows(PLACE).all().stream()
                .map(group -> group.path("id").asText())
                .filter(groupId -> members(groupId).has(userId))
                .toList();
    }

    /** Adds a group that a seed names. */
    private ObjectNode seeded(ObjectNode given) {
        ObjectNode group = newGroup();
        group.setAll(given);
        state.rows(PLACE).add(group);
        return shown(group);
    }

    /** Adds a user whom a seed names to a group. */
    private ObjectNode seededUser(String groupId, ObjectNode given) {
        ObjectNode user = users.meant(given);
        join(groupId, user.path("id").asText());
        return listed(user);
    }

    private ObjectNode make(String name) {
        ObjectNode group = newGroup().put("name", name);
        state.rows(PLACE).add(group);
        return group;
    }

    private ObjectNode newGroup() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", state.newId("group_"))
                .put("created_at", state.now())
                .put("is_scim_managed", false);
    }

    private OperationResponse retrieve(OperationRequest request) {
        String id = request.id("group_id");
        return OperationResponse.ok(shown(existing(id, state.rows(PLACE).find(id))));
    }

    private OperationResponse modify(OperationRequest request) {
        ObjectNode group = require(request.id("group_id"));
        group.set("name", request.body().path("name"));
        return OperationResponse.ok(group.deepCopy());
    }

    private OperationResponse delete(OperationRequest request) {
        String id = require(request.id("group_id")).path("id").asText();
        state.forget(id);
        return OperationResponse.gone("group", id);
    }

    private OperationResponse listUsers(OperationRequest request) {
        require(request.id("group_id"));
        return members(request.id("group_id")).page(request, member -> true, this::listed);
    }

    private OperationResponse addUser(OperationRequest request) {
        return OperationResponse.ok(
                join(request.id("group_id"), request.body().path("user_id").asText()));
    }

    private OperationResponse retrieveUser(OperationRequest request) {
        ObjectNode member = member(request);
        return OperationResponse.ok(listed(member)
                .putNull("picture")
                .put("is_service_account", false)
                .put("user_type", "user"));
    }

    private OperationResponse removeUser(OperationRequest request) {
        members(request.id("group_id")).remove(member(request).path("id").asText());
        return OperationResponse.goneWithoutId("group.user");
    }

    private ObjectNode join(String groupId, String userId) {
        require(groupId);
        users.sent(userId);
        if (members(groupId).has(userId)) {
            throw ApiErrorException.badRequest(
                    null, "user_id", "User '" + userId + "' already exists in group '" + groupId + "'.");
        }
        members(groupId).add(JsonNodeFactory.instance.objectNode().put("id", userId));
        return JsonNodeFactory.instance
                .objectNode()
                .put("object", "group.user")
                .put("user_id", userId)
                .put("group_id", groupId);
    }

    private static ObjectNode existing(String id, @Nullable ObjectNode group) {
        if (group == null) {
            throw ApiErrorException.notFound("No group found with id '" + id + "'.");
        }
        return group;
    }

    private ObjectNode member(OperationRequest request) {
        String groupId = request.id("group_id");
        String userId = request.id("user_id");
        require(groupId);
        ObjectNode member = members(groupId).find(userId);
        if (member == null) {
            throw ApiErrorException.notFound("User '" + userId + "' is not a member of group '" + groupId + "'.");
        }
        return member;
    }

    private Rows members(String groupId) {
        return state.rows(PLACE + "/" + groupId + "/" + InMemoryUsers.PLACE);
    }

    private ObjectNode listed(ObjectNode member) {
        ObjectNode user = users.require(member.path("id").asText());
        return user.deepCopy().retain("id", "name", "email");
    }

    private static ObjectNode shown(ObjectNode group) {
        return group.deepCopy().put("group_type", "group");
    }
}
