package dev.openaiadmin.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

/** The time in tests: it stands still until a test sets it again. */
public final class FixedClock {
    /** The time at which tests begin. */
    public static final Instant NOW = Instant.parse("2026-11-23T10:15:30Z");

    private FixedClock() {}

    /** Sets the clock of an organization. */
    public static void set(InMemoryOrganization organization, Instant time) {
        organization.useClock(Clock.fixed(time, ZoneOffset.UTC));
    }
}
