package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How calls are made: for all calls of a client when set on its builder, or for some with {@link OpenAiAdmin#with}.
 *
 * <p>Immutable and safe for use by many threads.
 */
public final class RequestOptions {
    private static final Set<String> OWN_HEADERS = Set.of(
            "authorization", "host", "content-length", "content-type", "transfer-encoding", "connection", "accept");

    private final Duration timeout;
    private final int maxAttempts;
    private final Map<String, String> headers;
    private final Consumer<ResponseInfo> onResponse;
    private final boolean logBodies;

    private RequestOptions(Builder builder) {
        this.timeout = builder.timeout;
        this.maxAttempts = builder.maxAttempts;
        this.headers = Collections.unmodifiableMap(new TreeMap<>(builder.headers));
        this.onResponse = builder.onResponse;
        this.logBodies = builder.logBodies;
    }

    /**
     * Gives the defaults: 60 seconds a call, three attempts, no further headers.
     *
     * @return the defaults
     */
    public static RequestOptions defaults() {
        return new Builder().build();
    }

    /**
     * Starts with the values of these options.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.timeout = timeout;
        builder.maxAttempts = maxAttempts;
        builder.headers.putAll(headers);
        builder.onResponse = onResponse;
        builder.logBodies = logBodies;
        return builder;
    }

    Duration timeout() {
        return timeout;
    }

    int maxAttempts() {
        return maxAttempts;
    }

    Map<String, String> headers() {
        return headers;
    }

    Consumer<ResponseInfo> onResponse() {
        return onResponse;
    }

    boolean logBodies() {
        return logBodies;
    }

    /** Collects options. Not safe for use by many threads. */
    public static final class Builder {
        private Duration timeout = Duration.ofSeconds(60);
        private int maxAttempts = 3;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private Consumer<ResponseInfo> onResponse = response -> {};
        private boolean logBodies;

        private Builder() {}

        /**
         * Limits the time of a call, all attempts and waits between them included. 60 seconds by default.
         *
         * @param timeout more than zero, at most a day
         * @return this builder
         * @throws InvalidValueException when it is not
         */
        public Builder timeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(Duration.ofDays(1)) > 0) {
                throw new InvalidValueException("timeout", timeout, "must be more than zero and at most a day");
            }
            this.timeout = timeout;
            return this;
        }

        /**
         * Limits how often a call is tried. Three times by default; 1 turns retries off. What may be tried again is
         * decided by the description of the operation: a create is not, once it may have been carried out.
         *
         * @param maxAttempts from 1 to 10
         * @return this builder
         * @throws InvalidValueException when it is not
         */
        public Builder maxAttempts(int maxAttempts) {
            if (maxAttempts < 1 || maxAttempts > 10) {
                throw new InvalidValueException("maxAttempts", maxAttempts, "must be between 1 and 10");
            }
            this.maxAttempts = maxAttempts;
            return this;
        }

        /**
         * Sends a header with every request, such as one for tracing.
         *
         * @param name the name; not one that the client itself sets, such as {@code Authorization}
         * @param value the value, visible ASCII and blanks
         * @return this builder
         * @throws InvalidValueException when the name or the value cannot be sent; the value is not in the message
         */
        public Builder header(String name, String value) {
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw new InvalidValueException("header name", name, "must be a token of HTTP");
            }
            if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new InvalidValueException("header name", name, "must not be one that the client itself sets");
            }
            if (!value.chars().allMatch(c -> c >= ' ' && c < 127)) {
                throw new InvalidValueException("value of header " + name, null, "must be visible ASCII and blanks");
            }
            headers.put(name, value);
            return this;
        }

        /**
         * Tells of every response that arrives, of retried attempts too, before it is decoded.
         *
         * @param onResponse called on the thread of the call; what it throws ends the call
         * @return this builder
         */
        public Builder onResponse(Consumer<ResponseInfo> onResponse) {
            this.onResponse = onResponse;
            return this;
        }

        /**
         * Writes what is sent and received to the log at debug, at most 10,000 characters each. Off by default, as
         * bodies hold names and addresses of people. Keys are masked, those shown once among them.
         *
         * @param logBodies whether to write bodies
         * @return this builder
         */
        public Builder logBodies(boolean logBodies) {
            this.logBodies = logBodies;
            return this;
        }

        /**
         * Gives the options.
         *
         * @return immutable options
         */
        public RequestOptions build() {
            return new RequestOptions(this);
        }
    }
}
