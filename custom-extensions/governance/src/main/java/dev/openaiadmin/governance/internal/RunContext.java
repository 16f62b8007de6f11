package dev.openaiadmin.governance.internal;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.governance.journal.ApplyJournal;

/**
 * What the workflows of one {@code Governance} share.
 *
 * @param admin the client for everything that can be repeated
 * @param creates the client for creations, whose calls end within {@link JournaledSteps#CREATE_TIMEOUT}
 * @param journal what runs record
 * @param lag the time that the API takes to show what is new
 * @param parallelRequests how many requests may be under way at once
 * @param originalRateLimits the rate limits before the first change, as far as the journal does not know them
 */
public record RunContext(
        AdminApi admin,
        AdminApi creates,
        ApplyJournal journal,
        ReadLag lag,
        int parallelRequests,
        OriginalRateLimits originalRateLimits) {
    /** Replaces the clients. */
    public RunContext with(AdminApi otherAdmin, AdminApi otherCreates) {
        return new RunContext(otherAdmin, otherCreates, journal, lag, parallelRequests, originalRateLimits);
    }

    /** Reads the journal anew. */
    public JournaledSteps steps() {
        return new JournaledSteps(journal, lag);
    }
}
