package dev.openaiadmin.client.internal.http;

/** The time at which a caller stops waiting. Safe for use by many threads. */
@FunctionalInterface
public interface Deadline {

    boolean hasPassed();
}
