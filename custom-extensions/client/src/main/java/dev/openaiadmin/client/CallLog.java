package dev.openaiadmin.client;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of each attempt on one line at debug; of bodies only where the options ask for it, without secrets. */
final class CallLog {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAiAdmin.class);
    private static final int LONGEST_BODY = 10_000;

    private CallLog() {}

    static void answered(Progress progress, Answer answer) {
        if (!LOG.isDebugEnabled()) {
            return;
        }
        line(progress, answer.status());
        if (progress.call().requestOptions().logBodies()) {
            ApiRequest request = answer.request();
            byte[] sent = request.body();
            LOG.debug(
                    "sent {}; got {}",
                    Bodies.forLog(sent == null ? new byte[0] : sent, request, LONGEST_BODY),
                    Bodies.forLog(answer.body(), request, LONGEST_BODY));
        }
    }

    static void failed(Progress progress, RuntimeException failure) {
        line(progress, failure.getClass().getSimpleName());
    }

    private static void line(Progress progress, Object outcome) {
        LOG.debug(
                "{} {} -> {} in {} ms, request {}, attempt {}",
                progress.exchange().method(),
                progress.exchange().path(),
                outcome,
                progress.elapsed().toMillis(),
                progress.requestId(),
                progress.call().attempt());
    }
}
