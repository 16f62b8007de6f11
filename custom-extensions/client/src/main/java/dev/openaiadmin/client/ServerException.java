package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.ErrorResponse;

/** Thrown when the API failed (408, 5xx), after the retries that are allowed. */
public final class ServerException extends ApiException {
    private static final long serialVersionUID = 1L;

    ServerException(String what, ErrorResponse response, CallReport report, String advice) {
        super(what, response, report, advice);
    }
}
