package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.client.internal.http.HttpRequest;
import dev.openaiadmin.client.internal.http.HttpResponse;
import dev.openaiadmin.client.internal.http.SendResult;
import dev.openaiadmin.client.internal.http.TransportFailure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each attempt in one line at debug level, and bodies only if the options ask for them, without secrets. */
final class CallLog {
    /** The name of the public type, so that users find the logger. */
    private static final Logger LOG = LoggerFactory.getLogger("dev.openaiadmin.client.OpenAiAdmin");

    private static final int LONGEST_BODY = 10_000;

    private CallLog() {}

    static boolean isEnabled() {
        return LOG.isDebugEnabled();
    }

    static void log(Call call, HttpRequest request, SendResult result, Duration duration) {
        if (result instanceof HttpResponse response) {
            line(call, response.status(), response.requestId(), duration);
            if (call.options().logBodies()) {
                Redactor redactor = Redactor.of(request.authorizations());
                byte[] body = request.body();
                LOG.debug(
                        "sent {}; received {}",
                        redactor.forLog(body == null ? new byte[0] : body, LONGEST_BODY),
                        redactor.forLog(response.body(), LONGEST_BODY));
            }
        } else {
            TransportFailure failure = (TransportFailure) result;
            line(call, outcome(failure), failure.requestId(), duration);
        }
    }

    private static Object outcome(TransportFailure failure) {
        return failure instanceof TransportFailure.ConnectionFailure connection
                ? connection.kind()
                : failure.getClass().getSimpleName();
    }

    private static void line(Call call, Object outcome, @Nullable String requestId, Duration duration) {
        RequestSummary request = call.summary();
        LOG.debug(
                "{} {} -> {} in {} ms, request {}, attempt {}",
                request.method(),
                request.path(),
                outcome,
                duration.toMillis(),
                requestId,
                call.attempt());
    }
}
