package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.util.Map;

/**
 * The spend alerts of an {@code InMemoryOrganization} and of its projects: what tests add, and how requests change
 * them.
 *
 * <p>No message is sent. The alerts of an archived project can be read, but not changed. Safe for use by many threads.
 */
public final class InMemorySpendAlerts {
    private static final String PLACE = "spend_alerts";
    private static final String CURRENCY = "USD";
    private static final String INTERVAL = "month";

    private final OrganizationState state;
    private final InMemoryProjects projects;

    InMemorySpendAlerts(OrganizationState state, InMemoryProjects projects) {
        this.state = state;
        this.projects = projects;
    }

    /**
     * Adds an alert of the organization.
     *
     * @param cents how much spending in a month it is about, in cents
     * @param recipients the mail addresses of those who are told
     * @return its id
     */
    public String add(long cents, String... recipients) {
        return state.seed(() -> idOf(make("", alert(cents, recipients))));
    }

    /**
     * Adds an alert of a project.
     *
     * @param projectId the project
     * @param cents how much spending in a month it is about, in cents
     * @param recipients the mail addresses of those who are told
     * @return its id
     * @throws IllegalArgumentException if the project is missing or archived
     */
    public String addToProject(String projectId, long cents, String... recipients) {
        return state.seed(() -> idOf(make(projects.place(projectId), alert(cents, recipients))));
    }

    Map<String, Handler> handlers() {
        return Map.of(
                "listSpendAlerts", this::list,
                "listProjectSpendAlerts", this::list,
                "createSpendAlert", this::create,
                "createProjectSpendAlert", this::create,
                "retrieveSpendAlert", this::retrieve,
                "retrieveProjectSpendAlert", this::retrieve,
                "modifySpendAlert", this::modify,
                "modifyProjectSpendAlert", this::modify,
                "deleteSpendAlert", this::delete,
                "deleteProjectSpendAlert", this::delete);
    }

    /** Registers what can be seeded. */
    void seed(Seed seed) {
        seed.list(PLACE, "SpendAlert", (ids, alert) -> make("", alert))
                .list(
                        "projects/{project_id}/spend_alerts",
                        "ProjectSpendAlert",
                        (ids, alert) -> make(projects.place(ids.get(0)), alert));
    }

    private OperationResponse list(OperationRequest request) {
        return in(projects.place(request)).page(request, alert -> true);
    }

    private OperationResponse create(OperationRequest request) {
        return OperationResponse.ok(
                make(projects.place(request), request.body()).deepCopy());
    }

    private OperationResponse retrieve(OperationRequest request) {
        return OperationResponse.ok(require(projects.place(request), request).deepCopy());
    }

    private OperationResponse modify(OperationRequest request) {
        ObjectNode alert = require(projects.place(request), request);
        alert.setAll(request.body());
        return OperationResponse.ok(alert.deepCopy());
    }

    private OperationResponse delete(OperationRequest request) {
        String place = projects.place(request);
        String id = idOf(require(place, request));
        in(place).remove(id);
        return OperationResponse.gone(kindIn(place), id);
    }

    private ObjectNode make(String place, ObjectNode given) {
        ObjectNode alert = JsonNodeFactory.instance
                .objectNode()
                .put("id", state.newId("alert_"))
                .put("object", kindIn(place))
                .put("currency", CURRENCY)
                .put("interval", INTERVAL);
        alert.setAll(given);
        in(place).add(alert);
        return alert;
    }

    private ObjectNode require(String place, OperationRequest request) {
        String id = request.id("alert_id");
        ObjectNode alert = in(place).find(id);
        if (alert == null) {
            throw ApiErrorException.notFound("No spend alert found with id '" + id + "'.");
        }
        return alert;
    }

    private Rows in(String place) {
        return state.rows(place + PLACE);
    }

    private static ObjectNode alert(long cents, String... recipients) {
        if (cents < 0) {
            throw new IllegalArgumentException("cents must not be negative, but was " + cents);
        }
        ObjectNode alert = JsonNodeFactory.instance.objectNode().put("threshold_amount", cents);
        ArrayNode told =
                alert.putObject("notification_channel").put("type", "email").putArray("recipients");
        for (String recipient : recipients) {
            told.add(recipient);
        }
        return alert;
    }

    private static String kindIn(String place) {
        return place.isEmpty() ? "organization.spend_alert" : "project.spend_alert";
    }

    private static String idOf(ObjectNode alert) {
        return alert.path("id").asText();
    }
}
