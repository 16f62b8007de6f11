package dev.openaiadmin.governance.audit;

import dev.openaiadmin.api.AuditLogsApi;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a follower reads, and where it delivers.
 *
 * @param stream which of the two logs
 * @param query the filter and the size of pages
 * @param filter the filter as JSON
 * @param from where a follower without a checkpoint begins, or null for the time at which it begins
 * @param overlap how far back each window is read again
 * @param settle how old events have to be before they are read
 * @param deepSweep how far back events are read again twice in this time; zero for never
 * @param batch after how many events the sink and the checkpoint are made to agree
 */
record AuditSettings(
        AuditStream stream,
        AuditLogsApi.ListQuery query,
        String filter,
        @Nullable Instant from,
        Duration overlap,
        Duration settle,
        Duration deepSweep,
        int batch,
        CheckpointStore checkpoint,
        AuditSink sink) {}
