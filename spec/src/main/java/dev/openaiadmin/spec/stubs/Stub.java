package dev.openaiadmin.spec.stubs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A mapping of WireMock: what is asked, and what is answered.
 *
 * @param name what it is called, and its file
 * @param mapping the mapping
 */
record Stub(String name, ObjectNode mapping) {

    /** The request header by which a test chooses an error, such as {@code X-Stub-Answer: 404}. */
    static final String CHOICE = "X-Stub-Answer";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Pattern PLACE = Pattern.compile("\\{[^}]*}");

    /** All of them come after stubs of users, whose priority is 5 unless they say otherwise. */
    private static final int FIRST = 10;

    /** The stubs of all operations of a document. */
    static List<Stub> of(JsonNode document) {
        String basePath = URI.create(document.at("/servers/0/url").asText()).getPath();
        List<Stub> stubs = new ArrayList<>();
        stubs.add(withoutKey(document, basePath));
        document.path("paths")
                .forEachEntry((path, item) -> item.forEachEntry((method, operation) -> operation
                        .path("responses")
                        .forEachEntry((status, response) -> {
                            Asked asked = new Asked(document, basePath + path, method, operation);
                            JsonNode example = response.at("/content/application~1json/example");
                            stubs.add(
                                    status.startsWith("2")
                                            ? asked.success(status, example)
                                            : asked.error(status, example));
                        })));
        return stubs;
    }

    /** Returns the response to every request without a key. */
    private static Stub withoutKey(JsonNode document, String basePath) {
        ObjectNode request = JSON.objectNode().put("method", "ANY").put("urlPathPattern", basePath + "/.*");
        request.putObject("headers").putObject("Authorization").put("absent", true);
        // The same in all operations.
        JsonNode example = document.path("paths").findPath("401").at("/content/application~1json/example");
        return stub("withoutKey", FIRST + 4, request, 401, example);
    }

    private static Stub stub(String name, int priority, ObjectNode request, int status, JsonNode body) {
        ObjectNode mapping = JSON.objectNode()
                .put(
                        "id",
                        UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                                .toString())
                .put("name", name)
                .put("priority", priority);
        mapping.set("request", request);
        ObjectNode response = mapping.putObject("response").put("status", status);
        response.putObject("headers").put("Content-Type", "application/json").put("x-request-id", "req_stub");
        response.set("jsonBody", body);
        return new Stub(name, mapping);
    }

    /** One operation, as it is asked for. */
    private record Asked(JsonNode document, String path, String method, JsonNode operation) {

        Stub success(String status, JsonNode example) {
            ObjectNode request = request();
            request.withObject("/headers").putObject(CHOICE).put("absent", true);
            parameters()
                    .filter(parameter -> parameter.path("in").asText().equals("query"))
                    .filter(parameter -> parameter.path("required").asBoolean())
                    .forEach(parameter -> request.withObject("/queryParameters")
                            .putObject(parameter.path("name").asText())
                            .put("matches", ".+"));
            required()
                    .forEach(property -> request.withArray("/bodyPatterns")
                            .addObject()
                            .put("matchesJsonPath", "$['" + property + "']"));
            return stub(id(), FIRST + 2 + places(), request, Integer.parseInt(status), lastPage(example));
        }

        Stub error(String status, JsonNode example) {
            // A family of statuses, such as 5XX, stands in the file names as its first member.
            String first = status.toUpperCase(Locale.ROOT).replace('X', '0');
            ObjectNode request = request();
            request.withObject("/headers").putObject(CHOICE).put("equalTo", first);
            return stub(id() + "_" + first, FIRST + places(), request, Integer.parseInt(first), example);
        }

        private String id() {
            return operation.path("operationId").asText();
        }

        private ObjectNode request() {
            ObjectNode request = JSON.objectNode().put("method", method.toUpperCase(Locale.ROOT));
            // Not a path template, which WireMock knows since version 3 only.
            request.put(
                    places() == 0 ? "urlPath" : "urlPathPattern",
                    PLACE.matcher(path).replaceAll("[^/]+"));
            request.putObject("headers").putObject("Authorization").put("matches", "Bearer .+");
            return request;
        }

        /** What is literal goes first: /certificates/activate is also a /certificates/{certificate_id}. */
        private int places() {
            return PLACE.matcher(path).find() ? 1 : 0;
        }

        private Stream<JsonNode> parameters() {
            return operation.path("parameters").valueStream();
        }

        private Stream<String> required() {
            return resolved(operation.at("/requestBody/content/application~1json/schema"))
                    .path("required")
                    .valueStream()
                    .map(JsonNode::asText);
        }

        private JsonNode resolved(JsonNode schema) {
            return schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
        }

        /** Examples are pages from amid a list; whoever follows their cursors would never come to an end. */
        private JsonNode lastPage(JsonNode example) {
            JsonNode paging = operation.path("x-paging");
            if (paging.isMissingNode() || !(example instanceof ObjectNode page)) {
                return example;
            }
            String next = paging.path("next").asText();
            ObjectNode last = page.deepCopy().put("has_more", false);
            return next.equals("last_id") ? last : last.putNull(next);
        }
    }
}
