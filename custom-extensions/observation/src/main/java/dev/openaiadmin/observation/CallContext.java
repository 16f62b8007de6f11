package dev.openaiadmin.observation;

import dev.openaiadmin.client.CallEnd;
import dev.openaiadmin.client.CallInfo;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/** The data of the observation of a call. */
public final class CallContext extends Observation.Context {
    private final CallInfo call;
    private @Nullable CallEnd end;

    CallContext(CallInfo call) {
        this.call = call;
    }

    /**
     * Returns the call.
     *
     * @return the operation and the server
     */
    public CallInfo call() {
        return call;
    }

    /**
     * Returns the outcome of the call.
     *
     * @return the outcome, or null before the end
     */
    public @Nullable CallEnd end() {
        return end;
    }

    void end(CallEnd outcome) {
        end = outcome;
    }
}
