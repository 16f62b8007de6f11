package dev.openaiadmin.testkit;

import dev.openaiadmin.testkit.internal.faults.ErrorShape;
import dev.openaiadmin.testkit.internal.faults.FaultSpec;
import dev.openaiadmin.testkit.internal.faults.RetryAfterForm;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A way in which the real API fails, for {@link InMemoryOrganization#failNext}.
 *
 * <p>A fault affects one request, of any operation, unless it is told otherwise, and only requests that keep the
 * contract. A fault that cannot happen to a request, such as an expired page token to a request without a page token,
 * waits for another request. The request is not carried out unless the fault says so. Immutable.
 *
 * <pre>{@code
 * organization.failNext(Fault.status(503).on("listProjects").times(2));
 * organization.failNext(Fault.throttle(10).retryAfter(RetryAfter.MESSAGE));
 * organization.failNext(Fault.connectionReset().butDone().withProbability(0.1, 42));
 * }</pre>
 */
public final class Fault {
    /** The shapes in which the API, and what stands before it, report an error. */
    public enum Shape {
        /** An object under {@code error}, with message, type, param and code. */
        OBJECT,
        /** An object under {@code error}, without param. */
        OBJECT_WITHOUT_PARAM,
        /** A bare string under {@code error}. */
        SENTENCE,
        /** Code and message at the top level, where the code is the status. */
        FLAT,
        /** The page of a proxy, which is not JSON. */
        HTML
    }

    /** The forms in which the API states how long to wait. */
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

    private final FaultSpec spec;

    private Fault(FaultSpec spec) {
        this.spec = spec;
    }

    /**
     * Returns an error response with the message that the API has for its status. Its shape is {@link Shape#OBJECT}, and
     * it states no wait.
     *
     * @param status the HTTP status, from 400 to 599
     * @return the fault
     * @throws IllegalArgumentException if the status is not that of an error
     */
    public static Fault status(int status) {
        return new Fault(FaultSpec.status(status));
    }

    /**
     * Returns a 429 for every request beyond a number of requests within a minute, by the clock of the organization. It
     * lasts until {@link InMemoryOrganization#stopFailing()}, and states a wait only after
     * {@link #retryAfter(RetryAfter)}.
     *
     * @param requestsPerMinute how many requests succeed, at least 0
     * @return the fault
     * @throws IllegalArgumentException if the number is negative
     */
    public static Fault throttle(int requestsPerMinute) {
        return new Fault(FaultSpec.throttle(requestsPerMinute));
    }

    /**
     * Returns a reset of the connection instead of a response.
     *
     * @return the fault
     */
    public static Fault connectionReset() {
        return new Fault(FaultSpec.connectionReset());
    }

    /**
     * Returns a response whose body ends in the middle, with the connection. The request is carried out.
     *
     * @return the fault
     */
    public static Fault truncatedBody() {
        return new Fault(FaultSpec.truncatedBody());
    }

    /**
     * Returns a late response. The request is carried out. The delay passes in real time, whatever the clock of the
     * organization.
     *
     * @param delay how late the response is, at least zero
     * @return the fault
     * @throws IllegalArgumentException if the delay is negative
     */
    public static Fault slow(Duration delay) {
        return new Fault(FaultSpec.slow(delay));
    }

    /**
     * Returns an archive that is refused with 400 {@code project_archived} although it is carried out.
     *
     * @return the fault
     */
    public static Fault archivedButDone() {
        return new Fault(FaultSpec.archivedButDone());
    }

    /**
     * Returns a 400 for a request with a page token or another cursor, even a valid one.
     *
     * @return the fault
     */
    public static Fault expiredPageToken() {
        return new Fault(FaultSpec.expiredPageToken());
    }

    /**
     * Returns the first page again for a request with a cursor, and therefore a cursor that has been returned before.
     * Combined with {@link #always()}, it makes lists of several pages endless.
     *
     * @return the fault
     */
    public static Fault repeatedCursor() {
        return new Fault(FaultSpec.repeatedCursor());
    }

    /**
     * Returns a fault by its name, for settings and command lines: {@code archived-but-done}, {@code expired-page-token},
     * {@code missing-scopes}, {@code not-found}, {@code proxy-error}, {@code rate-limited},
     * {@code rate-limited-in-words}, {@code repeated-cursor}, {@code reset}, {@code reset-but-done},
     * {@code server-error}, {@code slow}, {@code throttle}, {@code truncated}, {@code unauthorized},
     * {@code unavailable}.
     *
     * @param name the name
     * @return the fault
     * @throws IllegalArgumentException if there is no such fault; the message lists the known names
     */
    public static Fault named(String name) {
        return new Fault(FaultSpec.named(name));
    }

    /**
     * Limits the fault to one operation.
     *
     * @param operation the id of an operation, such as {@code createProject}
     * @return a copy of this fault with the limit
     * @throws IllegalArgumentException if there is no such operation; the message lists the known ones
     */
    public Fault on(String operation) {
        return new Fault(spec.on(operation));
    }

    /**
     * Sets how many requests the fault affects.
     *
     * @param times the number of requests, at least 1
     * @return a copy of this fault with the number
     * @throws IllegalArgumentException if the number is less than 1
     */
    public Fault times(int times) {
        return new Fault(spec.times(times));
    }

    /**
     * Lets the fault affect requests until {@link InMemoryOrganization#stopFailing()}.
     *
     * @return a copy of this fault without a limit
     */
    public Fault always() {
        return new Fault(spec.always());
    }

    /**
     * Lets the fault affect requests at random and without a limit, unless {@link #times} is set afterwards. The same
     * seed gives the same choices for the same sequence of requests.
     *
     * @param probability from 0 for never to 1 for always
     * @param seed the seed of the random numbers
     * @return a copy of this fault with the probability
     * @throws IllegalArgumentException if the probability is not from 0 to 1
     */
    public Fault withProbability(double probability, long seed) {
        return new Fault(spec.withProbability(probability, seed));
    }

    /**
     * Lets the request be carried out although the response denies it, or does not arrive.
     *
     * @return a copy of this fault that carries out the request
     * @throws IllegalStateException if the fault is neither an error nor a reset
     */
    public Fault butDone() {
        return new Fault(spec.butDone());
    }

    /**
     * Sets the shape of the error body.
     *
     * @param shape the shape
     * @return a copy of this fault with the shape
     * @throws IllegalStateException if the fault does not send an error
     */
    public Fault shape(Shape shape) {
        return new Fault(spec.shape(ErrorShape.valueOf(shape.name())));
    }

    /**
     * Sets the code of the error, where the shape has one.
     *
     * @param code the code, such as {@code project_archived}, or null for none
     * @return a copy of this fault with the code
     * @throws IllegalStateException if the fault does not send an error
     */
    public Fault code(@Nullable String code) {
        return new Fault(spec.code(code));
    }

    /**
     * Sets the message of the error.
     *
     * @param message the message
     * @return a copy of this fault with the message
     * @throws IllegalStateException if the fault does not send an error
     */
    public Fault message(String message) {
        return new Fault(spec.message(message));
    }

    /**
     * Adds a header to the response, such as {@code x-should-retry}.
     *
     * @param name the name of the header
     * @param value the value of the header
     * @return a copy of this fault with the header
     * @throws IllegalStateException if the fault does not send an error
     */
    public Fault header(String name, String value) {
        return new Fault(spec.header(name, value));
    }

    /**
     * States how long to wait: what is left of the minute for a {@link #throttle}, and one second for other errors.
     *
     * @param form the form in which the wait is stated
     * @return a copy of this fault that states the wait
     * @throws IllegalStateException if the fault does not send an error
     */
    public Fault retryAfter(RetryAfter form) {
        return new Fault(spec.retryAfter(RetryAfterForm.valueOf(form.name()), null));
    }

    /**
     * States a given wait.
     *
     * @param form the form in which the wait is stated
     * @param wait the wait, at least zero; stated to the millisecond
     * @return a copy of this fault that states the wait
     * @throws IllegalArgumentException if the wait is negative
     * @throws IllegalStateException if the fault does not send an error
     */
    public Fault retryAfter(RetryAfter form, Duration wait) {
        return new Fault(spec.retryAfter(RetryAfterForm.valueOf(form.name()), wait));
    }

    /** Returns what happens, and to which operation. */
    @Override
    public String toString() {
        return spec.toString();
    }

    FaultSpec spec() {
        return spec;
    }
}
