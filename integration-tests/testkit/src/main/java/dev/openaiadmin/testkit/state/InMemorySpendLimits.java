package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * The spend limits of an {@code InMemoryOrganization} and of its projects: what tests set, and how requests change
 * them.
 *
 * <p>At first, there are none, and the response is 404. A limit is {@code enforcing} if the {@link InMemoryCosts} of
 * the current month in UTC, by the clock of the organization, have reached it. The limit of an archived project can be
 * read, but not changed. Safe for use by many threads.
 */
public final class InMemorySpendLimits {
    private static final String PLACE = "spend_limit";

    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final InMemoryCosts costs;
    private final SingleObject limit;

    InMemorySpendLimits(OrganizationState state, InMemoryProjects projects, InMemoryCosts costs) {
        this.state = state;
        this.projects = projects;
        this.costs = costs;
        this.limit = new SingleObject(state, PLACE);
    }

    /**
     * Sets the limit of the organization.
     *
     * @param cents how much may be spent in a month, in cents
     * @throws IllegalArgumentException if the amount is not positive
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
     * @throws IllegalArgumentException if the amount is not positive, or the project is missing or archived
     */
    public void setInProject(String projectId, long cents) {
        ObjectNode set = limit(cents);
        state.seed(() -> set(projects.place(projectId), set));
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "retrieveSpendLimit", this::retrieve,
                "retrieveProjectSpendLimit", this::retrieve,
                "modifySpendLimit", this::modify,
                "modifyProjectSpendLimit", this::modify,
                "deleteSpendLimit", this::delete,
                "deleteProjectSpendLimit", this::delete);
    }

    /** Registers what can be seeded. */
    void seed(Seed seed) {
        seed.single(PLACE, "SpendLimit", (ids, given) -> set("", given))
                .single(
                        "projects/{project_id}/spend_limit",
                        "ProjectSpendLimit",
                        (ids, given) -> set(projects.place(ids.get(0)), given));
    }

    private OperationResponse retrieve(OperationRequest request) {
        String place = projects.place(request);
        ObjectNode found = limit.find(place);
        if (found == null) {
            throw none(place);
        }
        return OperationResponse.ok(shown(place, found));
    }

    private OperationResponse modify(OperationRequest request) {
        return OperationResponse.ok(set(projects.place(request), request.body()));
    }

    private OperationResponse delete(OperationRequest request) {
        String place = projects.place(request);
        if (!limit.remove(place)) {
            throw none(place);
        }
        return OperationResponse.goneWithoutId(kindIn(place));
    }

    private ObjectNode set(String place, ObjectNode given) {
        ObjectNode set =
                JsonNodeFactory.instance.objectNode().put("currency", "USD").put("interval", "month");
        set.setAll(given);
        limit.set(place, set);
        return shown(place, set);
    }

    private ObjectNode shown(String place, ObjectNode set) {
        ObjectNode shown = set.deepCopy().put("object", kindIn(place));
        shown.putObject("enforcement").put("status", isReached(place, set) ? "enforcing" : "inactive");
        return shown;
    }

    private boolean isReached(String place, ObjectNode set) {
        ZonedDateTime now = state.instant().atZone(ZoneOffset.UTC);
        Instant month = now.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).toInstant();
        BigDecimal cents =
                costs.between(month, now.toInstant(), cost -> isOf(place, cost)).movePointRight(2);
        return cents.compareTo(set.path("threshold_amount").decimalValue()) >= 0;
    }

    private static boolean isOf(String place, ObjectNode cost) {
        return place.isEmpty()
                || place.equals(
                        RoleScope.project(cost.path("project_id").asText()).place());
    }

    private static ObjectNode limit(long cents) {
        if (cents < 1) {
            throw new IllegalArgumentException("cents must be positive, but was " + cents);
        }
        return JsonNodeFactory.instance.objectNode().put("threshold_amount", cents);
    }

    private static ApiErrorException none(String place) {
        return ApiErrorException.notFound(
                "There is no spend limit of the " + (place.isEmpty() ? "organization." : "project."));
    }

    private static String kindIn(String place) {
        return place.isEmpty() ? "organization.spend_limit" : "project.spend_limit";
    }
}
