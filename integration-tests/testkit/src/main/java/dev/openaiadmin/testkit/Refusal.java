package dev.openaiadmin.testkit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** An answer with an error, in the shape that the API gives to most of them. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String code;
    private final @Nullable String parameter;
    private final String reason;

    private Refusal(int status, @Nullable String code, @Nullable String parameter, String reason) {
        // Control flow: nobody reads where it came from.
        super(reason, null, false, false);
        this.status = status;
        this.code = code;
        this.parameter = parameter;
        this.reason = reason;
    }

    /** A request that the API does not take, or not in this state. */
    static Refusal badRequest(@Nullable String code, @Nullable String parameter, String reason) {
        return new Refusal(400, code, parameter, reason);
    }

    static Refusal unauthorized(@Nullable String code, String reason) {
        return new Refusal(401, code, null, reason);
    }

    static Refusal notFound(String reason) {
        return new Refusal(404, "not_found", null, reason);
    }

    /** A request that a limit or the state of other objects does not allow. */
    static Refusal conflict(String reason) {
        return new Refusal(409, null, null, reason);
    }

    static Refusal methodNotAllowed(String reason) {
        return new Refusal(405, null, null, reason);
    }

    Answer answer() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", reason)
                .put("type", "invalid_request_error")
                .put("param", parameter)
                .put("code", code);
        return new Answer(status, body);
    }
}
