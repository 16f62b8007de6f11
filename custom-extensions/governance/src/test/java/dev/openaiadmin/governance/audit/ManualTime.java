package dev.openaiadmin.governance.audit;

import java.time.Duration;
import java.time.Instant;

/** A clock that only moves when somebody waits. */
final class ManualTime {
    private volatile Instant now;

    ManualTime(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    synchronized void pass(Duration time) {
        now = now.plus(time);
    }
}
