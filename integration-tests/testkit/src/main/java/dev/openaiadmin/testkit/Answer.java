package dev.openaiadmin.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the organization answers.
 *
 * @param status the HTTP status
 * @param body the JSON
 */
record Answer(int status, JsonNode body) {
    static Answer ok(JsonNode body) {
        return new Answer(200, body);
    }

    /** That an object is gone. */
    static Answer gone(String kind, String id) {
        return ok(gone(kind).put("id", id));
    }

    /** That a relation is gone, which has no id of its own. */
    static Answer goneWithoutId(String kind) {
        return ok(gone(kind));
    }

    private static ObjectNode gone(String kind) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("object", kind + ".deleted")
                .put("deleted", true);
    }
}
