package dev.openaiadmin.client;

import dev.openaiadmin.api.OperationSpec;
import dev.openaiadmin.client.internal.call.CallObserver;
import dev.openaiadmin.client.internal.http.HttpRequest;
import dev.openaiadmin.client.internal.http.HttpResponse;
import dev.openaiadmin.client.internal.http.SendResult;
import dev.openaiadmin.client.internal.http.TransportFailure;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes the events of one call on to its listeners. The only place that catches what listeners throw. */
final class ListenedCall implements CallObserver {
    private static final Logger LOG = LoggerFactory.getLogger(OpenAiAdmin.class);

    private final CallInfo call;
    private final List<CallListener> listeners = new ArrayList<>();
    private int attempts;
    private boolean attemptIsOpen;
    private boolean permitRefused;
    private boolean traced;
    private @Nullable Integer status;
    private @Nullable String requestId;

    private ListenedCall(CallInfo call, List<CallListener.Factory> factories) {
        this.call = call;
        for (CallListener.Factory factory : factories) {
            guarded(factory, each -> listeners.add(each.callStarted(call)));
        }
    }

    /** Returns what starts the listeners of each call; null if there are none. */
    static CallObserver.@Nullable Factory factory(List<CallListener.Factory> factories, URI baseUrl) {
        return factories.isEmpty() ? null : operation -> new ListenedCall(infoOf(operation, baseUrl), factories);
    }

    private static CallInfo infoOf(OperationSpec<?> operation, URI baseUrl) {
        return new CallInfo(operation.id(), operation.method(), operation.path(), baseUrl);
    }

    @Override
    public void awaitedPermit(Duration waited, boolean granted) {
        permitRefused = !granted;
        forEach(listener -> listener.permitAwaited(waited, granted));
    }

    @Override
    public HttpRequest startAttempt(int attempt, HttpRequest request) {
        attempts++;
        attemptIsOpen = true;
        status = null;
        requestId = null;
        Start start = new Start(attempt);
        forEach(listener -> listener.attemptStarted(start));
        traced = start.traced;
        return start.headers.isEmpty() ? request : request.withHeaders(start.headers);
    }

    @Override
    public boolean recordsSpan() {
        return traced;
    }

    @Override
    public void endAttempt(int attempt, SendResult result, Duration duration) {
        Throwable cause = null;
        if (result instanceof HttpResponse response) {
            status = response.status();
            requestId = response.requestId();
        } else if (result instanceof TransportFailure failure) {
            requestId = failure.requestId();
            cause = failure.cause();
        }
        end(new AttemptEnd(attempt, status, requestId, ErrorTypes.of(result), duration, cause));
    }

    private void end(AttemptEnd attempt) {
        attemptIsOpen = false;
        forEach(listener -> listener.attemptEnded(attempt));
    }

    @Override
    public void retry(int nextAttempt, Duration wait) {
        forEach(listener -> listener.retryScheduled(nextAttempt, wait));
    }

    @Override
    public void succeed(Duration elapsed) {
        CallEnd end = new CallEnd(attempts, status, requestId, null, elapsed, null);
        forEach(listener -> listener.callEnded(end));
    }

    @Override
    public void fail(int attempt, Duration sinceStartOfAttempt, Duration elapsed, Throwable failure) {
        String type = permitRefused ? typeWithoutPermit(failure) : ErrorTypes.of(failure);
        if (attemptIsOpen) {
            // A feign.Client of users, or their listener of responses, has thrown it.
            end(new AttemptEnd(attempt, null, null, type, sinceStartOfAttempt, failure));
        }
        CallEnd end = new CallEnd(attempts, status, requestId, type, elapsed, failure);
        forEach(listener -> listener.callEnded(end));
    }

    private static String typeWithoutPermit(Throwable failure) {
        return failure instanceof RateLimitException ? ErrorTypes.PERMIT_REFUSED : ErrorTypes.of(failure);
    }

    private void forEach(Consumer<CallListener> event) {
        for (CallListener listener : listeners) {
            guarded(listener, event);
        }
    }

    private <T> void guarded(T receiver, Consumer<T> event) {
        try {
            event.accept(receiver);
        } catch (RuntimeException e) {
            LOG.warn("A listener failed on {}; the call continues", call.operation(), e);
        }
    }

    private static final class Start implements AttemptStart {
        private final int attempt;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private boolean traced;

        Start(int attempt) {
            this.attempt = attempt;
        }

        @Override
        public int attempt() {
            return attempt;
        }

        @Override
        public void header(String name, String value) {
            RequestOptions.checkHeader(name, value);
            headers.put(name, value);
        }

        @Override
        public void traced() {
            traced = true;
        }
    }
}
