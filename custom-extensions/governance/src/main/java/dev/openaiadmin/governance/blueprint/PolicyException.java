package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.client.ApiException;
import dev.openaiadmin.governance.GovernanceException;

/** A policy of the organization refuses one change; the others can still be made. */
final class PolicyException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    PolicyException(String message, ApiException cause) {
        super(message, cause);
    }
}
