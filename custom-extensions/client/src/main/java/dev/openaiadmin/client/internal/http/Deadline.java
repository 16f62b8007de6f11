package dev.openaiadmin.client.internal.http;

/** When the caller of an exchange stops waiting, and whether it traces the exchange. Safe for use by many threads. */
@FunctionalInterface
public interface Deadline {

    boolean hasPassed();

    /** Returns whether the caller records a span, so that tracing agents must not record another. */
    default boolean isTraced() {
        return false;
    }
}
