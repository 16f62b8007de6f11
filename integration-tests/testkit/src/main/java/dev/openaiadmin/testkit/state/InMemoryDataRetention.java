package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The controls of data retention of an {@code InMemoryOrganization} and of its projects: what tests set, and how
 * requests change them.
 *
 * <p>At first, the organization has {@code modified_abuse_monitoring}, every project has {@code organization_default},
 * and all controls are approved. Safe for use by many threads.
 */
public final class InMemoryDataRetention {
    private static final String PLACE = "data_retention";
    private static final String FOLLOWING = "organization_default";
    private static final Set<String> CONTROLS = Set.of(
            "zero_data_retention",
            "modified_abuse_monitoring",
            "enhanced_zero_data_retention",
            "enhanced_modified_abuse_monitoring");

    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final SingleObject retention;
    private Set<String> approved = CONTROLS;

    InMemoryDataRetention(OrganizationState state, InMemoryProjects projects) {
        this.state = state;
        this.projects = projects;
        this.retention = new SingleObject(state, PLACE);
    }

    /**
     * Sets which controls OpenAI has approved for the organization; a request for another is refused.
     *
     * @param types the controls, such as {@code zero_data_retention}
     * @throws IllegalArgumentException if one is none that needs approval; the message lists those that there are
     */
    public void approveOnly(String... types) {
        Set<String> chosen = Set.copyOf(Arrays.asList(types));
        chosen.forEach(type -> requireKnown(type, CONTROLS));
        synchronized (state) {
            approved = chosen;
        }
    }

    /**
     * Sets the control of the organization, be it approved or not.
     *
     * @param type the control, such as {@code zero_data_retention}
     * @throws IllegalArgumentException if there is no such control; the message lists those that there are
     */
    public void set(String type) {
        requireKnown(type, CONTROLS);
        state.seed(() -> set("", type));
    }

    /**
     * Sets the control of a project, be it approved or not.
     *
     * @param projectId the project
     * @param type the control, such as {@code zero_data_retention}, {@code none} or {@code organization_default}
     * @throws IllegalArgumentException if there is no such control, or the project is missing or archived; the message
     *     lists the controls that there are
     */
    public void setInProject(String projectId, String type) {
        Set<String> known = new TreeSet<>(CONTROLS);
        known.addAll(Set.of(FOLLOWING, "none"));
        requireKnown(type, known);
        state.seed(() -> set(projects.place(projectId), type));
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "retrieveDataRetention", this::retrieve,
                "retrieveProjectDataRetention", this::retrieve,
                "modifyDataRetention", this::modify,
                "modifyProjectDataRetention", this::modify);
    }

    /** Registers what can be seeded, approved or not. */
    void seed(Seed seed) {
        seed.single(PLACE, "DataRetention", (ids, given) -> seeded("", given))
                .single(
                        "projects/{project_id}/data_retention",
                        "ProjectDataRetention",
                        (ids, given) -> seeded(projects.place(ids.get(0)), given));
    }

    private OperationResponse retrieve(OperationRequest request) {
        return OperationResponse.ok(shown(projects.place(request)));
    }

    private OperationResponse modify(OperationRequest request) {
        String place = projects.place(request);
        String type = request.body().path("retention_type").asText();
        if (CONTROLS.contains(type) && !approved.contains(type)) {
            throw ApiErrorException.badRequest(
                    null, "retention_type", "Data retention '" + type + "' is not approved for the organization.");
        }
        return OperationResponse.ok(set(place, type));
    }

    private ObjectNode set(String place, String type) {
        return seeded(place, JsonNodeFactory.instance.objectNode().put("type", type));
    }

    private ObjectNode seeded(String place, ObjectNode given) {
        retention.set(place, given);
        return shown(place);
    }

    private ObjectNode shown(String place) {
        ObjectNode set = retention.find(place);
        return JsonNodeFactory.instance
                .objectNode()
                .put("object", place.isEmpty() ? "organization.data_retention" : "project.data_retention")
                .put("type", place.isEmpty() ? "modified_abuse_monitoring" : FOLLOWING)
                .setAll(set == null ? JsonNodeFactory.instance.objectNode() : set);
    }

    private static void requireKnown(String type, Set<String> known) {
        if (!known.contains(type)) {
            throw new IllegalArgumentException("There is no control of data retention '" + type + "'; known: "
                    + String.join(", ", new TreeSet<>(known)));
        }
    }
}
