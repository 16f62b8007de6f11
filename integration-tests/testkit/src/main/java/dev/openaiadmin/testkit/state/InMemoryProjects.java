package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The projects of an {@code InMemoryOrganization}: what tests add, and how requests change them.
 *
 * <p>As in the real API, an organization has a default project from the beginning, which can be neither modified nor
 * archived. An archived project cannot be changed. Safe for use by many threads.
 */
public final class InMemoryProjects {
    static final String KIND = "organization.project";
    private static final String ACTIVE = "active";
    private static final String ARCHIVED = "archived";
    private static final Set<String> PROPERTIES = Set.of("name", "external_key_id", "residency");

    private final OrganizationState state;
    private final String defaultId;

    InMemoryProjects(OrganizationState state) {
        this.state = state;
        this.defaultId = add("Default project");
    }

    /** {@return the id of the default project} */
    public String defaultId() {
        return defaultId;
    }

    /**
     * Adds a project, as if somebody had created it before.
     *
     * @param name its name; need not be unique
     * @return its id
     */
    public String add(String name) {
        synchronized (state) {
            ObjectNode project = newProject().put("name", name);
            state.rows(KIND).add(project);
            return project.path("id").asText();
        }
    }

    /**
     * Adds a project that is archived already.
     *
     * @param name its name; need not be unique
     * @return its id
     */
    public String addArchived(String name) {
        synchronized (state) {
            String id = add(name);
            close(require(id));
            return id;
        }
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listProjects", this::list,
                "createProject", this::create,
                "retrieveProject", this::retrieve,
                "modifyProject", this::modify,
                "archiveProject", this::archive);
    }

    private OperationResponse list(OperationRequest request) {
        boolean withArchived = request.flag("include_archived");
        return state.rows(KIND).page(request, project -> withArchived || !isArchived(project));
    }

    private OperationResponse create(OperationRequest request) {
        ObjectNode project = newProject();
        copy(request.body(), project);
        state.rows(KIND).add(project);
        return OperationResponse.ok(project.deepCopy());
    }

    private OperationResponse retrieve(OperationRequest request) {
        String id = request.id("project_id");
        return OperationResponse.ok(existing(id, state.rows(KIND).find(id)).deepCopy());
    }

    private OperationResponse modify(OperationRequest request) {
        ObjectNode project = changeable(request.id("project_id"), "modified");
        copy(request.body(), project);
        return OperationResponse.ok(project.deepCopy());
    }

    private OperationResponse archive(OperationRequest request) {
        ObjectNode project = changeable(request.id("project_id"), "archived");
        close(project);
        return OperationResponse.ok(project.deepCopy());
    }

    /** Returns a project, or refuses the request with 404. */
    ObjectNode require(String id) {
        return existing(id, state.rows(KIND).lookUp(id));
    }

    /** Returns a project that is not archived, or refuses the request. */
    ObjectNode requireActive(String id) {
        ObjectNode project = require(id);
        if (isArchived(project)) {
            throw ApiErrorException.badRequest("project_archived", null, "Project '" + id + "' is archived.");
        }
        return project;
    }

    /**
     * Where that is kept which a request asks for: in the project that it names, which has to be active to be changed, or
     * else in the organization.
     */
    String place(OperationRequest request) {
        if (!request.has("project_id")) {
            return "";
        }
        String id = request.id("project_id");
        return request.operation().method().equals("GET") ? placeIn(require(id)) : place(id);
    }

    /** Returns the place of what belongs to a project, which must not be archived. */
    String place(String id) {
        return placeIn(requireActive(id));
    }

    static boolean isArchived(ObjectNode project) {
        return project.path("status").asText().equals(ARCHIVED);
    }

    private static String placeIn(ObjectNode project) {
        return RoleScope.project(project.path("id").asText()).place();
    }

    private ObjectNode changeable(String id, String change) {
        ObjectNode project = requireActive(id);
        if (id.equals(defaultId)) {
            throw ApiErrorException.badRequest(
                    "default_project", null, "The default project of an organization cannot be " + change + ".");
        }
        return project;
    }

    private static ObjectNode existing(String id, @Nullable ObjectNode project) {
        if (project == null) {
            throw ApiErrorException.notFound("No project found with id '" + id + "'.");
        }
        return project;
    }

    private ObjectNode newProject() {
        return state.newObject(KIND, "proj_")
                .putNull("archived_at")
                .put("status", ACTIVE)
                .putNull("external_key_id");
    }

    private void close(ObjectNode project) {
        project.put("archived_at", state.now()).put("status", ARCHIVED);
    }

    /** Returns a project with some properties from a seed. */
    ObjectNode completed(ObjectNode given) {
        ObjectNode project = newProject();
        project.setAll(given);
        if (isArchived(project) && !given.has("archived_at")) {
            project.put("archived_at", state.now());
        }
        return project;
    }

    private static void copy(ObjectNode changes, ObjectNode project) {
        for (String property : PROPERTIES) {
            JsonNode value = changes.get(property);
            // A name of null means that it stays; an external key of null means that there is none any more.
            if (value != null && !(value.isNull() && property.equals("name"))) {
                project.set(property, value);
            }
        }
    }
}
