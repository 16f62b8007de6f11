package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds the mappings of the Codex identity providers of an {@code InMemoryOrganization} and handles the operations on
 * them.
 *
 * <p>Workspaces and principals are not part of the organization, so any id is accepted for them. CEL conditions are not
 * parsed. Instances are safe for use by multiple threads.
 */
public final class InMemoryCodexIdentityMappings {
    private static final String KIND = "workload_identity_mapping";
    private static final String SUBJECT = "external_subject";
    private static final String CODEX_SCOPE = "chatgpt.workspace.feature.allow-codex-local-access.access";
    private static final Set<String> SCOPES = Set.of("openid", "profile", "email", CODEX_SCOPE);

    private final OrganizationState state;
    private final InMemoryCodexIdentityProviders providers;

    InMemoryCodexIdentityMappings(OrganizationState state, InMemoryCodexIdentityProviders providers) {
        this.state = state;
        this.providers = providers;
    }

    /**
     * Adds an enabled mapping, as if it had been created before.
     *
     * @param providerId the id of the provider
     * @param subject the {@code sub} claim that tokens must have, or its beginning followed by an asterisk
     * @param workspaceId the id of the workspace
     * @param principalId the id of the principal
     * @return the id of the mapping
     * @throws IllegalArgumentException if the provider does not exist or leaves the audience to its mappings, or if the
     *     subject is not allowed
     */
    public String add(String providerId, String subject, String workspaceId, String principalId) {
        return state.seed(() -> {
            ObjectNode mapping = newMapping()
                    .put(SUBJECT, subject)
                    .put("workspace_id", workspaceId)
                    .put("principal_id", principalId);
            requireSound(providers.require(providerId), mapping);
            state.rows(place(providerId)).add(mapping);
            return mapping.path("id").asText();
        });
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listCodexIdentityMappings", request -> InMemoryCodexIdentityProviders.listed(in(request)),
                "createCodexIdentityMapping", this::create,
                "retrieveCodexIdentityMapping",
                        request -> OperationResponse.ok(require(request).deepCopy()),
                "modifyCodexIdentityMapping", this::modify,
                "archiveCodexIdentityMapping", this::archive);
    }

    void seed(Seed seed) {
        seed.list(place("{provider_id}"), "CodexIdentityMapping", (ids, given) -> {
            ObjectNode mapping = newMapping().setAll(given);
            requireSound(providers.require(ids.get(0)), mapping);
            state.rows(place(ids.get(0))).add(mapping);
            return mapping;
        });
    }

    private static String place(String providerId) {
        return InMemoryCodexIdentityProviders.PLACE + "/" + providerId + "/mappings";
    }

    private OperationResponse create(OperationRequest request) {
        Rows mappings = in(request);
        if (mappings.all().size() == InMemoryCodexIdentityProviders.MAXIMUM) {
            throw ApiErrorException.conflict("A Codex identity provider can have at most "
                    + InMemoryCodexIdentityProviders.MAXIMUM + " mappings.");
        }
        ObjectNode mapping = newMapping().setAll(request.body());
        requireSound(provider(request), mapping);
        mappings.add(mapping);
        return OperationResponse.ok(mapping.deepCopy());
    }

    private OperationResponse modify(OperationRequest request) {
        ObjectNode mapping = require(request);
        ObjectNode changed = mapping.deepCopy().setAll(request.body());
        requireSound(provider(request), changed);
        mapping.setAll(changed.put("updated_at", state.now()));
        return OperationResponse.ok(mapping.deepCopy());
    }

    private OperationResponse archive(OperationRequest request) {
        String id = require(request).path("id").asText();
        in(request).remove(id);
        return OperationResponse.gone(KIND, id);
    }

    private static void requireSound(ObjectNode provider, ObjectNode mapping) {
        if (Stream.of(SUBJECT, "claims", "condition").noneMatch(mapping::hasNonNull)) {
            throw ApiErrorException.badRequest(
                    null, SUBJECT, "A mapping needs at least one of 'external_subject', 'claims' and 'condition'.");
        }
        String subject = mapping.path(SUBJECT).asText("none");
        int asterisk = subject.indexOf('*');
        if (subject.equals("*") || (asterisk >= 0 && asterisk < subject.length() - 1)) {
            throw ApiErrorException.badRequest(null, SUBJECT, "An asterisk must be the end of a longer subject.");
        }
        mapping.path("claims").properties().forEach(claim -> {
            if (claim.getKey().equals("sub") || claim.getValue().isContainerNode()) {
                throw ApiErrorException.badRequest(
                        null, "claims", "Claims are strings, numbers, booleans or null, and 'sub' is not one of them.");
            }
        });
        if (InMemoryCodexIdentityProviders.leavesAudienceOpen(provider)
                && mapping.path("audiences").isEmpty()) {
            throw ApiErrorException.badRequest(null, "audiences", "A mapping of this provider needs audiences.");
        }
        requireSoundScopes(mapping.path("scopes"));
    }

    private static void requireSoundScopes(JsonNode scopes) {
        boolean known = scopes.valueStream().allMatch(scope -> SCOPES.contains(scope.asText()));
        boolean complete = scopes.isEmpty()
                || scopes.valueStream().anyMatch(scope -> scope.asText().equals(CODEX_SCOPE));
        if (!known || !complete) {
            throw ApiErrorException.badRequest(
                    null,
                    "scopes",
                    "Scopes are openid, profile, email and " + CODEX_SCOPE + ", and the last is needed.");
        }
    }

    private ObjectNode newMapping() {
        return state.newObject(KIND, "idpm_")
                .put("updated_at", state.now())
                .put("access_token_lifetime_seconds", 3600)
                .put("enabled", true);
    }

    private ObjectNode require(OperationRequest request) {
        String id = request.id("mapping_id");
        ObjectNode mapping = in(request).find(id);
        if (mapping == null) {
            throw ApiErrorException.notFound("No mapping found with id '" + id + "'.");
        }
        return mapping;
    }

    private ObjectNode provider(OperationRequest request) {
        return providers.require(request.id("provider_id"));
    }

    private Rows in(OperationRequest request) {
        return state.rows(place(provider(request).path("id").asText()));
    }
}
