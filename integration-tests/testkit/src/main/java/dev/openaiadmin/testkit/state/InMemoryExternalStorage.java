package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.ContractViolation;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The external storage of the projects of an {@code InMemoryOrganization}: what tests add, and how requests change it.
 *
 * <p>Storage is {@code pending} until it is checked. No cloud is called: a check returns {@code validated} unless the
 * test sets another status, and values that only the cloud has, such as the region of a bucket, are invented. Safe for
 * use by many threads.
 */
public final class InMemoryExternalStorage {
    private static final String PLACE = "external_storage";
    private static final String KIND = "organization.external_storage";
    private static final String SCHEMA = "ExternalStorage";
    private static final String VALIDATED = "validated";
    private static final Pattern ACCOUNT = Pattern.compile("arn:aws:iam::(\\d+):.*");

    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final Map<String, String> found = new HashMap<>();

    InMemoryExternalStorage(OrganizationState state, InMemoryProjects projects) {
        this.state = state;
        this.projects = projects;
    }

    /**
     * Adds a bucket in Amazon S3 that nobody has checked yet.
     *
     * @param projectId the project whose data is kept there
     * @param bucket the name of the bucket
     * @return the id of the storage
     * @throws IllegalArgumentException if the project is missing or archived
     */
    public String add(String projectId, String bucket) {
        return state.seed(() -> {
            ObjectNode provider = JsonNodeFactory.instance
                    .objectNode()
                    .put("type", "aws")
                    .put("bucket", bucket)
                    .put("role_arn", "arn:aws:iam::123456789012:role/openai");
            return connect(projectId, provider).path("id").asText();
        });
    }

    /**
     * Says what a check of some storage finds from now on.
     *
     * @param storageId the storage
     * @param status {@code validated}, {@code degraded}, {@code unhealthy} or {@code pending}
     * @throws IllegalArgumentException if the storage is missing, or there is no such status
     */
    public void checksFind(String storageId, String status) {
        state.seed(() -> {
            ObjectNode checked = require(storageId).deepCopy().put("status", status);
            for (ContractViolation violation :
                    Contract.published().schema(SCHEMA).violations("the storage", checked)) {
                throw new IllegalArgumentException(violation.what());
            }
            return found.put(storageId, status);
        });
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listExternalStorage", this::list,
                "createExternalStorage", this::create,
                "retrieveExternalStorage",
                        request -> OperationResponse.ok(
                                require(request.id("external_storage_id")).deepCopy()),
                "deleteExternalStorage", this::delete,
                "validateExternalStorage", this::validate);
    }

    void seed(Seed seed) {
        seed.list(PLACE, SCHEMA, (ids, given) -> {
                    String projectId = projects.requireActive(
                                    given.path("project_id").asText())
                            .path("id")
                            .asText();
                    ObjectNode storage = newStorage(projectId);
                    if (given.path("provider") instanceof ObjectNode provider) {
                        complete(provider, projectId);
                        storage.put("geography", geography(provider));
                    }
                    state.rows(PLACE).add(storage.setAll(given));
                    return storage;
                })
                .requiring("project_id", "provider", "status");
    }

    private OperationResponse list(OperationRequest request) {
        String projectId = request.text("project_id");
        return state.rows(PLACE)
                .page(
                        request,
                        storage -> projectId == null
                                || projectId.equals(storage.path("project_id").asText()));
    }

    private OperationResponse create(OperationRequest request) {
        String projectId = request.body().path("project_id").asText();
        if (!state.rows(InMemoryProjects.KIND).has(projectId)) {
            throw ApiErrorException.badRequest(null, "project_id", "No project found with id '" + projectId + "'.");
        }
        ObjectNode provider = request.body().withObject("/provider").deepCopy();
        return OperationResponse.ok(connect(projectId, provider).deepCopy());
    }

    private OperationResponse delete(OperationRequest request) {
        String id = require(request.id("external_storage_id")).path("id").asText();
        state.rows(PLACE).remove(id);
        found.remove(id);
        return OperationResponse.gone(KIND, id);
    }

    private OperationResponse validate(OperationRequest request) {
        ObjectNode storage = require(request.id("external_storage_id"));
        storage.put("status", found.getOrDefault(storage.path("id").asText(), VALIDATED));
        return OperationResponse.ok(storage.deepCopy());
    }

    private ObjectNode connect(String projectId, ObjectNode provider) {
        projects.requireActive(projectId);
        complete(provider, projectId);
        ObjectNode storage = newStorage(projectId).put("geography", geography(provider));
        storage.set("provider", provider);
        state.rows(PLACE).add(storage);
        return storage;
    }

    private ObjectNode newStorage(String projectId) {
        return state.newObject(KIND, "extstore_").put("project_id", projectId).put("status", "pending");
    }

    private ObjectNode require(String id) {
        ObjectNode storage = state.rows(PLACE).find(id);
        if (storage == null) {
            throw ApiErrorException.notFound("No external storage found with id '" + id + "'.");
        }
        return storage;
    }

    /** Adds what the API finds out by itself. */
    private static void complete(ObjectNode provider, String projectId) {
        switch (provider.path("type").asText()) {
            case "aws" -> {
                Matcher account = ACCOUNT.matcher(provider.path("role_arn").asText());
                keep(provider, "account_id", account.matches() ? account.group(1) : "123456789012");
                keep(provider, "region", "us-east-1");
                keep(provider, "external_id", projectId);
            }
            case "gcp" -> {
                keep(provider, "region", "us-central1");
                keep(provider, "audience", projectId);
            }
            case "azure" -> keep(provider, "region", "eastus");
            default -> {}
        }
    }

    private static void keep(ObjectNode provider, String property, String otherwise) {
        if (!provider.has(property)) {
            provider.put(property, otherwise);
        }
    }

    private static String geography(JsonNode provider) {
        String region = provider.path("region").asText().toLowerCase(Locale.ROOT);
        return region.startsWith("eu") || region.contains("europe") ? "EU" : "US";
    }
}
