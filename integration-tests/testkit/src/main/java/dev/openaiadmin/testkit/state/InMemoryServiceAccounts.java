package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.Map;

/**
 * The service accounts of the projects of an {@code InMemoryOrganization}: what tests add, and how requests change
 * them.
 *
 * <p>As in the real API, the value of a key is returned once, when the key is created; afterwards, the key is listed
 * with its redacted value. The deletion of a service account deletes its keys and federation rules. An archived
 * project has no service accounts, and requests for them are refused. Safe for use by many threads.
 */
public final class InMemoryServiceAccounts {
    private static final String KIND = "organization.project.service_account";
    private static final String MEMBER = "member";
    private static final String NONE = "none";

    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final InMemoryProjectApiKeys keys;

    InMemoryServiceAccounts(OrganizationState state, InMemoryProjects projects, InMemoryProjectApiKeys keys) {
        this.state = state;
        this.projects = projects;
        this.keys = keys;
    }

    /**
     * Adds a service account without a key, as if somebody had created it before; {@link InMemoryProjectApiKeys} adds
     * keys.
     *
     * @param projectId the project
     * @param name its name; need not be unique
     * @return its id
     * @throws IllegalArgumentException if the project is missing or archived
     */
    public String add(String projectId, String name) {
        return state.seed(() -> {
            projects.requireActive(projectId);
            return make(projectId, name, MEMBER).path("id").asText();
        });
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listServiceAccounts", request -> in(project(request)).page(request, account -> true),
                "createServiceAccount", this::create,
                "retrieveServiceAccount",
                        request -> OperationResponse.ok(require(request).deepCopy()),
                "modifyServiceAccount", this::modify,
                "deleteServiceAccount", this::delete,
                "createServiceAccountApiKey", this::createKey);
    }

    void seed(Seed seed) {
        seed.list("projects/{project_id}/service_accounts", "ServiceAccount", (ids, given) -> {
                    String projectId =
                            projects.requireActive(ids.get(0)).path("id").asText();
                    ObjectNode account = newAccount().put("role", MEMBER);
                    in(projectId).add(account.setAll(given));
                    return account;
                })
                .requiring("name", "role", "created_at");
    }

    private OperationResponse create(OperationRequest request) {
        String projectId = project(request);
        ObjectNode body = request.body();
        boolean alone = body.path("create_service_account_only").asBoolean();
        Long end = keys.endOf(body);
        ObjectNode account = make(projectId, body.path("name").asText(), alone ? NONE : MEMBER);
        ObjectNode created = account.deepCopy();
        if (alone) {
            created.putNull("api_key");
        } else {
            created.set("api_key", keys.issue(projectId, account.path("id").asText(), null, end));
        }
        return OperationResponse.ok(created);
    }

    private OperationResponse modify(OperationRequest request) {
        ObjectNode account = require(request);
        JsonNode role = request.body().path("role");
        if (role.asText().equals(NONE)) {
            throw ApiErrorException.badRequest(null, "role", "A service account cannot be given the role 'none'.");
        }
        account.setAll(request.body());
        return OperationResponse.ok(account.deepCopy());
    }

    private OperationResponse delete(OperationRequest request) {
        String id = require(request).path("id").asText();
        state.forget(id);
        return OperationResponse.gone(KIND, id);
    }

    private OperationResponse createKey(OperationRequest request) {
        String accountId = require(request).path("id").asText();
        return OperationResponse.ok(keys.issue(
                project(request), accountId, request.body().path("name").textValue(), keys.endOf(request.body())));
    }

    private ObjectNode make(String projectId, String name, String role) {
        ObjectNode account = newAccount().put("name", name).put("role", role);
        in(projectId).add(account);
        return account;
    }

    private ObjectNode newAccount() {
        return state.newObject(KIND, "svc_acct_");
    }

    private String project(OperationRequest request) {
        return projects.requireActive(request.id("project_id")).path("id").asText();
    }

    private ObjectNode require(OperationRequest request) {
        String projectId = project(request);
        String id = request.id("service_account_id");
        ObjectNode account = in(projectId).find(id);
        if (account == null) {
            throw ApiErrorException.notFound(
                    "No service account found with id '" + id + "' in project '" + projectId + "'.");
        }
        return account;
    }

    private Rows in(String projectId) {
        return state.rows(place(projectId));
    }

    static String place(String projectId) {
        return RoleScope.project(projectId).place() + "service_accounts";
    }
}
