package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.Map;

/**
 * The federation rules of the workload identity providers of an {@code InMemoryOrganization}: what tests add, and how
 * requests change them.
 *
 * <p>A rule belongs to one service account of a project that is not archived. The account of a rule cannot be changed,
 * and its deletion deletes the rule. Safe for use by many threads.
 */
public final class InMemoryFederationRules {
    private static final String KIND = "organization.workload_identity_federation_rule";
    private static final String PERMISSIONS = "permissions";
    private static final String MATCHERS = "attribute_matchers";

    private final OrganizationState state;
    private final InMemoryWorkloadIdentityProviders providers;
    private final InMemoryProjects projects;

    InMemoryFederationRules(
            OrganizationState state, InMemoryWorkloadIdentityProviders providers, InMemoryProjects projects) {
        this.state = state;
        this.providers = providers;
        this.projects = projects;
        state.whenForgotten(this::removeOf);
    }

    /**
     * Adds a rule that lets every token of a provider in, as if somebody had created it before.
     *
     * @param providerId the provider
     * @param projectId the project of the service account
     * @param serviceAccountId the service account that tokens stand for
     * @return its id
     * @throws IllegalArgumentException if one of them is missing, or the project is archived
     */
    public String add(String providerId, String projectId, String serviceAccountId) {
        return state.seed(() -> {
            ObjectNode rule = newRule(providers.require(providerId).path("id").asText())
                    .put("project_id", projectId)
                    .put("service_account_id", serviceAccountId);
            requireSound(rule);
            state.rows(place(providerId)).add(rule);
            return rule.path("id").asText();
        });
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listFederationRules", this::list,
                "createFederationRule", this::create,
                "retrieveFederationRule",
                        request -> OperationResponse.ok(require(request).deepCopy()),
                "modifyFederationRule", this::modify,
                "deleteFederationRule", this::delete);
    }

    void seed(Seed seed) {
        seed.list(
                        "workload_identity_providers/{workload_identity_provider_id}/federation_rules",
                        "FederationRule",
                        (ids, given) -> {
                            ObjectNode rule = newRule(
                                    providers.require(ids.get(0)).path("id").asText());
                            requireSound(rule.setAll(given));
                            state.rows(place(ids.get(0))).add(rule);
                            return rule;
                        })
                .requiring(
                        "workload_identity_provider_id",
                        "project_id",
                        "service_account_id",
                        "enabled",
                        "attribute_matchers",
                        "permissions");
    }

    static String place(String providerId) {
        return InMemoryWorkloadIdentityProviders.PLACE + "/" + providerId + "/federation_rules";
    }

    private OperationResponse list(OperationRequest request) {
        String accountId = request.text("service_account_id");
        return in(request)
                .page(
                        request,
                        rule -> accountId == null
                                || accountId.equals(
                                        rule.path("service_account_id").asText()));
    }

    private OperationResponse create(OperationRequest request) {
        Rows rules = in(request);
        ObjectNode rule = newRule(request.id("workload_identity_provider_id")).setAll(request.body());
        requireSound(rule);
        rules.add(rule);
        return OperationResponse.ok(rule.deepCopy());
    }

    private OperationResponse modify(OperationRequest request) {
        ObjectNode rule = require(request);
        ObjectNode changed = rule.deepCopy().setAll(request.body());
        requireSound(changed);
        rule.setAll(changed.put("updated_at", state.now()));
        return OperationResponse.ok(rule.deepCopy());
    }

    private OperationResponse delete(OperationRequest request) {
        String id = require(request).path("id").asText();
        in(request).remove(id);
        return OperationResponse.gone(KIND, id);
    }

    private ObjectNode newRule(String providerId) {
        ObjectNode rule = state.newObject(KIND, "wifr_")
                .put("updated_at", state.now())
                .put("workload_identity_provider_id", providerId)
                .putNull("name")
                .putNull("description")
                .put("enabled", true);
        rule.putObject(MATCHERS);
        rule.putObject(PERMISSIONS).put("type", "service_account_default");
        return rule;
    }

    private void requireSound(ObjectNode rule) {
        String projectId = rule.path("project_id").asText();
        String accountId = rule.path("service_account_id").asText();
        if (!state.rows(InMemoryProjects.KIND).has(projectId)) {
            throw ApiErrorException.badRequest(null, "project_id", "No project found with id '" + projectId + "'.");
        }
        projects.requireActive(projectId);
        if (!state.rows(InMemoryServiceAccounts.place(projectId)).has(accountId)) {
            throw ApiErrorException.badRequest(
                    null,
                    "service_account_id",
                    "No service account found with id '" + accountId + "' in project '" + projectId + "'.");
        }
        for (JsonNode value : rule.path(MATCHERS)) {
            if (!value.isTextual() && !value.isBoolean() && !value.isNumber()) {
                throw ApiErrorException.badRequest(
                        null, MATCHERS, "An attribute is matched with a string, a boolean or a number.");
            }
        }
    }

    private ObjectNode require(OperationRequest request) {
        String id = request.id("workload_identity_federation_rule_id");
        ObjectNode rule = in(request).find(id);
        if (rule == null) {
            throw ApiErrorException.notFound("No federation rule found with id '" + id + "'.");
        }
        return rule;
    }

    private void removeOf(String accountId) {
        for (ObjectNode provider :
                state.rows(InMemoryWorkloadIdentityProviders.PLACE).all()) {
            Rows rules = state.rows(place(provider.path("id").asText()));
            for (ObjectNode rule : rules.all().toArray(ObjectNode[]::new)) {
                if (accountId.equals(rule.path("service_account_id").asText())) {
                    rules.remove(rule.path("id").asText());
                }
            }
        }
    }

    private Rows in(OperationRequest request) {
        return state.rows(place(providers
                .require(request.id("workload_identity_provider_id"))
                .path("id")
                .asText()));
    }
}
