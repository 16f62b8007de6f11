package dev.openaiadmin.observation;

import dev.openaiadmin.client.CallInfo;
import dev.openaiadmin.client.CallListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/**
 * Records an observation named {@value #CALLS} for each call of a client, and below it one named {@value #ATTEMPTS} for each
 * attempt. Handlers of the registry make timers, counters and spans of them.
 *
 * <pre>{@code
 * OpenAiAdmin admin = OpenAiAdmin.builder()
 *         .adminKey(key)
 *         .options(options -> options.addListener(CallObservations.of(registry)))
 *         .build();
 * }</pre>
 *
 * <p>The low-cardinality keys have no ids and no expanded paths, so meters stay few. {@link CallConvention} and
 * {@link AttemptConvention} list them. An {@link io.micrometer.observation.GlobalObservationConvention} of the registry for
 * {@link CallContext} or {@link AttemptContext} replaces them.
 *
 * <p>The observation of a call is the current one of the thread while the call lasts. If a handler sends the context of the
 * trace, such as in {@code traceparent}, it becomes a header of the attempt. An attempt whose context is sent, or of which
 * Micrometer Tracing records a span, is hidden from tracing agents, which would record a second span. Safe for use by many
 * threads.
 */
public final class CallObservations implements CallListener.Factory {
    /** The name of the observations of calls. */
    public static final String CALLS = "openai.admin.calls";

    /** The name of the observations of attempts. */
    public static final String ATTEMPTS = "openai.admin.requests";

    private static final CallListener NOTHING = new CallListener() {};

    private final ObservationRegistry registry;

    private CallObservations(ObservationRegistry registry) {
        this.registry = registry;
    }

    /**
     * Returns a listener that records observations.
     *
     * @param registry where to record them
     * @return a listener for {@link dev.openaiadmin.client.RequestOptions.Builder#addListener}
     */
    public static CallObservations of(ObservationRegistry registry) {
        return new CallObservations(registry);
    }

    @Override
    public CallListener callStarted(CallInfo call) {
        if (registry.isNoop()) {
            return NOTHING;
        }
        CallContext context = new CallContext(call);
        Observation observation = Observation.createNotStarted(null, CallConvention.INSTANCE, () -> context, registry);
        return new ObservedCall(context, observation.start(), registry);
    }
}
