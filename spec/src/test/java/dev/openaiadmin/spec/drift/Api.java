package dev.openaiadmin.spec.drift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The operations of a document, by method and path; names in braces do not count. */
record Api(JsonNode document, Map<String, Api.Call> calls) {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    static Api of(JsonNode document) {
        Map<String, Call> calls = new TreeMap<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .forEach(entry -> {
                            String name = entry.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                            calls.put(
                                    name.replaceAll("\\{[^}]*}", "{}"),
                                    new Call(document, name, path.getValue(), entry.getValue()));
                        }));
        return new Api(document, calls);
    }

    /** Whether a call is of the part of the API that we describe, such as all below {@code /organization}. */
    boolean hasFamily(Call call) {
        return calls.values().stream().anyMatch(own -> own.family().equals(call.family()));
    }

    /** One operation. */
    record Call(JsonNode document, String name, JsonNode path, JsonNode operation) {

        private String family() {
            return name.split("/", 3)[1];
        }

        /** Returns the query parameters by name; an object in the query is one parameter for each of its fields. */
        Map<String, Parameter> queryParameters() {
            Map<String, Parameter> parameters = new LinkedHashMap<>();
            parametersIn("query").forEach(parameter -> add(parameter, parameters));
            return parameters;
        }

        /** Returns the path parameters in the order of the path. */
        Map<String, Parameter> pathParameters() {
            Map<String, Parameter> parameters = new TreeMap<>(Comparator.comparing(name -> name().indexOf("{" + name)));
            parametersIn("path")
                    .forEach(parameter -> parameters.put(
                            parameter.path("name").asText(),
                            Parameter.of(parameter, Shape.of(document, parameter.path("schema")))));
            return parameters;
        }

        boolean deprecated() {
            return operation.path("deprecated").asBoolean();
        }

        /** Returns the statuses of success. */
        Set<String> successes() {
            Set<String> statuses = statuses();
            statuses.removeIf(status -> !isSuccess(status));
            return statuses;
        }

        /** Returns the statuses of errors; some stand for several, such as {@code 5XX}. */
        Set<String> errors() {
            Set<String> statuses = statuses();
            statuses.removeIf(Call::isSuccess);
            return statuses;
        }

        private Set<String> statuses() {
            Set<String> statuses = new TreeSet<>();
            operation.path("responses").fieldNames().forEachRemaining(statuses::add);
            return statuses;
        }

        private static boolean isSuccess(String status) {
            return status.startsWith("2");
        }

        private List<JsonNode> parametersIn(String place) {
            return Stream.of(path.path("parameters"), operation.path("parameters"))
                    .flatMap(JsonNode::valueStream)
                    .map(parameter -> Shape.resolved(document, parameter))
                    .filter(parameter -> parameter.path("in").asText().equals(place))
                    .toList();
        }

        private void add(JsonNode parameter, Map<String, Parameter> parameters) {
            String name = parameter.path("name").asText();
            Shape shape = Shape.of(document, parameter.path("schema"));
            if (shape.objects().isEmpty()) {
                parameters.put(name, Parameter.of(parameter, shape));
            } else {
                // A deep object is sent as one parameter for each field.
                shape.properties()
                        .forEach((field, of) -> parameters.put(
                                name + "[" + field + "]", new Parameter(false, false, "form, exploded", "", of)));
            }
        }

        boolean needsBody() {
            return Shape.resolved(document, operation.path("requestBody"))
                    .path("required")
                    .asBoolean();
        }

        Shape body() {
            return content(operation.path("requestBody"));
        }

        Shape answer() {
            return successes().stream()
                    .findFirst()
                    .map(this::answer)
                    .orElseGet(() -> Shape.of(document, MissingNode.getInstance()));
        }

        /** Returns the shape of the response with a status. */
        Shape answer(String status) {
            return content(operation.path("responses").path(status));
        }

        private Shape content(JsonNode holder) {
            return Shape.of(document, Shape.resolved(document, holder).at("/content/application~1json/schema"));
        }
    }

    /**
     * A parameter.
     *
     * @param required whether it must be sent
     * @param deprecated whether it is deprecated
     * @param style how its value is written
     * @param description its description
     * @param shape the shape of its value
     */
    record Parameter(boolean required, boolean deprecated, String style, String description, Shape shape) {

        static Parameter of(JsonNode parameter, Shape shape) {
            boolean query = parameter.path("in").asText().equals("query");
            String style = parameter.path("style").asText(query ? "form" : "simple");
            boolean exploded = parameter.path("explode").asBoolean(style.equals("form"));
            // The default stands beside the schema where the schema is a reference.
            Shape complete = parameter.has("x-default")
                    ? new Shape(
                            shape.document(),
                            shape.alternatives(),
                            shape.nullable(),
                            parameter.path("x-default"),
                            shape.deprecated())
                    : shape;
            return new Parameter(
                    parameter.path("required").asBoolean(),
                    parameter.path("deprecated").asBoolean() || shape.deprecated(),
                    exploded ? style + ", exploded" : style,
                    parameter.path("description").asText(),
                    complete);
        }
    }
}
