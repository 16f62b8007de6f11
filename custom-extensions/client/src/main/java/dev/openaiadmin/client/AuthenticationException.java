package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.ErrorResponse;

/** Thrown when the API does not accept the key (401): it is wrong, revoked, or not an admin key. */
public final class AuthenticationException extends ApiException {
    private static final long serialVersionUID = 1L;

    AuthenticationException(String what, ErrorResponse response, CallReport report, String advice) {
        super(what, response, report, advice);
    }
}
