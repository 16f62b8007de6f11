package dev.openaiadmin.governance.audit;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.model.AuditLog;
import dev.openaiadmin.model.AuditLogEventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of the audit log. Immutable.
 *
 * @param id the id of the event
 * @param type the type of the event, possibly one that this version does not know
 * @param effectiveAt the time of the event, in whole seconds
 * @param organization the organization, as the API names it in its responses, or null when it does not
 * @param json the event as it was received, on one line: with unknown fields and null values, in the order of the API, and
 *     with escapes for characters that control a terminal or end a line
 */
public record AuditEvent(
        String id,
        AuditLogEventType type,
        Instant effectiveAt,
        @Nullable String organization,
        String json) {
    /**
     * Reads the event as a record.
     *
     * @return the event with the fields that this version knows, and with the others as unknown fields
     * @throws GovernanceException when a field has another type than this version knows; {@link #json} has it all the same
     */
    public AuditLog log() {
        return EventJson.record(id, json);
    }

    /** Returns the id, the type and the time: the rest names people. */
    @Override
    public String toString() {
        return "AuditEvent[id=" + id + ", type=" + type + ", effectiveAt=" + effectiveAt + "]";
    }
}
