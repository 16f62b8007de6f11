package dev.openaiadmin.observation;

import dev.openaiadmin.client.AttemptEnd;
import dev.openaiadmin.client.AttemptStart;
import dev.openaiadmin.client.CallInfo;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.RequestReplySenderContext;

/** The data of the observation of an attempt. The request is the carrier of the trace context. */
public final class AttemptContext extends RequestReplySenderContext<AttemptStart, AttemptEnd> {
    private static final String SERVICE = "openai";

    private final CallInfo call;
    private final int attempt;

    AttemptContext(CallInfo call, AttemptStart start) {
        super(AttemptContext::send, Kind.CLIENT);
        this.call = call;
        this.attempt = start.attempt();
        setCarrier(start);
        setRemoteServiceName(SERVICE);
        setRemoteServiceAddress(
                call.baseUrl().getScheme() + "://" + call.baseUrl().getRawAuthority());
    }

    /** Who sends the context of the trace records a span, which an agent must not record as well. */
    private static void send(AttemptStart request, String name, String value) {
        request.header(name, value);
        request.traced();
    }

    /**
     * Returns the call that the attempt belongs to.
     *
     * @return the operation and the server
     */
    public CallInfo call() {
        return call;
    }

    /**
     * Returns the number of the attempt.
     *
     * @return 1 for the first attempt of the call
     */
    public int attempt() {
        return attempt;
    }
}
