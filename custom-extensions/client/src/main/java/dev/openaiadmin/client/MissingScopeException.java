package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.ErrorResponse;
import java.util.List;

/** Thrown when the key lacks a scope that the operation needs (403, and sometimes 401). */
public final class MissingScopeException extends PermissionException {
    private static final long serialVersionUID = 1L;

    MissingScopeException(String what, ErrorResponse response, CallReport report, String advice) {
        super(what, response, report, advice);
    }

    /**
     * Returns what the key lacks.
     *
     * @return scopes such as {@code api.management.read}; at least one
     */
    public List<String> scopes() {
        return response().missingScopes();
    }
}
