package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    private final @Nullable Consumer<ResponseInfo> onResponse;
    private final boolean logBodies;
    private final boolean pacing;
    private final boolean readOnly;

    private RequestOptions(Builder builder) {
        this.timeout = builder.timeout;
        this.maxAttempts = builder.maxAttempts;
        this.headers = Collections.unmodifiableMap(new TreeMap<>(builder.headers));
        this.onResponse = builder.onResponse;
        this.logBodies = builder.logBodies;
        this.pacing = builder.pacing;
        this.readOnly = builder.readOnly;
    }

    /**
     * Gives the defaults: 60 seconds a call, three attempts, calls held apart once the API limits their rate, no further
     * headers, all operations allowed.
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
        builder.pacing = pacing;
        builder.readOnly = readOnly;
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

    @Nullable
    Consumer<ResponseInfo> onResponse() {
        return onResponse;
    }

    boolean logBodies() {
        return logBodies;
    }

    boolean pacing() {
        return pacing;
    }

    boolean readOnly() {
        return readOnly;
    }

    /** Collects options. Not safe for use by many threads. */
    public static final class Builder {
        private Duration timeout = Duration.ofSeconds(60);
        private int maxAttempts = 3;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private @Nullable Consumer<ResponseInfo> onResponse;
        private boolean logBodies;
        private boolean pacing = true;
        private boolean readOnly;

        private Builder() {}

        /**
         * Limits the time of a call, all attempts and waits between them included. 60 seconds by default.
         *
         * <p>Give calls in bulk more, such as an hour: a call that is {@linkplain #pacing held back} has to wait until
         * those that were made before it have had their turns.
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
         * <p>With {@linkplain #pacing pacing}, attempts that the API refused for coming too soon (429) do not count; with
         * pacing off they do.
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
         * Holds calls apart once the API limits their rate. On by default.
         *
         * <p>Nothing changes until the API has refused a call for coming too soon (429). From then on the calls of the
         * same operation, from any thread with this client or its views, wait for their turns in the order in which they
         * were made, and are sent at a pace that follows what the API lets through: slower after a refusal, not before
         * the end of a wait that the API asks for (an hour at most), and faster with each success. After a minute
         * without a call of the operation its pace is forgotten. Other operations are not held up.
         *
         * <p>A call that is refused goes back to its place and comes again, as often as its {@linkplain #timeout timeout}
         * allows, without an attempt being counted; it does not when the API forbids it with {@code x-should-retry} or
         * when {@code maxAttempts} is 1. A call whose turn cannot come before its timeout ends at once with
         * {@link RateLimitException}, which says how long it would have had to wait. Calls in bulk therefore need a
         * longer timeout: ten a minute with 16 threads need some two minutes for a call, and more when others use up the
         * same limit.
         *
         * <pre>{@code
         * AdminApi bulk = admin.with(options -> options.timeout(Duration.ofHours(1)));
         * }</pre>
         *
         * <p>Off, a call neither waits for a turn nor slows down others, and a refusal is retried like other failures.
         *
         * @param pacing whether to hold calls apart
         * @return this builder
         */
        public Builder pacing(boolean pacing) {
            this.pacing = pacing;
            return this;
        }

        /**
         * Refuses every operation that may change something, before anything is sent. Off by default.
         *
         * <p>Which operations those are, the description says: all but the ones that it marks as reads. A refused call
         * ends with {@link ReadOnlyException}. Reports and audits cannot do harm with a view like this one, and whoever
         * is given the view cannot make it more than it is:
         *
         * <pre>{@code
         * AdminApi readOnly = admin.with(options -> options.readOnly(true));
         * }</pre>
         *
         * @param readOnly whether to refuse what is not a read
         * @return this builder
         */
        public Builder readOnly(boolean readOnly) {
            this.readOnly = readOnly;
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
