package dev.openaiadmin.governance.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last values of a source, and how its reads have gone. */
final class RefreshState {
    private static final String PREFIX = "openai_metrics_";

    private List<MetricSnapshot> values = List.of();
    private @Nullable Instant lastSuccess;
    private Duration duration = Duration.ZERO;
    private long errors;

    void succeeded(List<MetricSnapshot> read, Instant now, Instant begun) {
        values = List.copyOf(read);
        lastSuccess = now;
        duration = Duration.between(begun, now);
    }

    void failed(Instant now, Instant begun) {
        errors++;
        duration = Duration.between(begun, now);
    }

    List<MetricSnapshot> values() {
        return values;
    }

    /** Returns the metrics about the reads of all sources. */
    static List<MetricSnapshot> snapshots(Map<String, RefreshState> states) {
        GaugeSnapshot.Builder success = GaugeSnapshot.builder()
                .name(PREFIX + "last_success_timestamp_seconds")
                .help("When the values were read last, in seconds since 1970.");
        GaugeSnapshot.Builder duration = GaugeSnapshot.builder()
                .name(PREFIX + "refresh_duration_seconds")
                .help("How long the last read took.");
        CounterSnapshot.Builder errors =
                CounterSnapshot.builder().name(PREFIX + "refresh_errors").help("How many reads have failed.");
        states.forEach((source, state) -> {
            Labels labels = Labels.of("source", source);
            if (state.lastSuccess != null) {
                success.dataPoint(new GaugeDataPointSnapshot(state.lastSuccess.getEpochSecond(), labels, null));
            }
            duration.dataPoint(new GaugeDataPointSnapshot(state.duration.toMillis() / 1000.0, labels, null));
            errors.dataPoint(new CounterDataPointSnapshot(state.errors, labels, null, 0));
        });
        return List.of(success.build(), duration.build(), errors.build());
    }
}
