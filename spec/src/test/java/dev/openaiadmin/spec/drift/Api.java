package dev.openaiadmin.spec.drift;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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

        /** Query parameters by name; an object in the query is as many parameters as it has fields. */
        Map<String, Parameter> queryParameters() {
            Map<String, Parameter> parameters = new LinkedHashMap<>();
            for (JsonNode list : new JsonNode[] {path.path("parameters"), operation.path("parameters")}) {
                for (JsonNode each : list) {
                    JsonNode parameter = Shape.resolved(document, each);
                    if (parameter.path("in").asText().equals("query")) {
                        add(parameter, parameters);
                    }
                }
            }
            return parameters;
        }

        private void add(JsonNode parameter, Map<String, Parameter> parameters) {
            String name = parameter.path("name").asText();
            boolean required = parameter.path("required").asBoolean();
            Shape shape = Shape.of(document, parameter.path("schema"));
            if (shape.objects().isEmpty()) {
                parameters.put(name, new Parameter(required, shape));
            } else {
                shape.properties()
                        .forEach((field, of) -> parameters.put(name + "[" + field + "]", new Parameter(false, of)));
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
            for (Map.Entry<String, JsonNode> response :
                    operation.path("responses").properties()) {
                if (response.getKey().startsWith("2")) {
                    return content(response.getValue());
                }
            }
            return Shape.of(document, document.path("nothing"));
        }

        private Shape content(JsonNode holder) {
            return Shape.of(document, Shape.resolved(document, holder).at("/content/application~1json/schema"));
        }
    }

    /** A parameter of the query. */
    record Parameter(boolean required, Shape shape) {}
}
