package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ContractOperation;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A change by a request, from which the events of the audit log are made.
 *
 * @param request the request
 * @param answer the response
 * @param before the object that the path names, before the change; empty if it names none
 * @param organizationId the id of the organization
 */
record AuditedChange(OperationRequest request, JsonNode answer, ObjectNode before, String organizationId) {
    /** The events of operations. */
    private static final List<Event> EVENTS = List.of(
            on(
                    "createProject",
                    "project.created",
                    change -> change.data(change.sent("name").setAll(change.sentAs("name", "title")))),
            on("modifyProject", "project.updated", change -> change.changes(change.sentAs("name", "title"))),
            on("archiveProject", "project.archived", AuditedChange::subject),
            on("createGroup", "group.created", change -> change.data(change.sentAs("name", "group_name"))),
            on("modifyGroup", "group.updated", change -> change.changes(change.sentAs("name", "group_name"))),
            on("deleteGroup", "group.deleted", AuditedChange::subject),
            on("createInvite", "invite.sent", change -> change.data(change.sent("email", "role"))),
            on("deleteInvite", "invite.deleted", AuditedChange::subject),
            on("modifyUser", "user.updated", change -> change.changes(change.sent("role"))),
            on("deleteUser", "user.deleted", AuditedChange::subject),
            on("addProjectUser", "user.added", change -> change.data(change.sent("role"))),
            on(
                    "modifyProjectUser",
                    "user.updated",
                    change -> change.changes(change.sent("role"))
                            // The API names the project in this event only.
                            .put("id", change.request().id("project_id"))),
            on("removeProjectUser", "user.deleted", AuditedChange::subject),
            on("createRole", "role.created", AuditedChange::role),
            on("modifyRole", "role.updated", AuditedChange::roleChanges),
            on("deleteRole", "role.deleted", AuditedChange::subject),
            on("createProjectRole", "role.created", AuditedChange::role),
            on("modifyProjectRole", "role.updated", AuditedChange::roleChanges),
            on("deleteProjectRole", "role.deleted", AuditedChange::subject),
            on("assignUserRole", "role.assignment.created", change -> change.assignment("user")),
            on("unassignUserRole", "role.assignment.deleted", change -> change.assignment("user")),
            on("assignGroupRole", "role.assignment.created", change -> change.assignment("group")),
            on("unassignGroupRole", "role.assignment.deleted", change -> change.assignment("group")),
            on("assignProjectUserRole", "role.assignment.created", change -> change.assignment("user")),
            on("unassignProjectUserRole", "role.assignment.deleted", change -> change.assignment("user")),
            on("assignProjectGroupRole", "role.assignment.created", change -> change.assignment("group")),
            on("unassignProjectGroupRole", "role.assignment.deleted", change -> change.assignment("group")),
            // A group is added to a project with a role, and removed with it.
            on("addProjectGroup", "role.assignment.created", change -> change.assignment("group")),
            on("removeProjectGroup", "role.assignment.deleted", change -> change.assignment("group")),
            on("uploadCertificate", "certificate.created", change -> change.subject(change.answered("name"))),
            on("modifyCertificate", "certificate.updated", change -> change.subject(change.answered("name"))),
            on(
                    "deleteCertificate",
                    "certificate.deleted",
                    change -> change.subject(change.was("name"))
                            .put(
                                    "certificate",
                                    change.before()
                                            .at("/certificate_details/content")
                                            .asText())),
            on("activateCertificates", "certificates.activated", AuditedChange::certificates),
            on("deactivateCertificates", "certificates.deactivated", AuditedChange::certificates),
            on("activateProjectCertificates", "certificates.activated", AuditedChange::certificates),
            on("deactivateProjectCertificates", "certificates.deactivated", AuditedChange::certificates),
            on("createServiceAccount", "service_account.created", change -> change.data(change.answered("role"))),
            on("createServiceAccount", "api_key.created", AuditedChange::firstKey),
            on("modifyServiceAccount", "service_account.updated", change -> change.changes(change.sent("role"))),
            on("deleteServiceAccount", "service_account.deleted", AuditedChange::subject),
            on("createServiceAccountApiKey", "api_key.created", change -> change.data(change.sent("scopes"))),
            on("modifyProjectApiKey", "api_key.updated", change -> change.changes(change.sent("scopes"))),
            on("deleteProjectApiKey", "api_key.deleted", AuditedChange::subject),
            on("createAdminApiKey", "api_key.created", change -> change.data(change.sent("scopes"))),
            on("deleteAdminApiKey", "api_key.deleted", AuditedChange::subject),
            on(
                    "modifyRateLimit",
                    "rate_limit.updated",
                    change -> change.changes(change.request().body())),
            on(
                    "createExternalKey",
                    "external_key.registered",
                    change -> change.data(change.request().body())),
            on("deleteExternalKey", "external_key.removed", AuditedChange::subject),
            on(
                    "createExternalStorage",
                    "external_storage.registered",
                    change -> change.data(change.answered("geography", "provider"))),
            on("deleteExternalStorage", "external_storage.removed", AuditedChange::subject),
            on(
                    "createWorkloadIdentityProvider",
                    "workload_identity_provider.created",
                    change -> change.data(change.request().body())),
            on(
                    "modifyWorkloadIdentityProvider",
                    "workload_identity_provider.updated",
                    change -> change.changes(change.request().body())),
            on(
                    "deleteWorkloadIdentityProvider",
                    "workload_identity_provider.deleted",
                    change -> change.subject(change.was("name"))),
            on(
                    "createFederationRule",
                    "workload_identity_provider_mapping.created",
                    change -> change.mapping(change.data(change.request().body()))),
            on(
                    "modifyFederationRule",
                    "workload_identity_provider_mapping.updated",
                    change -> change.mapping(change.changes(change.request().body()))),
            on(
                    "deleteFederationRule",
                    "workload_identity_provider_mapping.deleted",
                    change -> change.mapping(change.subject(change.was("project_id", "service_account_id")))),
            // The description has these types, but no details of them.
            on("createCodexIdentityProvider", "tenant.workload_identity.provider.created", change -> object()),
            on("modifyCodexIdentityProvider", "tenant.workload_identity.provider.updated", change -> object()),
            on("archiveCodexIdentityProvider", "tenant.workload_identity.provider.archived", change -> object()),
            on("createCodexIdentityMapping", "tenant.workload_identity.mapping.created", change -> object()),
            on("modifyCodexIdentityMapping", "tenant.workload_identity.mapping.updated", change -> object()),
            on("archiveCodexIdentityMapping", "tenant.workload_identity.mapping.archived", change -> object()),
            onEach(
                    "createCheckpointPermissions",
                    "checkpoint.permission.created",
                    AuditedChange::checkpointPermissions),
            on("deleteCheckpointPermission", "checkpoint.permission.deleted", AuditedChange::subject));

    private static final Map<String, List<Event>> BY_OPERATION =
            EVENTS.stream().collect(Collectors.groupingBy(Event::operation));

    /**
     * An event that an operation adds to the audit log.
     *
     * @param operation the id of the operation
     * @param type the type of the event
     * @param details the details of each event of the change
     */
    record Event(String operation, String type, Function<AuditedChange, List<ObjectNode>> details) {}

    /** Returns the ids of the operations that add an event. */
    static Set<String> operations() {
        return BY_OPERATION.keySet();
    }

    /** Returns the events of an operation that succeeded. */
    static List<Event> eventsOf(ContractOperation operation) {
        return BY_OPERATION.getOrDefault(operation.id(), List.of());
    }

    private static Event on(String operation, String type, Function<AuditedChange, @Nullable ObjectNode> details) {
        return new Event(operation, type, change -> {
            ObjectNode told = details.apply(change);
            return told == null ? List.of() : List.of(told);
        });
    }

    private static Event onEach(String operation, String type, Function<AuditedChange, List<ObjectNode>> details) {
        return new Event(operation, type, details);
    }

    private ObjectNode subject() {
        JsonNode id = answer.path("id");
        return object().put(
                        "id", id.isTextual() ? id.asText() : before.path("id").asText());
    }

    private ObjectNode subject(ObjectNode more) {
        return subject().setAll(more);
    }

    private ObjectNode data(ObjectNode data) {
        return subject().set("data", data.deepCopy());
    }

    private ObjectNode changes(ObjectNode changes) {
        return subject().set("changes_requested", changes.deepCopy());
    }

    private ObjectNode sent(String... properties) {
        return picked(request.body(), properties);
    }

    private ObjectNode sentAs(String property, String name) {
        ObjectNode sent = sent(property);
        return sent.has(property) ? object().set(name, sent.path(property)) : sent;
    }

    private ObjectNode answered(String... properties) {
        return picked(answer, properties);
    }

    private ObjectNode was(String... properties) {
        return picked(before, properties);
    }

    private ObjectNode role() {
        ObjectNode named = answered("permissions", "resource_type").put("resource_id", resourceId());
        return subject(named.put("role_name", answer.path("name").asText()));
    }

    private ObjectNode roleChanges() {
        ObjectNode changes = sent("role_name", "description")
                .put("resource_id", resourceId())
                .put("resource_type", resourceType());
        if (request.body().path("permissions").isArray()) {
            changes.set("permissions_added", without(before, answer));
            changes.set("permissions_removed", without(answer, before));
        }
        return changes(changes);
    }

    private ObjectNode assignment(String principal) {
        String id = principal + "_id";
        return object().put(
                        "principal_id",
                        request.parameters().containsKey(id)
                                ? request.id(id)
                                : request.body().path(id).asText())
                .put("principal_type", principal)
                .put("resource_id", resourceId())
                .put("resource_type", resourceType());
    }

    private ObjectNode certificates() {
        ObjectNode details = object();
        ArrayNode named = details.putArray("certificates");
        answer.path("data").forEach(certificate -> named.add(picked(certificate, "id", "name")));
        return details;
    }

    private List<ObjectNode> checkpointPermissions() {
        String checkpoint = "fine_tuned_model_checkpoint";
        return answer.path("data")
                .valueStream()
                .map(permission -> object().<ObjectNode>set("id", permission.path("id"))
                        .<ObjectNode>set(
                                "data", picked(permission, "project_id").put(checkpoint, request.id(checkpoint))))
                .toList();
    }

    private @Nullable ObjectNode firstKey() {
        JsonNode id = answer.at("/api_key/id");
        return id.isTextual() ? object().<ObjectNode>set("id", id).set("data", object()) : null;
    }

    private ObjectNode mapping(ObjectNode details) {
        return details.put("identity_provider_id", request.id("workload_identity_provider_id"));
    }

    private boolean isInProject() {
        return request.parameters().containsKey("project_id");
    }

    private String resourceId() {
        return isInProject() ? request.id("project_id") : organizationId;
    }

    private String resourceType() {
        return isInProject() ? "api.project" : "api.organization";
    }

    /** Returns the permissions of a role that another one does not have. */
    private static ArrayNode without(JsonNode other, JsonNode role) {
        ArrayNode rest = JsonNodeFactory.instance.arrayNode();
        Set<String> there = texts(other.path("permissions"));
        texts(role.path("permissions")).stream()
                .filter(permission -> !there.contains(permission))
                .sorted()
                .forEach(rest::add);
        return rest;
    }

    private static Set<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).collect(Collectors.toSet());
    }

    /** Returns the given properties of an object that are not null. */
    private static ObjectNode picked(JsonNode from, String... properties) {
        ObjectNode picked = object();
        for (String property : properties) {
            if (from.hasNonNull(property)) {
                picked.set(property, from.path(property).deepCopy());
            }
        }
        return picked;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
