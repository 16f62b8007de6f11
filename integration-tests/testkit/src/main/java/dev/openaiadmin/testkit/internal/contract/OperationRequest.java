package dev.openaiadmin.testkit.internal.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that keeps the contract, as handlers receive it.
 *
 * @param operation the operation that is asked for
 * @param parameters the values of the path and the query, by name
 * @param body the body, or an empty object where the operation has none
 * @param adminKeyId the id of the admin key that it came with
 */
public record OperationRequest(
        ContractOperation operation, Map<String, JsonNode> parameters, ObjectNode body, String adminKeyId) {
    public OperationRequest withParameters(Map<String, JsonNode> others) {
        return new OperationRequest(operation, others, body, adminKeyId);
    }

    /** Returns whether a parameter was sent or has a default. */
    public boolean has(String parameter) {
        return !value(parameter).isMissingNode();
    }

    /** Returns a parameter as text, or null if it was not sent or is empty, as clients send a cursor that they do not have. */
    @Nullable
    public String text(String parameter) {
        JsonNode value = value(parameter);
        return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
    }

    /** Returns a parameter of the path. */
    public String id(String parameter) {
        return value(parameter).asText();
    }

    /** Returns a whole number, or the default of the contract if it was not sent. */
    public int number(String parameter) {
        return value(parameter).intValue();
    }

    /** Returns a time in unix seconds, or null if it was not sent. */
    @Nullable
    public Long time(String parameter) {
        return has(parameter) ? Long.valueOf(value(parameter).longValue()) : null;
    }

    /** Returns a boolean, or the default of the contract if it was not sent. */
    public boolean flag(String parameter) {
        return value(parameter).booleanValue();
    }

    /** Returns the values of a parameter with several values, without empty ones; none if it was not sent. */
    public List<String> texts(String parameter) {
        List<String> texts = new ArrayList<>();
        value(parameter).forEach(text -> texts.add(text.asText()));
        texts.removeIf(String::isEmpty);
        return texts;
    }

    private JsonNode value(String parameter) {
        JsonNode sent = parameters.get(parameter);
        return sent == null ? operation.defaultOf(parameter) : sent;
    }
}
