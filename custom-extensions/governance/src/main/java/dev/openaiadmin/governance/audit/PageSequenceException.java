package dev.openaiadmin.governance.audit;

import dev.openaiadmin.governance.GovernanceException;

/** The API states that more events follow, and gives no way to reach them. */
final class PageSequenceException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    PageSequenceException(String message) {
        super(message);
    }
}
