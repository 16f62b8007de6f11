package dev.openaiadmin.testkit.internal.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.ContractOperation;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import dev.openaiadmin.testkit.internal.contract.RetryRule;
import dev.openaiadmin.testkit.internal.faults.FaultJson;
import dev.openaiadmin.testkit.internal.http.HttpResponse;
import dev.openaiadmin.testkit.internal.http.RawRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lets tests in any language do over HTTP what tests in Java do by calls. A request names its organization by the key. */
public final class ControlEndpoint implements Endpoint {
    /** The name of the control paths on the page of the description. */
    static final String TAG = "Control";

    private static final String ROOT = "/_control";
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The end of the year 9999, up to which dates have the form that headers need. */
    private static final long LATEST = 253_402_300_799L;

    private final OrganizationDirectory organizations;
    private final List<Control> controls = List.of(
            new Control(
                    "POST",
                    "reset",
                    "Resets the organization: state, faults, requests, violations, clock and lag.",
                    "",
                    this::reset),
            new Control(
                    "POST",
                    "seed",
                    "Adds the objects of a seed.",
                    "{\"projects\": [{\"name\": \"payments-prod\"}]}",
                    this::seed),
            new Control(
                    "POST",
                    "faults",
                    "Lets requests fail.",
                    "[{\"fault\": \"rate-limited\", \"on\": \"listProjects\", \"times\": 2}]",
                    this::fail),
            new Control("DELETE", "faults", "Removes the faults that have not happened yet.", "", this::stopFailing),
            new Control(
                    "POST",
                    "accept",
                    "Accepts an invite, and returns the id of the user.",
                    "{\"invite\": \"invite-abc\"}",
                    this::accept),
            new Control(
                    "PUT",
                    "lag",
                    "Sets how many seconds lists and reads are late.",
                    "{\"lists\": 30, \"reads\": 0}",
                    this::lag),
            new Control("PUT", "clock", "Stops the clock at a unix time.", "{\"now\": 1790000000}", this::stopClock),
            new Control("DELETE", "clock", "Lets the clock follow the system again.", "", this::letClockGo),
            new Control(
                    "GET",
                    "requests",
                    "Returns the last requests, and how many came for each operation.",
                    "",
                    this::requests),
            new Control("GET", "violations", "Returns the first violations of the contract.", "", this::violations),
            new Control("DELETE", "violations", "Returns the same, and removes them.", "", this::forgetViolations));

    public ControlEndpoint(OrganizationDirectory organizations) {
        this.organizations = organizations;
    }

    @Override
    public boolean serves(String path) {
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    @Override
    public HttpResponse handle(RawRequest request) {
        String path = path(request);
        if (path.isEmpty()) {
            return encoded(new OperationResponse(200, index()));
        }
        List<Control> atPath =
                controls.stream().filter(control -> control.path().equals(path)).toList();
        String method = request.method();
        return encoded(atPath.stream()
                .filter(control -> control.method().equals(method))
                .findFirst()
                .map(control -> carryOut(control, request))
                .orElseGet(() -> atPath.isEmpty()
                        ? refusal(404, "There is no " + ROOT + "/" + path + "; known: " + known(controls))
                        : refusal(405, "There is no " + method + " here; known: " + known(atPath))));
    }

    private OperationResponse carryOut(Control control, RawRequest request) {
        HostedOrganization organization = organizations.find(BearerToken.in(request.header("Authorization")));
        if (organization == null) {
            return refusal(401, "Name the organization by its key, in the header Authorization: Bearer sk-...");
        }
        try {
            return OperationResponse.ok(control.step().answer(organization, request.text()));
        } catch (IllegalArgumentException e) {
            return refusal(400, String.valueOf(e.getMessage()));
        }
    }

    private JsonNode reset(HostedOrganization organization, String body) {
        organization.reset();
        return done();
    }

    private JsonNode seed(HostedOrganization organization, String body) {
        organization.resources().seed("the seed", body);
        return done();
    }

    private JsonNode fail(HostedOrganization organization, String body) {
        FaultJson.read("the faults", body).forEach(organization::failNext);
        return done();
    }

    private JsonNode stopFailing(HostedOrganization organization, String body) {
        organization.stopFailing();
        return done();
    }

    private JsonNode accept(HostedOrganization organization, String body) {
        String invite = read("the invite", body).path("invite").asText();
        return JsonNodeFactory.instance
                .objectNode()
                .put("user", organization.resources().invites().accept(invite));
    }

    private JsonNode lag(HostedOrganization organization, String body) {
        JsonNode lag = read("the lag", body);
        Duration lists = Duration.ofSeconds(seconds(lag, "lists"));
        Duration reads = Duration.ofSeconds(seconds(lag, "reads"));
        organization.resources().lagOfLists(lists);
        organization.resources().lagOfReads(reads);
        return done();
    }

    private JsonNode stopClock(HostedOrganization organization, String body) {
        JsonNode clock = read("the clock", body);
        if (!clock.has("now")) {
            throw new IllegalArgumentException("the clock: /now is missing");
        }
        organization.resources().useClock(Clock.fixed(Instant.ofEpochSecond(seconds(clock, "now")), ZoneOffset.UTC));
        return done();
    }

    private JsonNode letClockGo(HostedOrganization organization, String body) {
        organization.resources().useClock(Clock.systemUTC());
        return done();
    }

    private JsonNode requests(HostedOrganization organization, String body) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode counts = answer.putObject("counts");
        for (ContractOperation operation : Contract.published().operations()) {
            int count = organization.requestCount(operation.id());
            if (count > 0) {
                counts.put(operation.id(), count);
            }
        }
        ArrayNode requests = answer.putArray("requests");
        for (RequestRecord request : organization.requests()) {
            RetryRule repeat = request.repeat();
            ObjectNode recorded = requests.addObject()
                    .put("operation", request.operation())
                    .put("method", request.method())
                    .put("url", request.url())
                    .put("status", request.status())
                    .put("request_id", request.requestId())
                    .put("repeat", repeat == null ? null : repeat.name().toLowerCase(Locale.ROOT))
                    .put("fault", request.fault());
            request.violations().forEach(recorded.putArray("violations")::add);
        }
        return answer;
    }

    private JsonNode violations(HostedOrganization organization, String body) {
        return listed(organization.violations());
    }

    private JsonNode forgetViolations(HostedOrganization organization, String body) {
        return listed(organization.takeViolations());
    }

    private static JsonNode listed(List<String> violations) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        violations.forEach(answer.putArray("violations")::add);
        return answer;
    }

    private static JsonNode done() {
        return JsonNodeFactory.instance.objectNode().put("done", true);
    }

    private JsonNode index() {
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        controls.forEach(control -> index.put(
                control.toString(), control.what() + (control.example().isEmpty() ? "" : " " + control.example())));
        return index;
    }

    /** Returns the control paths as OpenAPI. */
    public ObjectNode paths() {
        ObjectNode paths = JsonNodeFactory.instance.objectNode();
        for (Control control : controls) {
            ObjectNode path = paths.withObjectProperty(ROOT + "/" + control.path());
            path.withArrayProperty("servers").removeAll().addObject().put("url", "/");
            String method = control.method().toLowerCase(Locale.ROOT);
            ObjectNode operation = path.putObject(method)
                    .put("operationId", method + "-" + control.path())
                    .put("summary", control.what());
            operation.putArray("tags").add(TAG);
            operation.putObject("responses").putObject("200").put("description", "It is done.");
            if (!control.example().isEmpty()) {
                operation
                        .putObject("requestBody")
                        .putObject("content")
                        .putObject("application/json")
                        .set("example", read("the example", control.example()));
            }
        }
        return paths;
    }

    private static JsonNode read(String source, String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(source + ": " + e.getOriginalMessage(), e);
        }
    }

    private static long seconds(JsonNode given, String name) {
        JsonNode seconds = given.path(name);
        boolean fits = seconds.isIntegralNumber() && seconds.canConvertToLong() && seconds.asLong() <= LATEST;
        if (!fits && !seconds.isMissingNode()) {
            throw new IllegalArgumentException("/" + name + " must be whole seconds, but was " + seconds);
        }
        return seconds.asLong();
    }

    private static OperationResponse refusal(int status, String reasons) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        reasons.lines().forEach(body.putArray("errors")::add);
        return new OperationResponse(status, body);
    }

    private static String known(List<Control> controls) {
        return controls.stream().map(Control::toString).collect(Collectors.joining(", "));
    }

    /** Returns the path below the root. */
    private static String path(RawRequest request) {
        String path = request.path().substring(ROOT.length());
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static HttpResponse encoded(OperationResponse response) {
        return HttpResponse.of(
                response.status(), "application/json", response.body().toPrettyString() + "\n");
    }

    /** The effect of a control path, and its response. */
    @FunctionalInterface
    private interface Step {
        JsonNode answer(HostedOrganization organization, String body);
    }

    private record Control(String method, String path, String what, String example, Step step) {
        @Override
        public String toString() {
            return method + " " + ROOT + "/" + path;
        }
    }
}
