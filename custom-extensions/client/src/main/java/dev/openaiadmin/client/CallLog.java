package dev.openaiadmin.client;

import feign.Request;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of each attempt on one line at debug; of bodies only where the options ask for it, without secrets. */
final class CallLog {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAiAdmin.class);
    private static final int LONGEST_BODY = 10_000;

    private CallLog() {}

    static void answered(Progress progress, Answer answer, Duration duration) {
        if (!LOG.isDebugEnabled()) {
            return;
        }
        line(progress, answer.status(), duration);
        if (progress.call().requestOptions().logBodies()) {
            Request request = answer.request();
            LOG.debug(
                    "sent {}; got {}",
                    Bodies.forLog(request.body() == null ? new byte[0] : request.body(), request, LONGEST_BODY),
                    Bodies.forLog(answer.body(), request, LONGEST_BODY));
        }
    }

    static void failed(Progress progress, RuntimeException failure, Duration duration) {
        line(progress, failure.getClass().getSimpleName(), duration);
    }

    private static void line(Progress progress, Object outcome, Duration duration) {
        LOG.debug(
                "{} {} -> {} in {} ms, request {}, attempt {}",
                progress.exchange().method(),
                progress.exchange().path(),
                outcome,
                duration.toMillis(),
                progress.requestId(),
                progress.call().attempt());
    }
}
