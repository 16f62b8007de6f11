package dev.openaiadmin.governance.audit;

import dev.openaiadmin.model.AuditLogEventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts for {@link AuditCounters}. One thread counts, any thread reads. */
final class Counters {
    private final Map<String, Long> unknownTypes = new TreeMap<>();
    private long delivered;
    private long late;
    private long duplicates;
    private long pages;
    private long restarts;
    private long failures;
    private @Nullable Instant settledUntil;

    synchronized void delivered(AuditLogEventType type, boolean isLate) {
        delivered++;
        late += isLate ? 1 : 0;
        if (!type.isKnown()) {
            unknownTypes.merge(type.value(), 1L, Long::sum);
        }
    }

    synchronized void duplicate() {
        duplicates++;
    }

    synchronized void page() {
        pages++;
    }

    synchronized void restart() {
        restarts++;
    }

    synchronized void failure() {
        failures++;
    }

    synchronized void settled(Instant until) {
        settledUntil = until;
    }

    synchronized long pages() {
        return pages;
    }

    synchronized AuditCounters at(Instant now) {
        return new AuditCounters(
                delivered,
                late,
                duplicates,
                pages,
                restarts,
                failures,
                unknownTypes,
                settledUntil,
                settledUntil == null ? null : Duration.between(settledUntil, now));
    }
}
