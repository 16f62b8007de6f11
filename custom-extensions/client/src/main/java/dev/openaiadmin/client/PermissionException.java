package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.ErrorResponse;

/**
 * Thrown when the key may not call the operation (403). {@link MissingScopeException} if the API names a missing scope.
 */
public class PermissionException extends ApiException {
    private static final long serialVersionUID = 1L;

    PermissionException(String what, ErrorResponse response, CallReport report, String advice) {
        super(what, response, report, advice);
    }
}
