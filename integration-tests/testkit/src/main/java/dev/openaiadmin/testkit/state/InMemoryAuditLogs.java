package dev.openaiadmin.testkit.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.ApiErrorException;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.ContractViolation;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The audit log of an {@code InMemoryOrganization}: events that tests add, and events of requests.
 *
 * <p>Logging is on from the beginning. A request that changes an object adds an event if the API has one for it;
 * objects that tests add do not. As in the real API, the newest event is listed first, and an action of an admin key
 * belongs to the default project. The last ten thousand events are kept. Safe for use by many threads.
 */
public final class InMemoryAuditLogs {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORGANIZATION = "/organization/";
    private static final String PLACE = "audit_logs";
    private static final String SCHEMA = "AuditLog";
    private static final int REMEMBERED_EVENTS = 10_000;
    private static final Set<String> TENANT_TYPES = Set.of("role.bound_to_resource", "role.unbound_from_resource");

    private final OrganizationState state;
    private final InMemoryProjects projects;
    private final InMemoryUsers users;
    private final String organizationId;

    InMemoryAuditLogs(OrganizationState state, InMemoryProjects projects, InMemoryUsers users, String organizationId) {
        this.state = state;
        this.projects = projects;
        this.users = users;
        this.organizationId = organizationId;
    }

    /**
     * Adds an event.
     *
     * <pre>{@code auditLogs.add("login.failed", at, Map.of("login.failed", Map.of("error_code", "invalid_credentials")));}</pre>
     *
     * @param type what happened, such as {@code project.created}
     * @param at when
     * @param fields more of the event, by the names in the API: {@code actor}, {@code project}, and the details under
     *     the name of the type
     * @return its id
     * @throws IllegalArgumentException if the API has no such type or field
     */
    public String add(String type, Instant at, Map<String, ?> fields) {
        ObjectNode given = JSON.valueToTree(fields);
        return state.seed(() -> {
            ObjectNode event = newEvent(type, at.getEpochSecond()).setAll(given);
            for (ContractViolation violation :
                    Contract.published().schema(SCHEMA).violations("the event", event)) {
                throw new IllegalArgumentException(violation.what());
            }
            keep(event);
            return event.path("id").asText();
        });
    }

    Map<String, Handler> handlers() {
        return Map.of("listAuditLogs", this::list);
    }

    void seed(Seed seed) {
        seed.list(PLACE, SCHEMA, (ids, given) -> {
            ObjectNode event =
                    newEvent(given.path("type").asText(), state.now()).setAll(given);
            keep(event);
            return event;
        });
    }

    /** Returns the response of a handler, and records it if it is a change that succeeds. */
    OperationResponse record(OperationRequest request, Handler handler) {
        List<AuditedChange.Event> events = AuditedChange.eventsOf(request.operation());
        if (events.isEmpty()) {
            return handler.handle(request);
        }
        ObjectNode before = named(request);
        OperationResponse answer = handler.handle(request);
        AuditedChange change = new AuditedChange(request, answer.body(), before, organizationId);
        for (AuditedChange.Event event : events) {
            event.details().apply(change).forEach(details -> write(event.type(), request, details));
        }
        return answer;
    }

    private void write(String type, OperationRequest request, ObjectNode details) {
        ObjectNode event = newEvent(type, state.now());
        ObjectNode project = projects.require(projects.defaultId());
        event.putObject("project")
                .put("id", projects.defaultId())
                .put("name", project.path("name").asText());
        ObjectNode key = event.putObject("actor").put("type", "api_key").putObject("api_key");
        key.put("id", request.adminKeyId()).put("type", "user");
        ObjectNode owner = state.rows(InMemoryUsers.PLACE).lookUp(users.ownerId());
        if (owner != null) {
            key.set("user", owner.deepCopy().retain("id", "email"));
        }
        if (!details.isEmpty()) {
            event.set(type, details);
        }
        keep(event);
    }

    private ObjectNode newEvent(String type, long at) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", state.newId("audit_log-"))
                .put("type", type)
                .put("effective_at", at);
    }

    private void keep(ObjectNode event) {
        Rows events = state.rows(PLACE);
        events.add(event);
        if (events.all().size() > REMEMBERED_EVENTS) {
            events.remove(events.all().iterator().next().path("id").asText());
        }
    }

    /** Returns the current object that the end of a path names, or an empty object. */
    private ObjectNode named(OperationRequest request) {
        String path = request.operation().path().toString();
        ObjectNode found = null;
        if (path.endsWith("}")) {
            int last = path.lastIndexOf('/');
            String place = path.substring(path.startsWith(ORGANIZATION) ? ORGANIZATION.length() : 1, last);
            for (String name : request.parameters().keySet()) {
                place = place.replace("{" + name + "}", request.id(name));
            }
            found = state.rows(place).lookUp(request.id(path.substring(last + 2, path.length() - 1)));
        }
        return found == null ? JsonNodeFactory.instance.objectNode() : found.deepCopy();
    }

    private OperationResponse list(OperationRequest request) {
        boolean ofTenant = request.flag("tenant_only");
        List<String> types = request.texts("event_types[]");
        if (ofTenant && !types.stream().allMatch(InMemoryAuditLogs::isOfTenant)) {
            throw ApiErrorException.badRequest(
                    null, "event_types[]", "With 'tenant_only', every event type has to be one of a tenant's.");
        }
        return state.rows(PLACE)
                .sorted(Comparator.comparingLong(
                        (ObjectNode event) -> -event.path("effective_at").longValue()))
                .page(
                        request,
                        event -> isOfTenant(event.path("type").asText()) == ofTenant
                                && isAmong(types, event.path("type"))
                                && isWithin(request, event.path("effective_at").longValue())
                                && isAmong(request.texts("project_ids[]"), event.at("/project/id"))
                                && isBy(request, event.path("actor"))
                                && isAbout(request.texts("resource_ids[]"), event));
    }

    private static boolean isWithin(OperationRequest request, long at) {
        Long after = request.time("effective_at[gt]");
        Long from = request.time("effective_at[gte]");
        Long before = request.time("effective_at[lt]");
        Long to = request.time("effective_at[lte]");
        return (after == null || at > after)
                && (from == null || at >= from)
                && (before == null || at < before)
                && (to == null || at <= to);
    }

    private static boolean isBy(OperationRequest request, JsonNode actor) {
        List<String> ids = request.texts("actor_ids[]");
        JsonNode key = actor.path("api_key");
        boolean known = ids.isEmpty()
                || ids.contains(actor.at("/session/user/id").asText())
                || ids.contains(key.path("id").asText())
                || ids.contains(key.at("/user/id").asText())
                || ids.contains(key.at("/service_account/id").asText());
        List<String> emails = request.texts("actor_emails[]");
        return known
                && (emails.isEmpty()
                        || emails.contains(actor.at("/session/user/email").asText())
                        || emails.contains(key.at("/user/email").asText()));
    }

    private static boolean isAbout(List<String> ids, ObjectNode event) {
        JsonNode details = event.path(event.path("type").asText());
        return ids.isEmpty()
                || ids.contains(details.path("id").asText())
                || details.path("certificates")
                        .valueStream()
                        .anyMatch(one -> ids.contains(one.path("id").asText()));
    }

    private static boolean isAmong(List<String> wanted, JsonNode value) {
        return wanted.isEmpty() || wanted.contains(value.asText());
    }

    private static boolean isOfTenant(String type) {
        return type.startsWith("tenant.") || TENANT_TYPES.contains(type);
    }
}
