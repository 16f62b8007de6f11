package dev.openaiadmin.governance.offboarding;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.openaiadmin.api.OperationEffects;
import dev.openaiadmin.governance.ChangeKind;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.Project;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One removal of an offboarding. Immutable.
 *
 * @param kind what is removed
 * @param id the id of the key, the role, the group or the invite; that of the user where the person leaves
 * @param name the name of it as people know it; the role where the person leaves a project
 * @param projectId the project in which it is removed, or null in the organization
 * @param project the name of this project, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"kind", "id", "name", "project_id", "project"})
public record AccessRemoval(
        @JsonProperty("kind") Kind kind,
        @JsonProperty("id") String id,
        @JsonProperty("name") String name,
        @JsonProperty("project_id") @Nullable String projectId,
        @JsonProperty("project") @Nullable String project) {

    /** What is removed, in the order in which an offboarding removes it. */
    public enum Kind {
        /** A key of a project is deleted. */
        PROJECT_KEY("deleteProjectApiKey"),
        /** An admin key is deleted. */
        ADMIN_KEY("deleteAdminApiKey"),
        /** A pending invite is deleted, so that it cannot be accepted. */
        INVITE("deleteInvite"),
        /** A role in a project is unassigned. */
        PROJECT_ROLE("unassignProjectUserRole"),
        /** The person leaves a group. */
        GROUP("removeGroupUser"),
        /** The person leaves a project. */
        PROJECT("removeProjectUser"),
        /** A role in the organization is unassigned. */
        ORGANIZATION_ROLE("unassignUserRole"),
        /** The person leaves the organization. */
        ORGANIZATION("deleteUser");

        private final String operationId;

        Kind(String operationId) {
            this.operationId = operationId;
        }

        /** Returns the id of the operation that removes it. */
        String operationId() {
            return operationId;
        }

        /** Returns the name in lower case, as it stands in JSON. */
        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static AccessRemoval inOrganization(Kind kind, String id, @Nullable String name) {
        return new AccessRemoval(kind, id, name == null ? id : name, null, null);
    }

    static AccessRemoval inProject(Kind kind, String id, @Nullable String name, Project project) {
        return new AccessRemoval(kind, id, name == null ? id : name, project.id(), project.name());
    }

    /**
     * Returns whether the removal is permanent.
     *
     * @return true if the API has no operation that restores what is removed, such as a key; false if it can be assigned
     *     again
     */
    @JsonIgnore
    public boolean isPermanent() {
        return OperationEffects.isPermanent(kind.operationId());
    }

    /** Returns a line of a diff, such as {@code - role auditor of project payments-prod}. */
    @Override
    public String toString() {
        String object = name.equals(id) ? id : name + " (" + id + ")";
        String removed = switch (kind) {
            case PROJECT_KEY -> "key " + object + ofProject();
            case ADMIN_KEY -> "admin key " + object;
            case INVITE -> "pending invite " + object;
            case PROJECT_ROLE -> "role " + object + ofProject();
            case GROUP -> "member of group " + object;
            case PROJECT -> name + ofProject();
            case ORGANIZATION_ROLE -> "role " + object + " of the organization";
            case ORGANIZATION -> "user " + object + " of the organization";
        };
        return PrintableText.line(ChangeKind.REMOVE.sign() + " " + removed);
    }

    private String ofProject() {
        return " of project " + (project == null ? projectId : project);
    }

    /** Returns the name of the step in a journal; a slash separates its parts. */
    String step() {
        return kind + " " + part(id) + (projectId == null ? "" : "/" + part(projectId));
    }

    static String part(String text) {
        return text.replace("%", "%25").replace("/", "%2F");
    }
}
