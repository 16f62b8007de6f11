package dev.openaiadmin.governance.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Map;

/**
 * What a follower has to know to continue. Immutable.
 *
 * @param source what the checkpoint belongs to
 * @param progress how far the follower has got
 * @param delivered the events that were delivered, by id, with their times; those before {@code progress.knownFrom()} are
 *     left out
 */
@JsonPropertyOrder({"source", "progress", "delivered"})
public record Checkpoint(
        @JsonProperty(value = "source", required = true) AuditSource source,
        @JsonProperty(value = "progress", required = true) AuditProgress progress,
        @JsonProperty(value = "delivered", required = true) Map<String, Instant> delivered) {
    /**
     * Copies the map.
     *
     * @param source what the checkpoint belongs to
     * @param progress how far the follower has got
     * @param delivered the events that were delivered
     */
    public Checkpoint {
        delivered = Map.copyOf(delivered);
    }
}
