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

    /** Returns the response to the deletion of an object. */
    public static OperationResponse gone(String kind, String id) {
        return ok(gone(kind).put("id", id));
    }

    /** Returns the response to the deletion of a relation, which has no id. */
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
