package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The workload identity providers of an {@code InMemoryOrganization}: what tests add, and how requests change them.
 *
 * <p>A provider with federation rules cannot be deleted. No token is exchanged. Safe for use by many threads.
 */
public final class InMemoryWorkloadIdentityProviders {
    static final String PLACE = "workload_identity_providers";
    private static final String KIND = "organization.workload_identity_provider";
    private static final String TRANSFORMATIONS = "attribute_transformations";

    private final OrganizationState state;

    InMemoryWorkloadIdentityProviders(OrganizationState state) {
        this.state = state;
    }

    /**
     * Adds a provider whose tokens are accepted, as if somebody had registered it before.
     *
     * @param name its name; need not be unique
     * @param issuer the issuer that its tokens name
     * @return its id
     */
    public String add(String name, String issuer) {
        return state.seed(() -> {
            ObjectNode provider =
                    newProvider().put("name", name).put("issuer", issuer).put("audience", "https://api.openai.com/v1");
            state.rows(PLACE).add(provider);
            return provider.path("id").asText();
        });
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listWorkloadIdentityProviders",
                request -> state.rows(PLACE).page(request, provider -> true),
                "createWorkloadIdentityProvider",
                this::create,
                "retrieveWorkloadIdentityProvider",
                this::retrieve,
                "modifyWorkloadIdentityProvider",
                this::modify,
                "deleteWorkloadIdentityProvider",
                this::delete);
    }

    void seed(Seed seed) {
        seed.list(PLACE, "WorkloadIdentityProvider", (ids, given) -> {
                    ObjectNode provider = newProvider().put("audience", "https://api.openai.com/v1");
                    state.rows(PLACE).add(provider.setAll(given));
                    return provider;
                })
                .requiring("type", "name", "enabled", "issuer", "audience", "verification");
    }

    /** Returns a provider, or refuses the request with 404. */
    ObjectNode require(String id) {
        return existing(id, state.rows(PLACE).lookUp(id));
    }

    private OperationResponse create(OperationRequest request) {
        ObjectNode provider = newProvider();
        provider.setAll(request.body());
        state.rows(PLACE).add(provider);
        return OperationResponse.ok(provider.deepCopy());
    }

    private OperationResponse retrieve(OperationRequest request) {
        String id = request.id("workload_identity_provider_id");
        return OperationResponse.ok(existing(id, state.rows(PLACE).find(id)).deepCopy());
    }

    private OperationResponse modify(OperationRequest request) {
        ObjectNode provider = require(request.id("workload_identity_provider_id"));
        provider.setAll(request.body());
        provider.put("updated_at", state.now());
        return OperationResponse.ok(provider.deepCopy());
    }

    private OperationResponse delete(OperationRequest request) {
        String id =
                require(request.id("workload_identity_provider_id")).path("id").asText();
        if (!state.rows(InMemoryFederationRules.place(id)).all().isEmpty()) {
            throw ApiErrorException.badRequest(
                    null, null, "Workload identity provider '" + id + "' has federation rules; delete them first.");
        }
        state.forget(id);
        return OperationResponse.gone(KIND, id);
    }

    private ObjectNode newProvider() {
        ObjectNode provider = state.newObject(KIND, "wip_")
                .put("updated_at", state.now())
                .put("type", "oidc")
                .putNull("description")
                .put("enabled", true);
        provider.putObject("verification").put("type", "discovery").putNull("discovery_url");
        provider.putArray(TRANSFORMATIONS);
        return provider;
    }

    private static ObjectNode existing(String id, @Nullable ObjectNode provider) {
        if (provider == null) {
            throw ApiErrorException.notFound("No workload identity provider found with id '" + id + "'.");
        }
        return provider;
    }
}
