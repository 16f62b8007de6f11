package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
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
 * Holds the Codex identity providers of an {@code InMemoryOrganization} and handles the operations on them.
 *
 * <p>An archived provider is no longer found, and neither are its mappings. No token is ever exchanged. Instances are
 * safe for use by multiple threads.
 */
public final class InMemoryCodexIdentityProviders {
    static final String PLACE = "workload_identity/providers";
    /** The largest number of providers of an organization, and of mappings of a provider. */
    static final int MAXIMUM = 50;

    private static final String KIND = "workload_identity_provider";
    private static final List<String> KEY_SOURCES = List.of("custom_url", "jwks_uri", "jwks");
    private static final String SPIFFE = "spiffe_jwt";
    private static final String SPIFFE_SCHEME = "spiffe://";

    private final OrganizationState state;

    InMemoryCodexIdentityProviders(OrganizationState state) {
        this.state = state;
    }

    /**
     * Adds an enabled OIDC provider, as if it had been created before.
     *
     * @param name the name, which need not be unique
     * @param issuer the issuer of the tokens
     * @param audience the audience of the tokens
     * @return the id of the provider
     */
    public String add(String name, String issuer, String audience) {
        return state.seed(() -> {
            ObjectNode provider =
                    newProvider().put("name", name).put("issuer", issuer).put("audience", audience);
            state.rows(PLACE).add(provider);
            return provider.path("id").asText();
        });
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listCodexIdentityProviders",
                request -> listed(state.rows(PLACE)),
                "createCodexIdentityProvider",
                this::create,
                "retrieveCodexIdentityProvider",
                this::retrieve,
                "modifyCodexIdentityProvider",
                this::modify,
                "archiveCodexIdentityProvider",
                this::archive);
    }

    void seed(Seed seed) {
        seed.list(PLACE, "CodexIdentityProvider", (ids, given) -> {
            ObjectNode provider = newProvider().setAll(given);
            requireSound(provider);
            state.rows(PLACE).add(provider);
            return provider;
        });
    }

    /** Returns a provider that exists, for the mappings that belong to it. */
    ObjectNode require(String id) {
        return existing(id, state.rows(PLACE).lookUp(id));
    }

    /** Returns whether mappings of a provider have to name audiences. */
    static boolean leavesAudienceOpen(ObjectNode provider) {
        return isSpiffe(provider) || provider.path("audience").asText().isEmpty();
    }

    /** Returns all rows in one response, which has no cursor. */
    static OperationResponse listed(Rows rows) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        list.putArray("data");
        rows.all().stream()
                .filter(row -> rows.lists(row.path("id").asText()))
                .forEach(row -> list.withArray("/data").add(row.deepCopy()));
        return OperationResponse.ok(list);
    }

    private OperationResponse create(OperationRequest request) {
        Rows providers = state.rows(PLACE);
        if (providers.all().size() == MAXIMUM) {
            throw ApiErrorException.conflict(
                    "An organization can have at most " + MAXIMUM + " Codex identity providers.");
        }
        ObjectNode provider = newProvider().setAll(request.body());
        requireSound(provider);
        providers.add(provider);
        return OperationResponse.ok(provider.deepCopy());
    }

    private OperationResponse retrieve(OperationRequest request) {
        String id = request.id("provider_id");
        return OperationResponse.ok(existing(id, state.rows(PLACE).find(id)).deepCopy());
    }

    private OperationResponse modify(OperationRequest request) {
        ObjectNode provider = require(request.id("provider_id"));
        ObjectNode changed = provider.deepCopy();
        // Another source of keys takes the place of the one before.
        if (KEY_SOURCES.stream().anyMatch(request.body()::has)) {
            changed.remove(KEY_SOURCES).remove("jwks_local");
        }
        requireSound(changed.setAll(request.body()));
        provider.removeAll().setAll(changed.put("updated_at", state.now()));
        return OperationResponse.ok(provider.deepCopy());
    }

    private OperationResponse archive(OperationRequest request) {
        String id = require(request.id("provider_id")).path("id").asText();
        state.forget(id);
        return OperationResponse.gone(KIND, id);
    }

    private static void requireSound(ObjectNode provider) {
        boolean uploaded = provider.path("jwks_local").asBoolean();
        if (uploaded != provider.path("jwks").isObject()) {
            throw ApiErrorException.badRequest(null, "jwks", "'jwks' and 'jwks_local' are needed together.");
        }
        List<String> sources = KEY_SOURCES.stream().filter(provider::hasNonNull).toList();
        if (sources.size() > 1) {
            throw ApiErrorException.badRequest(
                    null,
                    sources.get(1),
                    "The keys have one source, but the request names several: " + String.join(", ", sources) + ".");
        }
        if (isSpiffe(provider)) {
            requireSoundSpiffe(provider);
        }
    }

    private static void requireSoundSpiffe(ObjectNode provider) {
        if (!provider.path("issuer").asText().startsWith(SPIFFE_SCHEME)) {
            throw ApiErrorException.badRequest(
                    null, "issuer", "The issuer of a SPIFFE provider must begin with '" + SPIFFE_SCHEME + "'.");
        }
        if (!provider.hasNonNull("jwks_uri") && !hasSpiffeKey(provider.path("jwks"))) {
            throw ApiErrorException.badRequest(
                    null,
                    "jwks_uri",
                    "A SPIFFE provider needs 'jwks_uri', or a key with the use 'jwt-svid' in 'jwks'.");
        }
    }

    private static boolean hasSpiffeKey(JsonNode keySet) {
        return keySet.path("keys")
                .valueStream()
                .anyMatch(key -> key.path("use").asText().equals("jwt-svid"));
    }

    private static boolean isSpiffe(ObjectNode provider) {
        return provider.path("type").asText().equals(SPIFFE);
    }

    private ObjectNode newProvider() {
        return state.newObject(KIND, "idp_")
                .put("updated_at", state.now())
                .put("type", "oidc")
                .put("max_assertion_lifetime_seconds", 3600)
                .put("check_jti", false)
                .put("enabled", true);
    }

    private static ObjectNode existing(String id, @Nullable ObjectNode provider) {
        if (provider == null) {
            throw ApiErrorException.notFound("No Codex identity provider found with id '" + id + "'.");
        }
        return provider;
    }
}
