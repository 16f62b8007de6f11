/**
 * Costs and usage as gauges for Prometheus. Needs {@code io.prometheus:prometheus-metrics-model}, and
 * {@code io.prometheus:prometheus-metrics-exporter-httpserver} for {@link dev.openaiadmin.governance.metrics.MetricsServer}.
 */
@NullMarked
package dev.openaiadmin.governance.metrics;

import org.jspecify.annotations.NullMarked;
