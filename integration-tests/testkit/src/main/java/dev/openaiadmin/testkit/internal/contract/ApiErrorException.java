package dev.openaiadmin.testkit.internal.contract;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** An error response, in the usual shape of the API. */
public final class ApiErrorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable String code;
    private final @Nullable String parameter;
    private final String reason;

    private ApiErrorException(int status, @Nullable String code, @Nullable String parameter, String reason) {
        // It ends a handler; its stack trace is not used.
        super(reason, null, false, false);
        this.status = status;
        this.code = code;
        this.parameter = parameter;
        this.reason = reason;
    }

    /** Returns the refusal of a request that the API does not accept, or not in this state. */
    public static ApiErrorException badRequest(@Nullable String code, @Nullable String parameter, String reason) {
        return new ApiErrorException(400, code, parameter, reason);
    }

    public static ApiErrorException unauthorized(@Nullable String code, String reason) {
        return new ApiErrorException(401, code, null, reason);
    }

    public static ApiErrorException notFound(String reason) {
        return new ApiErrorException(404, "not_found", null, reason);
    }

    /** Returns the refusal of a request that a limit or the state of other objects does not allow. */
    public static ApiErrorException conflict(String reason) {
        return new ApiErrorException(409, null, null, reason);
    }

    public static ApiErrorException methodNotAllowed(String reason) {
        return new ApiErrorException(405, null, null, reason);
    }

    /** Returns the response to an unexpected failure of the kit. */
    public static ApiErrorException serverError(String reason) {
        return new ApiErrorException(500, "server_error", null, reason);
    }

    /** Returns the refusal of a request before its operation is known. */
    public static ApiErrorException refused(int status, @Nullable String code, String reason) {
        return new ApiErrorException(status, code, null, reason);
    }

    public OperationResponse response() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", reason)
                .put("type", status >= 500 ? "server_error" : "invalid_request_error")
                .put("param", parameter)
                .put("code", code);
        return new OperationResponse(status, body);
    }
}
