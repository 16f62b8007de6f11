package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.ErrorResponse;

/** Thrown when the API refuses a request (400, 422): it breaks a rule, or the state of the object does not allow it. */
public class BadRequestException extends ApiException {
    private static final long serialVersionUID = 1L;

    BadRequestException(String what, ErrorResponse response, CallReport report, String advice) {
        super(what, response, report, advice);
    }
}
