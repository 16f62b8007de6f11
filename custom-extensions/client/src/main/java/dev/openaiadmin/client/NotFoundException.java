package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.ErrorResponse;

/**
 * Thrown when there is no such object in the organization (404). A new object may be missing for up to a minute.
 */
public final class NotFoundException extends ApiException {
    private static final long serialVersionUID = 1L;

    NotFoundException(String what, ErrorResponse response, CallReport report, String advice) {
        super(what, response, report, advice);
    }
}
