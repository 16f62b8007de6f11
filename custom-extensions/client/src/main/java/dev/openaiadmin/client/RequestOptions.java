package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.internal.call.CallOptions;
import dev.openaiadmin.client.internal.call.RequestSummary;
import dev.openaiadmin.client.internal.http.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Options of calls. The builder of a client sets them for all calls, and {@link OpenAiAdmin#with} for some.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class RequestOptions {
    private static final Set<String> OWN_HEADERS = Set.of(
            "authorization", "host", "content-length", "content-type", "transfer-encoding", "connection", "accept");

    private final Duration timeout;
    private final int maxAttempts;
    private final Map<String, String> headers;
    private final @Nullable Consumer<ResponseInfo> onResponse;
    private final List<CallListener.Factory> listeners;
    private final boolean logBodies;
    private final boolean pacing;
    private final boolean readOnly;

    private RequestOptions(Builder builder) {
        this.timeout = builder.timeout;
        this.maxAttempts = builder.maxAttempts;
        this.headers = Collections.unmodifiableMap(new TreeMap<>(builder.headers));
        this.onResponse = builder.onResponse;
        this.listeners = List.copyOf(builder.listeners);
        this.logBodies = builder.logBodies;
        this.pacing = builder.pacing;
        this.readOnly = builder.readOnly;
    }

    /**
     * Returns the defaults: 60 seconds for each call, three attempts, calls held apart once the API limits their rate, no
     * further headers, all operations allowed.
     *
     * @return the defaults
     */
    public static RequestOptions defaults() {
        return new Builder().build();
    }

    /**
     * Returns a builder with the values of these options.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.timeout = timeout;
        builder.maxAttempts = maxAttempts;
        builder.headers.putAll(headers);
        builder.onResponse = onResponse;
        builder.listeners.addAll(listeners);
        builder.logBodies = logBodies;
        builder.pacing = pacing;
        builder.readOnly = readOnly;
        return builder;
    }

    CallOptions toCallOptions(URI baseUrl) {
        return new CallOptions(
                timeout,
                maxAttempts,
                headers,
                onResponse == null ? null : this::notify,
                ListenedCall.factory(listeners, baseUrl),
                logBodies,
                pacing,
                readOnly);
    }

    /** Throws an exception if a header cannot be added to requests; its message does not contain the value. */
    static void checkHeader(String name, String value) {
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            throw new InvalidValueException("header name", name, "must be a token of HTTP");
        }
        if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new InvalidValueException("header name", name, "must not be one that the client sets itself");
        }
        if (!value.chars().allMatch(c -> c >= ' ' && c < 127)) {
            throw new InvalidValueException("value of header " + name, null, "must be visible ASCII and spaces");
        }
    }

    private void notify(RequestSummary request, HttpResponse response, int attempt, Duration duration) {
        Objects.requireNonNull(onResponse, "called only if there is one")
                .accept(new ResponseInfo(
                        request.operation(),
                        request.method(),
                        request.path(),
                        response.status(),
                        response.headers().asMap(),
                        response.requestId(),
                        attempt,
                        duration));
    }

    /** Builds options. Not safe for use by many threads. */
    public static final class Builder {
        private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);
        private static final int MOST_ATTEMPTS = 10;

        private Duration timeout = Duration.ofSeconds(60);
        private int maxAttempts = 3;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private @Nullable Consumer<ResponseInfo> onResponse;
        private final List<CallListener.Factory> listeners = new ArrayList<>();
        private boolean logBodies;
        private boolean pacing = true;
        private boolean readOnly;

        private Builder() {}

        /**
         * Sets the timeout of a call, including all attempts and the waits between them. 60 seconds by default.
         *
         * <p>Set a longer one for many calls, such as an hour: a call that the {@linkplain #pacing rate limiter} holds
         * back waits until the calls before it have been sent.
         *
         * @param timeout more than zero, at most a day
         * @return this builder
         * @throws InvalidValueException if it is not
         */
        public Builder timeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new InvalidValueException("timeout", timeout, "must be more than zero and at most a day");
            }
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets the maximum number of attempts of a call. Three by default; 1 turns retries off. Which operations are
         * repeated is stated by the description of the API: a create is not, once it may have been carried out.
         *
         * <p>With {@linkplain #pacing pacing}, attempts that the API refused with a rate limit (429) do not count; without
         * it they do.
         *
         * @param maxAttempts from 1 to 10
         * @return this builder
         * @throws InvalidValueException if it is out of range
         */
        public Builder maxAttempts(int maxAttempts) {
            if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
                throw new InvalidValueException("maxAttempts", maxAttempts, "must be between 1 and " + MOST_ATTEMPTS);
            }
            this.maxAttempts = maxAttempts;
            return this;
        }

        /**
         * Adds a header to every request, such as one for tracing.
         *
         * @param name the name; not one that the client sets itself, such as {@code Authorization}
         * @param value the value, of visible ASCII characters and spaces; an empty one removes the header
         * @return this builder
         * @throws InvalidValueException if the name or the value cannot be sent; the message does not contain the value
         */
        public Builder header(String name, String value) {
            checkHeader(name, value);
            headers.put(name, value);
            return this;
        }

        /**
         * Adds a listener for every response that arrives, also of attempts that are repeated, before it is decoded. A view
         * with this option calls those of the client first. It can end a call; {@link #addListener} adds listeners that
         * cannot, and that learn of attempts without a response too.
         *
         * @param onResponse called on the thread of the call; what it throws ends the call unchanged
         * @return this builder
         */
        public Builder onResponse(Consumer<ResponseInfo> onResponse) {
            this.onResponse = this.onResponse == null ? onResponse : this.onResponse.andThen(onResponse);
            return this;
        }

        /**
         * Adds a listener for the events of calls: their start, each attempt, retries, waits for a permit, and their end.
         * A view with this option has the listeners of the client as well. Without listeners, events cost nothing.
         *
         * @param listener creates the listener of each call; what listeners throw is logged and does not change the call
         * @return this builder
         */
        public Builder addListener(CallListener.Factory listener) {
            listeners.add(listener);
            return this;
        }

        /**
         * Sets whether bodies are logged at debug level, at most 10,000 characters of each. Off by default, since bodies
         * contain names and addresses of people. Keys are masked, including those that are shown once.
         *
         * @param logBodies whether to log bodies
         * @return this builder
         */
        public Builder logBodies(boolean logBodies) {
            this.logBodies = logBodies;
            return this;
        }

        /**
         * Sets whether calls are held apart once the API limits their rate. On by default.
         *
         * <p>Nothing changes until the API refuses a call with 429. From then on the calls of the same operation, from
         * any thread with this client or its views, wait in a queue in the order in which they were made, and are sent at
         * a rate that adapts to what the API admits: slower after a refusal, not before the end of a wait that the API
         * asks for (an hour at most), and faster with each success. The rate is forgotten a minute after the last call of
         * the operation. Other operations are not delayed.
         *
         * <p>A call that is refused returns to its place in the queue and is sent again, as often as its
         * {@linkplain #timeout timeout} allows, without counting attempts; not if the API forbids it by
         * {@code x-should-retry}, or if {@code maxAttempts} is 1. A call that cannot be sent before its timeout ends at
         * once with a {@link RateLimitException}, which returns how long it would have had to wait. Many calls therefore
         * need a longer timeout: with 16 threads and ten calls a minute, a call takes about two minutes, and more if
         * others use the same limit.
         *
         * <pre>{@code
         * AdminApi bulk = admin.with(options -> options.timeout(Duration.ofHours(1)));
         * }</pre>
         *
         * <p>If off, calls neither wait nor delay others, and a 429 is retried like other failures.
         *
         * @param pacing whether to hold calls apart
         * @return this builder
         */
        public Builder pacing(boolean pacing) {
            this.pacing = pacing;
            return this;
        }

        /**
         * Sets whether every operation that may change something is refused before anything is sent. Off by default.
         *
         * <p>These are all operations but those that the description of the API marks as reads. A refused call ends with
         * a {@link ReadOnlyException}. Reports and audits can do no harm with such a view, and whoever receives it cannot
         * turn it into another:
         *
         * <pre>{@code
         * AdminApi readOnly = admin.with(options -> options.readOnly(true));
         * }</pre>
         *
         * @param readOnly whether to refuse operations that are not reads
         * @return this builder
         */
        public Builder readOnly(boolean readOnly) {
            this.readOnly = readOnly;
            return this;
        }

        /**
         * Returns the options.
         *
         * @return immutable options
         */
        public RequestOptions build() {
            return new RequestOptions(this);
        }
    }
}
