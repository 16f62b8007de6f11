package dev.openaiadmin.client;

import dev.openaiadmin.api.CursorRefused;
import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.ErrorResponse;

/** Thrown when the API refuses a cursor that it has given, as it does with old page tokens of usage and costs. */
final class RefusedCursorException extends BadRequestException implements CursorRefused {
    private static final long serialVersionUID = 1L;

    RefusedCursorException(String what, ErrorResponse response, CallReport report, String advice) {
        super(what, response, report, advice);
    }
}
