package dev.openaiadmin.testkit.internal.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the organization answers.
 *
 * @param status the HTTP status
 * @param body the JSON
 */
public record OperationResponse(int status, JsonNode body) {
    public static OperationResponse ok(JsonNode body) {
        return new OperationResponse(200, body);
    }

    /** That an object is gone. */
    public static OperationResponse gone(String kind, String id) {
        return ok(gone(kind).put("id", id));
    }

    /** That a relation is gone, which has no id of its own. */
    public static OperationResponse goneWithoutId(String kind) {
        return ok(gone(kind));
    }

    private static ObjectNode gone(String kind) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("object", kind + ".deleted")
                .put("deleted", true);
    }
}
