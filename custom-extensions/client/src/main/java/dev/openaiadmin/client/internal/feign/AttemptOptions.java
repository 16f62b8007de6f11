package dev.openaiadmin.client.internal.feign;

import dev.openaiadmin.client.internal.call.Call;
import feign.Request;
import java.util.concurrent.TimeUnit;

/** Feign's options of one attempt, through which Feign passes the call on to the client that sends. */
final class AttemptOptions extends Request.Options {
    private final Call call;

    AttemptOptions(Call call) {
        super(remaining(call), TimeUnit.MILLISECONDS, remaining(call), TimeUnit.MILLISECONDS, false);
        this.call = call;
    }

    private static long remaining(Call call) {
        return Math.max(1, call.remaining().toMillis());
    }

    Call call() {
        return call;
    }
}
