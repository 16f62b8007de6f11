package dev.openaiadmin.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The spend limits of an {@link InMemoryOrganization} and of its projects: what a test sets before, and how they behave.
 *
 * <p>At first, there are none, and asking for one gets 404. The limit of an archived project is still shown, and can no
 * longer be changed. Safe for use by many threads.
 */
public final class InMemorySpendLimits {
    private static final String PLACE = "spend_limit";

    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final Single limit;

    InMemorySpendLimits(OrganizationState state, InMemoryProjects projects) {
        this.state = state;
        this.projects = projects;
        this.limit = new Single(state, PLACE);
    }

    /**
     * Sets the limit of the organization.
     *
     * @param cents how much may be spent in a month, in cents
     * @throws IllegalArgumentException when the amount is not positive
     */
    public void set(long cents) {
        ObjectNode set = limit(cents);
        state.seed(() -> set("", set));
    }

    /**
     * Sets the limit of a project.
     *
     * @param projectId the project
     * @param cents how much may be spent in a month, in cents
     * @throws IllegalArgumentException when the amount is not positive, or the project is missing or archived
     */
    public void setInProject(String projectId, long cents) {
        ObjectNode set = limit(cents);
        state.seed(() -> set(projects.place(projectId), set));
    }

    Map<String, Behaviour> behaviours() {
        return Map.of(
                "retrieveSpendLimit", this::retrieve,
                "retrieveProjectSpendLimit", this::retrieve,
                "modifySpendLimit", this::modify,
                "modifyProjectSpendLimit", this::modify,
                "deleteSpendLimit", this::delete,
                "deleteProjectSpendLimit", this::delete);
    }

    /** What can be seeded. */
    void seed(Seed seed) {
        seed.single(PLACE, "SpendLimit", (ids, given) -> set("", given))
                .single(
                        "projects/{project_id}/spend_limit",
                        "ProjectSpendLimit",
                        (ids, given) -> set(projects.place(ids.get(0)), given));
    }

    private Answer retrieve(ApiRequest request) {
        String place = projects.place(request);
        ObjectNode found = limit.find(place);
        if (found == null) {
            throw none(place);
        }
        return Answer.ok(shown(place, found));
    }

    private Answer modify(ApiRequest request) {
        return Answer.ok(set(projects.place(request), request.body()));
    }

    private Answer delete(ApiRequest request) {
        String place = projects.place(request);
        if (!limit.remove(place)) {
            throw none(place);
        }
        return Answer.goneWithoutId(kindIn(place));
    }

    private ObjectNode set(String place, ObjectNode given) {
        ObjectNode set =
                JsonNodeFactory.instance.objectNode().put("currency", "USD").put("interval", "month");
        set.setAll(given);
        limit.set(place, set);
        return shown(place, set);
    }

    private static ObjectNode shown(String place, ObjectNode set) {
        ObjectNode shown = set.deepCopy().put("object", kindIn(place));
        shown.putObject("enforcement").put("status", "inactive");
        return shown;
    }

    private static ObjectNode limit(long cents) {
        if (cents < 1) {
            throw new IllegalArgumentException("cents must be positive, but was " + cents);
        }
        return JsonNodeFactory.instance.objectNode().put("threshold_amount", cents);
    }

    private static Refusal none(String place) {
        return Refusal.notFound("There is no spend limit of the " + (place.isEmpty() ? "organization." : "project."));
    }

    private static String kindIn(String place) {
        return place.isEmpty() ? "organization.spend_limit" : "project.spend_limit";
    }
}
