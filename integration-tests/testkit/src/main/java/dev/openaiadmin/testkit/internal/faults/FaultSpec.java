package dev.openaiadmin.testkit.internal.faults;

import dev.openaiadmin.testkit.internal.contract.Contract;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes what a fault does, to which requests, and how often. The public {@code Fault} is built on it, and
 * {@link FaultJson} reads it from JSON. Immutable.
 *
 * @param kind what happens to a request
 * @param error the error that is sent, where the kind sends one
 * @param trigger which requests the fault affects
 * @param done whether the request is carried out although the response denies it
 * @param delay how late the response is
 * @param perMinute how many requests a minute a throttle lets through
 */
public record FaultSpec(Kind kind, ErrorResponse error, Trigger trigger, boolean done, Duration delay, int perMinute) {
    private static final Map<String, Supplier<FaultSpec>> NAMED = new TreeMap<>(Map.ofEntries(
            Map.entry("archived-but-done", FaultSpec::archivedButDone),
            Map.entry("expired-page-token", FaultSpec::expiredPageToken),
            Map.entry("missing-scopes", () -> status(403).shape(ErrorShape.SENTENCE)),
            Map.entry("not-found", () -> status(404).shape(ErrorShape.FLAT)),
            Map.entry("proxy-error", () -> status(502).shape(ErrorShape.HTML)),
            Map.entry("rate-limited", () -> status(429).retryAfter(RetryAfterForm.SECONDS, null)),
            Map.entry("rate-limited-in-words", () -> status(429).retryAfter(RetryAfterForm.MESSAGE, null)),
            Map.entry("repeated-cursor", FaultSpec::repeatedCursor),
            Map.entry("reset", FaultSpec::connectionReset),
            Map.entry("reset-but-done", () -> connectionReset().butDone()),
            Map.entry("server-error", () -> status(500)),
            Map.entry("slow", () -> slow(Duration.ofSeconds(5))),
            Map.entry("throttle", () -> throttle(10)),
            Map.entry("truncated", FaultSpec::truncatedBody),
            Map.entry("unauthorized", () -> status(401)),
            Map.entry("unavailable", () -> status(503))));

    /** What happens to a request. */
    public enum Kind {
        ERROR,
        THROTTLE,
        RESET,
        TRUNCATED,
        SLOW,
        EXPIRED_PAGE_TOKEN,
        REPEATED_CURSOR
    }

    public static FaultSpec status(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status must be from 400 to 599, but was " + status);
        }
        return of(Kind.ERROR, ErrorResponse.of(status));
    }

    public static FaultSpec throttle(int requestsPerMinute) {
        if (requestsPerMinute < 0) {
            throw new IllegalArgumentException("requestsPerMinute must not be negative, but was " + requestsPerMinute);
        }
        return new FaultSpec(
                Kind.THROTTLE, ErrorResponse.of(429), Trigger.ONCE.always(), false, Duration.ZERO, requestsPerMinute);
    }

    public static FaultSpec connectionReset() {
        return of(Kind.RESET, ErrorResponse.of(500));
    }

    public static FaultSpec truncatedBody() {
        return of(Kind.TRUNCATED, ErrorResponse.of(500));
    }

    public static FaultSpec slow(Duration delay) {
        requireNotNegative("delay", delay);
        return new FaultSpec(Kind.SLOW, ErrorResponse.of(500), Trigger.ONCE, false, delay, 0);
    }

    public static FaultSpec archivedButDone() {
        return status(400)
                .code("project_archived")
                .message("Project is archived.")
                .butDone()
                .on("archiveProject");
    }

    public static FaultSpec expiredPageToken() {
        return of(
                Kind.EXPIRED_PAGE_TOKEN,
                ErrorResponse.of(400)
                        .withCode("invalid_page_token")
                        .withMessage("page token is invalid, or has expired."));
    }

    public static FaultSpec repeatedCursor() {
        return of(Kind.REPEATED_CURSOR, ErrorResponse.of(500));
    }

    public static FaultSpec named(String name) {
        Supplier<FaultSpec> named = NAMED.get(name);
        if (named == null) {
            throw new IllegalArgumentException(
                    "There is no fault '" + name + "'; known: " + String.join(", ", NAMED.keySet()));
        }
        return named.get();
    }

    public FaultSpec on(String operation) {
        return with(trigger.on(Contract.published().operation(operation).id()));
    }

    public FaultSpec times(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, but was " + times);
        }
        return with(trigger.times(times));
    }

    public FaultSpec always() {
        return with(trigger.always());
    }

    public FaultSpec withProbability(double probability, long seed) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be from 0 to 1, but was " + probability);
        }
        return with(trigger.withProbability(probability, seed));
    }

    public FaultSpec butDone() {
        requireOneOf("butDone", Kind.ERROR, Kind.RESET);
        return new FaultSpec(kind, error, trigger, true, delay, perMinute);
    }

    public FaultSpec shape(ErrorShape shape) {
        return with("shape", error.withShape(shape));
    }

    public FaultSpec code(@Nullable String code) {
        return with("code", error.withCode(code));
    }

    public FaultSpec message(String message) {
        return with("message", error.withMessage(message));
    }

    public FaultSpec header(String name, String value) {
        return with("header", error.withHeader(name, value));
    }

    /** States the wait; null stands for the wait that follows from the kind. */
    public FaultSpec retryAfter(RetryAfterForm form, @Nullable Duration wait) {
        if (wait != null) {
            requireNotNegative("wait", wait);
        }
        return with("retryAfter", error.withRetryAfter(form, wait));
    }

    /** Returns what happens, and to which operation. */
    @Override
    public String toString() {
        String what = switch (kind) {
            case ERROR -> String.valueOf(error.status());
            case THROTTLE -> "more than " + perMinute + " requests a minute";
            case RESET -> "connection reset";
            case TRUNCATED -> "truncated body";
            case SLOW -> "slow by " + delay.toMillis() + " ms";
            case EXPIRED_PAGE_TOKEN -> "expired page token";
            case REPEATED_CURSOR -> "repeated cursor";
        };
        return what + (done ? ", but done" : "") + (trigger.operation() == null ? "" : " on " + trigger.operation());
    }

    private static FaultSpec of(Kind kind, ErrorResponse error) {
        return new FaultSpec(kind, error, Trigger.ONCE, false, Duration.ZERO, 0);
    }

    private FaultSpec with(Trigger changed) {
        return new FaultSpec(kind, error, changed, done, delay, perMinute);
    }

    private FaultSpec with(String what, ErrorResponse changed) {
        requireOneOf(what, Kind.ERROR, Kind.THROTTLE, Kind.EXPIRED_PAGE_TOKEN);
        return new FaultSpec(kind, changed, trigger, done, delay, perMinute);
    }

    private void requireOneOf(String what, Kind... kinds) {
        for (Kind fits : kinds) {
            if (kind == fits) {
                return;
            }
        }
        throw new IllegalStateException(what + " cannot be combined with the fault '" + this + "'");
    }

    private static void requireNotNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, but was " + duration);
        }
    }
}
