package dev.openaiadmin.observation;

import dev.openaiadmin.client.AttemptEnd;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import org.jspecify.annotations.Nullable;

/**
 * Names the observations of attempts.
 *
 * <p>Low-cardinality keys: those of {@link CallConvention}, where {@code error.type} is {@link AttemptEnd#errorType};
 * {@code http.response.status_code}, which is {@code none} if no complete response arrived; {@code outcome}, which is one of
 * {@code SUCCESS}, {@code REDIRECTION}, {@code CLIENT_ERROR}, {@code SERVER_ERROR} and {@code UNKNOWN}; and
 * {@code openai.admin.attempt}, which is 1, 2, 3 or {@code 4+}. High-cardinality keys, which only spans have:
 * {@code http.request.resend_count} and {@code openai.admin.request.id}.
 */
public class AttemptConvention implements ObservationConvention<AttemptContext> {
    static final AttemptConvention INSTANCE = new AttemptConvention();

    /** Attempts that a rate limit refuses do not count against the maximum, so their number has no bound. */
    private static final int LAST_NUMBER = 3;

    /** Creates the convention. */
    public AttemptConvention() {}

    @Override
    public String getName() {
        return CallObservations.ATTEMPTS;
    }

    @Override
    public String getContextualName(AttemptContext context) {
        return context.call().method() + " " + context.call().pathTemplate();
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof AttemptContext;
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(AttemptContext context) {
        AttemptEnd end = context.getResponse();
        Integer status = end == null ? null : end.status();
        return CallKeys.of(context.call(), end == null ? null : end.errorType())
                .and(
                        "http.response.status_code",
                        CallKeys.orNone(status),
                        "outcome",
                        outcome(status),
                        "openai.admin.attempt",
                        context.attempt() <= LAST_NUMBER ? String.valueOf(context.attempt()) : LAST_NUMBER + 1 + "+");
    }

    @Override
    public KeyValues getHighCardinalityKeyValues(AttemptContext context) {
        AttemptEnd end = context.getResponse();
        return CallKeys.requestId(end == null ? null : end.requestId())
                .and("http.request.resend_count", String.valueOf(context.attempt() - 1));
    }

    private static String outcome(@Nullable Integer status) {
        return switch (status == null ? 0 : status / 100) {
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> "UNKNOWN";
        };
    }
}
