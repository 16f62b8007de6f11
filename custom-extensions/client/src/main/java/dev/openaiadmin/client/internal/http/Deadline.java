package dev.openaiadmin.client.internal.http;

/** When the caller of an exchange stops waiting, and whether it records a span. Safe for use by many threads. */
@FunctionalInterface
public interface Deadline {

    boolean hasPassed();

    /** Returns whether the caller records a span of the exchange, so that tracing agents must not record another. */
    default boolean recordsSpan() {
        return false;
    }
}
