package dev.openaiadmin.governance.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a follower has got. All times are whole seconds.
 *
 * @param settledUntil the end of the last window that was read: events before it that arrive later are late
 * @param knownFrom the time from which on the ids of delivered events are kept; events before it are not read again
 * @param sweptAt when the last deep sweep ended, or the follower began
 * @param sinkPosition what the sink needs to continue after the last event that it has stored, or null when it needs nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditProgress(
        @JsonProperty(value = "settled_until", required = true)
        Instant settledUntil,

        @JsonProperty(value = "known_from", required = true) Instant knownFrom,
        @JsonProperty(value = "swept_at", required = true) Instant sweptAt,
        @JsonProperty("sink_position") @Nullable String sinkPosition) {}
