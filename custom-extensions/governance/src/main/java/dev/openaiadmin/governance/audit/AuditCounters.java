package dev.openaiadmin.governance.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a follower has done since it was created, for metrics. Immutable.
 *
 * @param delivered events that the sink has taken
 * @param late delivered events that arrived after the window of their time had been read
 * @param duplicates events that were read again and left out; most of them because windows overlap
 * @param pages pages that were read
 * @param restarts how often a window was read on by time, because a cursor was missing, repeated or refused
 * @param failures how often reading failed and was tried again
 * @param unknownTypes how many delivered events had types that this version does not know, by type
 * @param settledUntil the end of the last window that was read, or null before the first one
 * @param lag how far {@code settledUntil} is behind the clock, or null before the first window
 */
public record AuditCounters(
        long delivered,
        long late,
        long duplicates,
        long pages,
        long restarts,
        long failures,
        Map<String, Long> unknownTypes,
        @Nullable Instant settledUntil,
        @Nullable Duration lag) {
    /**
     * Copies the map.
     *
     * @param delivered events that the sink has taken
     * @param late delivered events that arrived late
     * @param duplicates events that were read again and left out
     * @param pages pages that were read
     * @param restarts how often a window was read on by time
     * @param failures how often reading failed and was tried again
     * @param unknownTypes how many events had unknown types, by type
     * @param settledUntil the end of the last window that was read
     * @param lag how far it is behind the clock
     */
    public AuditCounters {
        unknownTypes = Collections.unmodifiableMap(new TreeMap<>(unknownTypes));
    }
}
