package dev.openaiadmin.spec;

import java.util.List;

/** An operation, and the path that the root gives it. */
record Operation(String path, Place place) {

    String id() {
        return place.at("operationId").text();
    }

    String tag() {
        return place.at("tags").at(0).text();
    }

    String method() {
        return place.at("x-method").text();
    }

    boolean isGet() {
        return place.name().equals("get");
    }

    /** The names of the parameters that stand in the path or in the query. */
    List<String> parametersIn(String where) {
        return place.at("parameters")
                .children()
                .map(Place::target)
                .filter(parameter -> parameter.at("in").text().equals(where))
                .map(parameter -> parameter.at("name").text())
                .toList();
    }

    /** The schema of the answer to a request that succeeds; without properties if there is none. */
    Place answer() {
        return place.at("responses")
                .children()
                .filter(response -> response.name().startsWith("2"))
                .map(response -> response.at("content").at("application/json").at("schema"))
                .findFirst()
                .orElse(place.at("responses"))
                .target();
    }

    /** The schema of the objects in the answer's `data`, if it lists any. */
    Place items() {
        return answer().properties()
                .getOrDefault("data", answer().at("properties").at("data"))
                .at("items")
                .target();
    }
}
