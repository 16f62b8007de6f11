package dev.openaiadmin.observation;

import dev.openaiadmin.client.AttemptEnd;
import dev.openaiadmin.client.AttemptStart;
import dev.openaiadmin.client.CallEnd;
import dev.openaiadmin.client.CallListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Records one call and its attempts. */
final class ObservedCall implements CallListener {
    private static final Observation.Event RATE_LIMITED = Observation.Event.of("rate.limited");
    private static final Observation.Event OUTCOME_UNKNOWN = Observation.Event.of("outcome.unknown");
    private static final int TOO_MANY_REQUESTS = 429;

    private final CallContext context;
    private final Observation call;
    private final Observation.Scope scope;
    private final ObservationRegistry registry;
    private @Nullable AttemptContext attemptContext;
    private @Nullable Observation attempt;

    ObservedCall(CallContext context, Observation call, ObservationRegistry registry) {
        this.context = context;
        this.call = call;
        this.scope = call.openScope();
        this.registry = registry;
    }

    @Override
    public void permitAwaited(Duration waited, boolean granted) {
        call.event(Observation.Event.of(
                granted ? "permit.granted" : "permit.refused",
                (granted ? "permit granted after " : "permit refused after ") + waited.toMillis() + " ms"));
    }

    @Override
    public void attemptStarted(AttemptStart start) {
        AttemptContext created = new AttemptContext(context.call(), start);
        attemptContext = created;
        attempt = Observation.createNotStarted(null, AttemptConvention.INSTANCE, () -> created, registry)
                .parentObservation(call)
                .start();
        // Also if no context was sent: an agent keeps SDKs of OpenTelemetry that it did not create from sending theirs.
        if (RecordedSpan.isOf(created)) {
            start.traced();
        }
    }

    @Override
    public void attemptEnded(AttemptEnd end) {
        if (attempt == null || attemptContext == null) {
            return;
        }
        attemptContext.setResponse(end);
        if (end.errorType() != null) {
            attempt.error(end.cause() == null ? new FailedAttemptException(end.errorType()) : end.cause());
        }
        attempt.stop();
        attempt = null;
        if (end.status() != null && end.status() == TOO_MANY_REQUESTS) {
            call.event(RATE_LIMITED);
        }
    }

    @Override
    public void retryScheduled(int nextAttempt, Duration wait) {
        call.event(Observation.Event.of("retry", "attempt " + nextAttempt + " after " + wait.toMillis() + " ms"));
    }

    @Override
    public void callEnded(CallEnd end) {
        context.end(end);
        if ("outcome_unknown".equals(end.errorType())) {
            call.event(OUTCOME_UNKNOWN);
        }
        if (end.failure() != null) {
            call.error(end.failure());
        }
        scope.close();
        call.stop();
    }
}
