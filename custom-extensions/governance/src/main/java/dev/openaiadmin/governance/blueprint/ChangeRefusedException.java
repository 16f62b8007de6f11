package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.client.ApiException;
import dev.openaiadmin.governance.GovernanceException;

/** One change cannot be made; the others can still be made. */
final class ChangeRefusedException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    ChangeRefusedException(String message) {
        super(message);
    }

    ChangeRefusedException(String message, ApiException cause) {
        super(message, cause);
    }
}
