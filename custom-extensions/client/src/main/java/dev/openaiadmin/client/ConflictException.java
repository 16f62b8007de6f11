package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.ErrorResponse;

/** Thrown when the state of the object, or a change under way, forbids the operation (409). */
public final class ConflictException extends ApiException {
    private static final long serialVersionUID = 1L;

    ConflictException(String what, ErrorResponse response, CallReport report, String advice) {
        super(what, response, report, advice);
    }
}
