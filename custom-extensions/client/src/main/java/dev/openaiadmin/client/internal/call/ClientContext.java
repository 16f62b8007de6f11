package dev.openaiadmin.client.internal.call;

import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.client.internal.http.HttpTransport;
import dev.openaiadmin.client.internal.json.JsonCodec;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The steps and the state that all views of one client share. Safe for use by many threads. */
public final class ClientContext implements AutoCloseable {
    private final URI baseUrl;
    private final @Nullable String organization;
    private final Authorization authorization;
    private final HttpTransport transport;
    private final FailureMapper failures;
    private final Clock clock;
    private final JsonCodec json = new JsonCodec();
    private final Validator validator = new Validator();
    private final ResponseDecoder decoder;
    private final RateLimiters rateLimiters;
    private final RetryPolicy retries;
    private volatile boolean closed;

    public ClientContext(
            URI baseUrl,
            @Nullable String organization,
            Authorization authorization,
            HttpTransport transport,
            FailureMapper failures,
            Clock clock) {
        this.baseUrl = baseUrl;
        this.organization = organization;
        this.authorization = authorization;
        this.transport = transport;
        this.failures = failures;
        this.clock = clock;
        this.decoder = new ResponseDecoder(json, authorization, clock);
        this.rateLimiters = new RateLimiters(clock);
        this.retries = new RetryPolicy(
                new RetryBudget(), clock, () -> ThreadLocalRandom.current().nextDouble(), failures);
    }

    /** Refuses a call that the options forbid, or whose client is closed. */
    public void refuseIfNotAllowed(Call call) {
        if (call.options().readOnly() && call.retryRule() != RetryRule.READ) {
            throw failures.toException(new CallFailure.ReadOnly(), call.report(0));
        }
        if (closed) {
            throw failures.toException(new CallFailure.ClientClosed(false), call.report(0));
        }
    }

    public URI baseUrl() {
        return baseUrl;
    }

    public DefaultHeaders defaultHeaders(CallOptions options) {
        return new DefaultHeaders(organization, options.headers());
    }

    public Authorization authorization() {
        return authorization;
    }

    public HttpTransport transport() {
        return transport;
    }

    public Clock clock() {
        return clock;
    }

    public JsonCodec json() {
        return json;
    }

    public Validator validator() {
        return validator;
    }

    public ResponseDecoder decoder() {
        return decoder;
    }

    public RateLimiters rateLimiters() {
        return rateLimiters;
    }

    public RetryPolicy retries() {
        return retries;
    }

    /** Ends all calls, including those that wait for a permit or for the next attempt. */
    @Override
    public void close() {
        closed = true;
        transport.close();
        rateLimiters.close();
        clock.endWaits();
    }
}
