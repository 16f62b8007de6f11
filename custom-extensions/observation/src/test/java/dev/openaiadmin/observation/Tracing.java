package dev.openaiadmin.observation;

import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;

/** Makes spans of observations, as Spring Boot sets it up. */
final class Tracing {
    private Tracing() {}

    static void add(ObservationRegistry registry, OpenTelemetry telemetry) {
        Tracer tracer = telemetry.getTracer("observations");
        OtelTracer spans = new OtelTracer(tracer, new OtelCurrentTraceContext(), event -> {});
        registry.observationConfig()
                .observationHandler(new FirstMatchingCompositeObservationHandler(
                        new PropagatingSenderTracingObservationHandler<>(
                                spans, new OtelPropagator(telemetry.getPropagators(), tracer)),
                        new DefaultTracingObservationHandler(spans)));
    }
}
