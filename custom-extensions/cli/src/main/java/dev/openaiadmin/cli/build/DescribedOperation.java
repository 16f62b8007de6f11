package dev.openaiadmin.cli.build;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An operation of the description. */
record DescribedOperation(String method, String path, JsonNode json) {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    String id() {
        return json.path("operationId").asText();
    }

    String tag() {
        return json.path("tags").path(0).asText();
    }

    boolean isList() {
        return method.equals("get") && (json.has("x-paging") || json.has("x-unpaged"));
    }

    List<String> pathParameters() {
        return parametersIn(path);
    }

    static List<String> parametersIn(String path) {
        return new ArrayList<>(
                PARAMETER.matcher(path).results().map(found -> found.group(1)).toList());
    }
}
