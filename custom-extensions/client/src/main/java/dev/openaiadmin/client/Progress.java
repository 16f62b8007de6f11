package dev.openaiadmin.client;

import feign.Request;
import java.util.Objects;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.jspecify.annotations.Nullable;

/** How far one attempt has come, for those who have to say why it went no further. Belongs to the thread of the call. */
final class Progress {
    private static final String NAME = "openai-admin.progress";

    private final Request request;
    private final Call call;
    private @Nullable Exchange exchange;
    private boolean sent;
    private @Nullable String requestId;

    Progress(Request request, Call call) {
        this.request = request;
        this.call = call;
    }

    static Progress of(HttpClientContext context) {
        return (Progress) Objects.requireNonNull(context.getAttribute(NAME), "set by the transport");
    }

    /** What the library hands on from stage to stage of its own. */
    HttpClientContext context() {
        HttpClientContext context = HttpClientContext.create();
        context.setAttribute(NAME, this);
        return context;
    }

    Request request() {
        return request;
    }

    Call call() {
        return call;
    }

    Exchange exchange() {
        Exchange known = exchange;
        if (known == null) {
            known = Exchange.of(request);
            exchange = known;
        }
        return known;
    }

    /** From now on, the request may arrive. */
    void sending() {
        sent = true;
    }

    boolean sent() {
        return sent;
    }

    /** The headers of the answer are there. */
    void answered(@Nullable String requestId) {
        this.requestId = requestId;
    }

    @Nullable
    String requestId() {
        return requestId;
    }
}
