package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The admin keys of an {@code InMemoryOrganization}: what tests add, and how requests change them.
 *
 * <p>The value of a key that a request creates is returned once. The key gives access to the same organization until
 * it is deleted or expires by the clock of the organization. {@code InMemoryOrganization#adminKey()} is one of the
 * keys from the beginning. Safe for use by many threads.
 */
public final class InMemoryAdminApiKeys {
    static final String PLACE = "admin_api_keys";
    private static final String KIND = "organization.admin_api_key";

    private final OrganizationState state;
    private final InMemoryUsers users;
    private final Map<String, String> idsBySecret = new HashMap<>();
    private Consumer<String> onNewKey = secret -> {};

    InMemoryAdminApiKeys(OrganizationState state, InMemoryUsers users) {
        this.state = state;
        this.users = users;
    }

    /** Adds the key that opens the organization from the beginning. */
    void begin(String first) {
        keep("first", new Secret(first), null);
    }

    /**
     * Adds a key of which nobody knows the secret, as if somebody had created it before: to be listed and deleted.
     *
     * @param name its name; need not be unique
     * @return its id
     */
    public String add(String name) {
        return state.seed(() -> {
            ObjectNode key = newKey().put("name", name);
            state.rows(PLACE).add(key);
            return key.path("id").asText();
        });
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listAdminApiKeys",
                request -> state.rows(PLACE).page(request, key -> true),
                "createAdminApiKey",
                this::create,
                "retrieveAdminApiKey",
                request -> OperationResponse.ok(require(request).deepCopy()),
                "deleteAdminApiKey",
                this::delete);
    }

    void seed(Seed seed) {
        seed.list(PLACE, "AdminApiKey", (ids, given) -> {
            ObjectNode key = newKey();
            state.rows(PLACE).add(key.setAll(given));
            return key;
        });
    }

    /** Sets who learns the secret of every key that a request creates, so that it leads to this organization. */
    void onNewKey(Consumer<String> listener) {
        onNewKey = listener;
    }

    /** Returns the id of a key that is valid now, and records its use; null if it is not valid. */
    @Nullable
    String use(String secret) {
        String id = idsBySecret.get(secret);
        ObjectNode key = id == null ? null : state.rows(PLACE).lookUp(id);
        if (key == null) {
            return null;
        }
        JsonNode end = key.path("expires_at");
        if (end.isNumber() && end.longValue() <= state.now()) {
            return null;
        }
        key.put("last_used_at", state.now());
        return id;
    }

    private OperationResponse create(OperationRequest request) {
        Secret secret = Secret.of(state, "sk-admin-");
        JsonNode seconds = request.body().path("expires_in_seconds");
        ObjectNode key = keep(
                request.body().path("name").asText(),
                secret,
                seconds.isNumber() ? Long.valueOf(state.now() + seconds.longValue()) : null);
        onNewKey.accept(secret.value());
        return OperationResponse.ok(key.deepCopy().put("value", secret.value()));
    }

    private OperationResponse delete(OperationRequest request) {
        String id = require(request).path("id").asText();
        state.rows(PLACE).remove(id);
        idsBySecret.values().remove(id);
        return OperationResponse.gone(KIND, id);
    }

    private ObjectNode keep(String name, Secret secret, @Nullable Long end) {
        ObjectNode key = newKey().put("name", name)
                .put("redacted_value", secret.redacted())
                .put("expires_at", end);
        state.rows(PLACE).add(key);
        idsBySecret.put(secret.value(), key.path("id").asText());
        return key;
    }

    private ObjectNode newKey() {
        ObjectNode key = state.newObject(KIND, "key_")
                .put("redacted_value", Secret.of(state, "sk-admin-").redacted())
                .putNull("expires_at")
                .putNull("last_used_at");
        ObjectNode user = state.rows(InMemoryUsers.PLACE).lookUp(users.ownerId());
        ObjectNode owner = key.putObject("owner").put("type", "user").put("object", "organization.user");
        if (user != null) {
            owner.setAll(user.deepCopy().retain("id", "name"));
            owner.set("created_at", user.path("added_at"));
            owner.put("role", RoleScope.OWNER);
        }
        return key;
    }

    private ObjectNode require(OperationRequest request) {
        String id = request.id("key_id");
        ObjectNode key = state.rows(PLACE).find(id);
        if (key == null) {
            throw ApiErrorException.notFound("No admin API key found with id '" + id + "'.");
        }
        return key;
    }
}
