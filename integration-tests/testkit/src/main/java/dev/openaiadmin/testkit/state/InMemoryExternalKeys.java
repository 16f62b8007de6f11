package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.HashMap;
import java.util.Map;

/**
 * The external keys of an {@code InMemoryOrganization}: what tests add, and how requests change them.
 *
 * <p>A key belongs to the project that is its audience or external id, and to the projects that name the key. It
 * cannot be removed while a project that is not archived names it. No cloud is called: a check returns {@code valid}
 * unless the test sets another status. Safe for use by many threads.
 */
public final class InMemoryExternalKeys {
    private static final String PLACE = "external_keys";
    private static final String KIND = "organization.external_key";
    private static final String EKM = "ekm";
    private static final String VALID = "valid";

    private final OrganizationState state;
    private final String workspaceId;
    private final Map<String, String> found = new HashMap<>();

    InMemoryExternalKeys(OrganizationState state) {
        this.state = state;
        this.workspaceId = state.newId("ws_");
    }

    /**
     * Adds a key in the AWS Key Management Service, as if somebody had registered it before.
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

    /**
     * Says what a check of a key finds from now on.
     *
     * @param keyId the key
     * @param status in the word of the API, such as {@code valid} or {@code invalid}
     * @throws IllegalArgumentException if the key is missing
     */
    public void checksFind(String keyId, String status) {
        state.seed(() -> found.put(require(keyId).path("id").asText(), status));
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listExternalKeys", this::list,
                "createExternalKey", this::create,
                "retrieveExternalKey", request -> OperationResponse.ok(shown(require(request.id("external_key_id")))),
                "deleteExternalKey", this::delete,
                "validateExternalKey", this::validate);
    }

    void seed(Seed seed) {
        seed.list(PLACE, "ExternalKey", (ids, given) -> {
                    ObjectNode key = newKey().setAll(given);
                    // Told by the projects.
                    key.remove("api_project_ids");
                    given.remove("api_project_ids");
                    state.rows(PLACE).add(key);
                    return shown(key);
                })
                .requiring("type", "name");
    }

    private OperationResponse list(OperationRequest request) {
        String purpose = request.text("purpose");
        return state.rows(PLACE)
                .page(
                        request,
                        key -> purpose == null
                                || purpose.equals(key.path("purpose").asText()),
                        this::shown);
    }

    private OperationResponse create(OperationRequest request) {
        ObjectNode key = newKey().setAll(request.body());
        String version = key.path("type").asText().equals("gcp") ? "kms_key_version" : "key_version";
        boolean exact = key.has(version);
        boolean wanted = !key.path("purpose").asText().equals(EKM);
        if (!key.path("type").asText().equals("aws") && exact != wanted) {
            throw ApiErrorException.badRequest(
                    null, version, "'" + version + "' is needed for 'psp_decryption', and refused for 'ekm'.");
        }
        String project = projectIn(key);
        if (project.startsWith("proj_") && !state.rows(InMemoryProjects.KIND).has(project)) {
            throw ApiErrorException.badRequest(null, null, "No project found with id '" + project + "'.");
        }
        state.rows(PLACE).add(key);
        return OperationResponse.ok(shown(key));
    }

    private OperationResponse delete(OperationRequest request) {
        ObjectNode key = require(request.id("external_key_id"));
        String id = key.path("id").asText();
        for (ObjectNode project : state.rows(InMemoryProjects.KIND).all()) {
            if (uses(project, id) && !InMemoryProjects.isArchived(project)) {
                throw ApiErrorException.badRequest(
                        null,
                        null,
                        "External key '" + id + "' is in use by project '"
                                + project.path("id").asText() + "'.");
            }
        }
        ObjectNode removed = shown(key);
        state.rows(PLACE).remove(id);
        found.remove(id);
        return OperationResponse.ok(removed);
    }

    private OperationResponse validate(OperationRequest request) {
        String id = require(request.id("external_key_id")).path("id").asText();
        return OperationResponse.ok(JsonNodeFactory.instance.objectNode().put("status", found.getOrDefault(id, VALID)));
    }

    private ObjectNode newKey() {
        return state.newObject(KIND, "extkey_")
                .put("type", "aws")
                .put("workspace_id", workspaceId)
                .put("purpose", EKM);
    }

    private ObjectNode require(String id) {
        ObjectNode key = state.rows(PLACE).find(id);
        if (key == null) {
            throw ApiErrorException.notFound("No external key found with id '" + id + "'.");
        }
        return key;
    }

    private ObjectNode shown(ObjectNode key) {
        ObjectNode shown = key.deepCopy();
        ArrayNode ids = shown.putArray("api_project_ids");
        for (ObjectNode project : state.rows(InMemoryProjects.KIND).all()) {
            String id = project.path("id").asText();
            if (id.equals(projectIn(key)) || uses(project, key.path("id").asText())) {
                ids.add(id);
            }
        }
        return shown;
    }

    private static boolean uses(ObjectNode project, String keyId) {
        JsonNode named = project.path("external_key_id");
        return named.isTextual() && named.asText().equals(keyId);
    }

    /** Returns the id of the project or the organization for which the key may be used. */
    private static String projectIn(ObjectNode key) {
        return key.path("external_id").asText(key.path("audience").asText());
    }
}
