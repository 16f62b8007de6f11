package dev.openaiadmin.testkit.internal.contract;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An operation of the description: reads its requests, and finds the violations in requests and responses. */
public final class ContractOperation {
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    /** The end of the name of a parameter with several values. */
    private static final String BRACKETS = "[]";

    private final String id;
    private final String method;
    private final PathTemplate path;
    private final @Nullable RetryRule repeat;
    private final @Nullable String cursor;
    private final String next;
    private final String items;
    private final JsonNode most;
    private final Map<String, ContractParameter> pathParameters = new LinkedHashMap<>();
    private final Map<String, ContractParameter> queryParameters = new TreeMap<>();
    private final Schemas.@Nullable Check body;
    private final boolean bodyRequired;
    private final Map<String, Schemas.Check> answers = new HashMap<>();
    private final OperationResponse example;

    public ContractOperation(String path, String method, JsonNode operation, Schemas schemas, String pointer) {
        this.id = operation.path("operationId").asText();
        this.method = method.toUpperCase(Locale.ROOT);
        this.path = PathTemplate.of(path);
        this.repeat = RetryRule.of(operation.path("x-retry").asText());
        this.cursor = operation.at("/x-paging/cursor").asText(null);
        this.next = operation.at("/x-paging/next").asText();
        this.items = operation.at("/x-paging/items").asText();
        this.most = operation.at("/x-window/most");
        for (int i = 0; i < operation.path("parameters").size(); i++) {
            JsonNode parameter = operation.path("parameters").path(i);
            ContractParameter read = new ContractParameter(
                    parameter, schemas.at(pointer + Schemas.pointer("parameters", String.valueOf(i), "schema")));
            (parameter.path("in").asText().equals("path") ? pathParameters : queryParameters).put(read.name(), read);
        }
        JsonNode request = operation.path("requestBody");
        this.bodyRequired = request.path("required").asBoolean();
        this.body = request.isMissingNode()
                ? null
                : schemas.at(pointer + Schemas.pointer("requestBody", "content", "application/json", "schema"));
        this.example = exampleOf(operation.path("responses"));
        operation.path("responses").properties().forEach(answer -> {
            if (answer.getValue().path("content").has("application/json")) {
                answers.put(
                        answer.getKey(),
                        schemas.at(pointer
                                + Schemas.pointer(
                                        "responses", answer.getKey(), "content", "application/json", "schema")));
            }
        });
    }

    public String id() {
        return id;
    }

    public String method() {
        return method;
    }

    public PathTemplate path() {
        return path;
    }

    /** Returns the effect of sending a request twice, or null if the description does not state it. */
    public @Nullable RetryRule repeat() {
        return repeat;
    }

    /** Returns the query parameter with the cursor of a page, or null if the operation does not list. */
    @Nullable
    public String cursor() {
        return cursor;
    }

    /** Returns the response of the example in the description. */
    public OperationResponse example() {
        return example;
    }

    /** Returns whether the id of the last object is the next cursor. */
    public boolean pagesByLastId() {
        return next.equals("last_id");
    }

    /** Returns the schema of the objects that the operation lists. */
    public String items() {
        return items;
    }

    /** Returns the largest number of buckets of a width on a page. */
    public int most(String width) {
        return most.path(width).asInt();
    }

    /** Returns whether a query parameter with several values accepts a value. */
    public boolean allows(String queryParameter, String value) {
        ContractParameter parameter = queryParameters.get(queryParameter);
        return parameter != null && parameter.allows(value);
    }

    /** Returns the default of a query parameter, or a missing node. */
    public JsonNode defaultOf(String queryParameter) {
        ContractParameter parameter = queryParameters.get(queryParameter);
        return parameter == null ? JsonNodeFactory.instance.missingNode() : parameter.defaultValue();
    }

    /** Reads a request, adding to {@code violations} what the contract does not allow. */
    public OperationRequest read(HttpRequest request, List<ContractViolation> violations) {
        Map<String, JsonNode> values = new HashMap<>();
        Map<String, String> places;
        Map<String, List<String>> query;
        try {
            places = path.values(request.path());
            query = request.query();
        } catch (IllegalArgumentException e) {
            violations.add(ContractViolation.invalid(null, "the URL has a broken escape sequence"));
            return new OperationRequest(this, values, JsonNodeFactory.instance.objectNode(), request.adminKeyId());
        }
        pathParameters.forEach(
                (name, parameter) -> parameter.read(List.of(places.getOrDefault(name, "")), values, violations));
        readQuery(query, values, violations);
        return new OperationRequest(this, values, readBody(request, violations), request.adminKeyId());
    }

    /** Returns the violations in a response. */
    public List<ContractViolation> violationsOf(OperationResponse answer) {
        String status = String.valueOf(answer.status());
        Schemas.Check check = answers.getOrDefault(status, answers.get(status.charAt(0) + "XX"));
        return check == null
                ? List.of(new ContractViolation(
                        ContractViolation.Kind.UNDOCUMENTED_STATUS,
                        null,
                        "the status " + status + " is not in the contract"))
                : check.violations("the answer", answer.body());
    }

    private static OperationResponse exampleOf(JsonNode responses) {
        for (Map.Entry<String, JsonNode> response : responses.properties()) {
            if (response.getKey().startsWith("2")) {
                return new OperationResponse(
                        Integer.parseInt(response.getKey()),
                        response.getValue().at("/content/application~1json/example"));
            }
        }
        throw new IllegalStateException("An operation of the description never succeeds");
    }

    private void readQuery(
            Map<String, List<String>> query, Map<String, JsonNode> values, List<ContractViolation> violations) {
        query.forEach((name, given) -> {
            ContractParameter parameter = named(name);
            if (parameter == null) {
                TreeSet<String> known = new TreeSet<>(queryParameters.keySet());
                violations.add(new ContractViolation(
                        ContractViolation.Kind.UNKNOWN_PARAMETER,
                        name,
                        "query parameter '" + name + "' is not in the contract; "
                                + (known.isEmpty() ? "the operation has none" : "known: " + String.join(", ", known))));
            } else {
                parameter.read(given, values, violations);
            }
        });
        queryParameters.forEach((name, parameter) -> {
            if (parameter.required() && !query.containsKey(name)) {
                violations.add(new ContractViolation(
                        ContractViolation.Kind.MISSING_PARAMETER, name, "query parameter '" + name + "' is missing"));
            }
        });
    }

    /** Returns a query parameter by its name; parameters with many values are sent with brackets and without. */
    private @Nullable ContractParameter named(String sent) {
        ContractParameter parameter = queryParameters.get(sent);
        if (parameter != null) {
            return parameter;
        }
        ContractParameter other = queryParameters.get(
                sent.endsWith(BRACKETS) ? sent.substring(0, sent.length() - BRACKETS.length()) : sent + BRACKETS);
        return other != null && other.many() ? other : null;
    }

    private ObjectNode readBody(HttpRequest request, List<ContractViolation> violations) {
        String text = request.body();
        if (body == null) {
            // OpenAI's own Terraform provider sends null where there is no body, and others send an empty object.
            if (!text.isBlank() && !text.strip().equals("null") && !text.strip().equals("{}")) {
                violations.add(ContractViolation.invalid(null, "a body was sent, but the operation has none"));
            }
            return JsonNodeFactory.instance.objectNode();
        }
        if (text.isEmpty()) {
            if (bodyRequired) {
                violations.add(ContractViolation.invalid(null, "the body is missing"));
            }
            return JsonNodeFactory.instance.objectNode();
        }
        if (!isJson(request.contentType())) {
            violations.add(ContractViolation.invalid(
                    null, "the body must be sent as application/json, but was '" + request.contentType() + "'"));
        }
        try {
            JsonNode tree = JSON.readTree(text);
            violations.addAll(body.violations("the body", tree));
            return tree instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        } catch (JsonProcessingException e) {
            violations.add(ContractViolation.invalid(null, "the body is not JSON: " + e.getOriginalMessage()));
            return JsonNodeFactory.instance.objectNode();
        }
    }

    /** Returns whether a content type is that of JSON, whatever its parameters. */
    private static boolean isJson(String contentType) {
        int semicolon = contentType.indexOf(';');
        String mediaType = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return mediaType.strip().equalsIgnoreCase("application/json");
    }
}
