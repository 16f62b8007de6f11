package dev.openaiadmin.observation;

import dev.openaiadmin.client.CallEnd;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observations of calls.
 *
 * <p>Low-cardinality keys: {@code openai.admin.operation}, {@code http.request.method}, {@code url.template},
 * {@code server.address}, {@code server.port} and {@code error.type}, which is {@code none} if the call returned a result,
 * and otherwise {@link CallEnd#errorType}. High-cardinality keys, which only spans have: {@code openai.admin.attempts} and
 * {@code openai.admin.request.id}.
 */
public class CallConvention implements ObservationConvention<CallContext> {
    static final CallConvention INSTANCE = new CallConvention();

    /** Creates the convention. */
    public CallConvention() {}

    @Override
    public String getName() {
        return CallObservations.CALLS;
    }

    @Override
    public String getContextualName(CallContext context) {
        return context.call().operation();
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof CallContext;
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(CallContext context) {
        CallEnd end = context.end();
        return CallKeys.of(context.call(), end == null ? null : end.errorType());
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(CallContext context) {
        CallEnd end = context.end();
        return end == null
                ? KeyValues.empty()
                : CallKeys.requestId(end.requestId()).and("openai.admin.attempts", String.valueOf(end.attempts()));
    }
}
