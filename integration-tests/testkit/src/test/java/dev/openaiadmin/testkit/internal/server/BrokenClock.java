package dev.openaiadmin.testkit.internal.server;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock of a user that fails whenever it is asked. */
final class BrokenClock extends Clock {
    private final IllegalStateException failure = new IllegalStateException("The clock is broken");

    /** Returns what it throws. */
    IllegalStateException failure() {
        return failure;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        throw failure;
    }
}
