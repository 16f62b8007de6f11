package dev.openaiadmin.testkit;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A way in which the real API fails, for {@link InMemoryOrganization#failNext}.
 *
 * <p>Strikes once, at any operation, unless told otherwise, and only at requests that keep the contract. Faults that
 * cannot happen to a request, such as an expired page token to one without a page token, wait for another request.
 * Unless a fault says otherwise, what was asked for is not carried out. Immutable.
 *
 * <pre>{@code
 * organization.failNext(Fault.status(503).on("listProjects").times(2));
 * organization.failNext(Fault.throttle(10).retryAfter(RetryAfter.MESSAGE));
 * organization.failNext(Fault.connectionReset().butDone().withProbability(0.1, 42));
 * }</pre>
 */
public final class Fault {
    /** The shapes in which the API, and what stands before it, tells of an error. */
    public enum Shape {
        /** An object under {@code error}, with message, type, param and code. */
        OBJECT,
        /** An object under {@code error}, without param. */
        OBJECT_WITHOUT_PARAM,
        /** A bare string under {@code error}. */
        SENTENCE,
        /** Code and message at the top, where the code is the status. */
        FLAT,
        /** The page of a proxy, which is not JSON. */
        HTML
    }

    /** The forms in which the API says how long to wait. */
    public enum RetryAfter {
        /** Whole milliseconds in {@code retry-after-ms}. */
        MILLISECONDS,
        /** Whole seconds in {@code Retry-After}, rounded up. */
        SECONDS,
        /** Seconds with decimals in {@code Retry-After}. */
        DECIMALS,
        /** A date in {@code Retry-After}, by the clock of the organization and rounded up to a second. */
        DATE,
        /** No header; "Please try again after 6.937 seconds." at the end of the message. */
        MESSAGE
    }

    /** What happens to a request. */
    enum Kind {
        ERROR,
        THROTTLE,
        RESET,
        TRUNCATED,
        SLOW,
        EXPIRED_PAGE_TOKEN,
        REPEATED_CURSOR
    }

    private static final Map<String, Supplier<Fault>> NAMED = new TreeMap<>(Map.ofEntries(
            Map.entry("archived-but-done", Fault::archivedButDone),
            Map.entry("expired-page-token", Fault::expiredPageToken),
            Map.entry("missing-scopes", () -> status(403).shape(Shape.SENTENCE)),
            Map.entry("not-found", () -> status(404).shape(Shape.FLAT)),
            Map.entry("proxy-error", () -> status(502).shape(Shape.HTML)),
            Map.entry("rate-limited", () -> status(429).retryAfter(RetryAfter.SECONDS)),
            Map.entry("rate-limited-in-words", () -> status(429).retryAfter(RetryAfter.MESSAGE)),
            Map.entry("repeated-cursor", Fault::repeatedCursor),
            Map.entry("reset", Fault::connectionReset),
            Map.entry("reset-but-done", () -> connectionReset().butDone()),
            Map.entry("server-error", () -> status(500)),
            Map.entry("slow", () -> slow(Duration.ofSeconds(5))),
            Map.entry("throttle", () -> throttle(10)),
            Map.entry("truncated", Fault::truncatedBody),
            Map.entry("unauthorized", () -> status(401)),
            Map.entry("unavailable", () -> status(503))));

    private final Kind kind;
    private final ErrorAnswer error;
    private final Trigger trigger;
    private final boolean done;
    private final Duration delay;
    private final int perMinute;

    private Fault(Kind kind, ErrorAnswer error, Trigger trigger, boolean done, Duration delay, int perMinute) {
        this.kind = kind;
        this.error = error;
        this.trigger = trigger;
        this.done = done;
        this.delay = delay;
        this.perMinute = perMinute;
    }

    /**
     * An error, in the words that the API has for its status; the shape is {@link Shape#OBJECT}, and there is no wait.
     *
     * @param status from 400 to 599
     * @return the fault
     * @throws IllegalArgumentException when the status is not that of an error
     */
    public static Fault status(int status) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status must be from 400 to 599, but was " + status);
        }
        return of(Kind.ERROR, ErrorAnswer.of(status));
    }

    /**
     * A 429 for whatever comes beyond so many requests within a minute, by the clock of the organization. Lasts for
     * good, and says how long to wait only where {@link #retryAfter(RetryAfter)} asks for it.
     *
     * @param requestsPerMinute how many requests go through, at least 0
     * @return the fault
     * @throws IllegalArgumentException when the number is negative
     */
    public static Fault throttle(int requestsPerMinute) {
        if (requestsPerMinute < 0) {
            throw new IllegalArgumentException("requestsPerMinute must not be negative, but was " + requestsPerMinute);
        }
        return new Fault(
                Kind.THROTTLE, ErrorAnswer.of(429), Trigger.ONCE.always(), false, Duration.ZERO, requestsPerMinute);
    }

    /**
     * The connection is reset instead of an answer.
     *
     * @return the fault
     */
    public static Fault connectionReset() {
        return of(Kind.RESET, ErrorAnswer.of(500));
    }

    /**
     * The request is carried out, and the connection ends in the middle of the answer.
     *
     * @return the fault
     */
    public static Fault truncatedBody() {
        return of(Kind.TRUNCATED, ErrorAnswer.of(500));
    }

    /**
     * The request is carried out, and answered late. This waits in real time, whatever the clock of the organization.
     *
     * @param delay how late, at least zero
     * @return the fault
     * @throws IllegalArgumentException when the delay is negative
     */
    public static Fault slow(Duration delay) {
        requireNotNegative("delay", delay);
        return new Fault(Kind.SLOW, ErrorAnswer.of(500), Trigger.ONCE, false, delay, 0);
    }

    /**
     * An archive that is refused with 400 {@code project_archived}, and yet carried out.
     *
     * @return the fault
     */
    public static Fault archivedButDone() {
        return status(400)
                .code("project_archived")
                .message("Project is archived.")
                .butDone()
                .on("archiveProject");
    }

    /**
     * A 400 for a request that goes on from a page token or another cursor, however valid.
     *
     * @return the fault
     */
    public static Fault expiredPageToken() {
        return of(
                Kind.EXPIRED_PAGE_TOKEN,
                ErrorAnswer.of(400)
                        .withCode("invalid_page_token")
                        .withMessage("page token is invalid, or has expired."));
    }

    /**
     * The first page once more for a request that goes on from a cursor, and so a cursor that has been there before.
     * {@link #always() Always}, it makes lists of several pages endless.
     *
     * @return the fault
     */
    public static Fault repeatedCursor() {
        return of(Kind.REPEATED_CURSOR, ErrorAnswer.of(500));
    }

    /**
     * A fault by its name, for settings and command lines: {@code archived-but-done}, {@code expired-page-token},
     * {@code missing-scopes}, {@code not-found}, {@code proxy-error}, {@code rate-limited},
     * {@code rate-limited-in-words}, {@code repeated-cursor}, {@code reset}, {@code reset-but-done},
     * {@code server-error}, {@code slow}, {@code throttle}, {@code truncated}, {@code unauthorized},
     * {@code unavailable}.
     *
     * @param name the name
     * @return the fault
     * @throws IllegalArgumentException when there is no such fault; the message lists those that there are
     */
    public static Fault named(String name) {
        Supplier<Fault> named = NAMED.get(name);
        if (named == null) {
            throw new IllegalArgumentException(
                    "There is no fault '" + name + "'; known: " + String.join(", ", NAMED.keySet()));
        }
        return named.get();
    }

    /**
     * Strikes at one operation only.
     *
     * @param operation the id of an operation, such as {@code createProject}
     * @return a fault like this one
     * @throws IllegalArgumentException when there is no such operation; the message lists those that there are
     */
    public Fault on(String operation) {
        return with(trigger.on(Contract.published().operation(operation).id()));
    }

    /**
     * Strikes so many times.
     *
     * @param times how many times, at least once
     * @return a fault like this one
     * @throws IllegalArgumentException when the number is less than one
     */
    public Fault times(int times) {
        if (times < 1) {
            throw new IllegalArgumentException("times must be at least 1, but was " + times);
        }
        return with(trigger.times(times));
    }

    /**
     * Strikes until {@link InMemoryOrganization#stopFailing()}.
     *
     * @return a fault like this one
     */
    public Fault always() {
        return with(trigger.always());
    }

    /**
     * Strikes at random and for good, unless {@link #times} is set afterwards. The same seed gives the same choices for
     * the same sequence of requests.
     *
     * @param probability from 0 for never to 1 for always
     * @param seed where chance begins
     * @return a fault like this one
     * @throws IllegalArgumentException when the probability is not from 0 to 1
     */
    public Fault withProbability(double probability, long seed) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be from 0 to 1, but was " + probability);
        }
        return with(trigger.withProbability(probability, seed));
    }

    /**
     * Carries out what was asked for, although the answer says otherwise, or does not come.
     *
     * @return a fault like this one
     * @throws IllegalStateException when the fault is not an error and not a reset
     */
    public Fault butDone() {
        requireOneOf("butDone", Kind.ERROR, Kind.RESET);
        return new Fault(kind, error, trigger, true, delay, perMinute);
    }

    /**
     * Tells the error in another shape.
     *
     * @param shape the shape
     * @return a fault like this one
     * @throws IllegalStateException when the fault does not answer with an error
     */
    public Fault shape(Shape shape) {
        return with("shape", error.withShape(shape));
    }

    /**
     * Tells another code, where the shape has one.
     *
     * @param code the code in one word, such as {@code project_archived}, or null for none
     * @return a fault like this one
     * @throws IllegalStateException when the fault does not answer with an error
     */
    public Fault code(@Nullable String code) {
        return with("code", error.withCode(code));
    }

    /**
     * Tells another message.
     *
     * @param message the message
     * @return a fault like this one
     * @throws IllegalStateException when the fault does not answer with an error
     */
    public Fault message(String message) {
        return with("message", error.withMessage(message));
    }

    /**
     * Answers with one more header, such as {@code x-should-retry}.
     *
     * @param name the name
     * @param value the value
     * @return a fault like this one
     * @throws IllegalStateException when the fault does not answer with an error
     */
    public Fault header(String name, String value) {
        return with("header", error.withHeader(name, value));
    }

    /**
     * Says how long to wait: what is left of the minute for a {@link #throttle}, and one second for other errors.
     *
     * @param form how it is said
     * @return a fault like this one
     * @throws IllegalStateException when the fault does not answer with an error
     */
    public Fault retryAfter(RetryAfter form) {
        return with("retryAfter", error.withRetryAfter(form, null));
    }

    /**
     * Says how long to wait.
     *
     * @param form how it is said
     * @param wait how long, at least zero; told to the millisecond
     * @return a fault like this one
     * @throws IllegalArgumentException when the wait is negative
     * @throws IllegalStateException when the fault does not answer with an error
     */
    public Fault retryAfter(RetryAfter form, Duration wait) {
        requireNotNegative("wait", wait);
        return with("retryAfter", error.withRetryAfter(form, wait));
    }

    /** What happens, and to which operation. */
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

    Kind kind() {
        return kind;
    }

    ErrorAnswer error() {
        return error;
    }

    Trigger trigger() {
        return trigger;
    }

    boolean done() {
        return done;
    }

    Duration delay() {
        return delay;
    }

    int perMinute() {
        return perMinute;
    }

    private static Fault of(Kind kind, ErrorAnswer error) {
        return new Fault(kind, error, Trigger.ONCE, false, Duration.ZERO, 0);
    }

    private Fault with(Trigger changed) {
        return new Fault(kind, error, changed, done, delay, perMinute);
    }

    private Fault with(String what, ErrorAnswer changed) {
        requireOneOf(what, Kind.ERROR, Kind.THROTTLE, Kind.EXPIRED_PAGE_TOKEN);
        return new Fault(kind, changed, trigger, done, delay, perMinute);
    }

    private void requireOneOf(String what, Kind... kinds) {
        for (Kind fits : kinds) {
            if (kind == fits) {
                return;
            }
        }
        throw new IllegalStateException(what + " does not go with the fault '" + this + "'");
    }

    private static void requireNotNegative(String name, Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, but was " + duration);
        }
    }
}
