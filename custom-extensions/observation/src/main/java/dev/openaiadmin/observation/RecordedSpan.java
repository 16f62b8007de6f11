package dev.openaiadmin.observation;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;

/** Tells whether Micrometer Tracing, which an application need not have, records a span of an observation. */
final class RecordedSpan {
    private static final boolean HAS_TRACING = hasTracing();

    private RecordedSpan() {}

    static boolean isOf(Observation.Context started) {
        return HAS_TRACING && Tracing.recordsSpanOf(started);
    }

    private static boolean hasTracing() {
        try {
            Class.forName(
                    "io.micrometer.tracing.handler.TracingObservationHandler",
                    false,
                    RecordedSpan.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Is not loaded in applications without the library. */
    private static final class Tracing {
        static boolean recordsSpanOf(Observation.Context started) {
            TracingContext tracing = started.get(TracingContext.class);
            Span span = tracing == null ? null : tracing.getSpan();
            return span != null && !span.isNoop();
        }
    }
}
