package dev.openaiadmin.governance.blueprint.internal.scope;

import dev.openaiadmin.client.ApiException;
import dev.openaiadmin.governance.GovernanceException;

/** One change cannot be made; the others can still be made. */
public final class ChangeRefusedException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    public ChangeRefusedException(String message) {
        super(message);
    }

    public ChangeRefusedException(String message, ApiException cause) {
        super(message, cause);
    }
}
