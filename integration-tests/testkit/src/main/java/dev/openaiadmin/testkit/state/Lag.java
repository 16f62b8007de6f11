package dev.openaiadmin.testkit.state;

import dev.openaiadmin.testkit.internal.contract.ContractOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The delay after which lists and reads show an object that a request created. Objects that tests add are visible at
 * once. Callers hold the monitor of the state of the organization.
 */
final class Lag {
    private final Supplier<Instant> now;
    private Duration ofLists = Duration.ZERO;
    private Duration ofReads = Duration.ZERO;
    private boolean answering;
    private boolean reading;

    Lag(Supplier<Instant> now) {
        this.now = now;
    }

    /** Returns no lag, for objects that are visible at once. */
    static Lag none() {
        return new Lag(() -> Instant.EPOCH);
    }

    void ofLists(Duration lag) {
        ofLists = notNegative(lag);
    }

    void ofReads(Duration lag) {
        ofReads = notNegative(lag);
    }

    void begin(ContractOperation operation) {
        answering = true;
        reading = operation.method().equals("GET");
    }

    void end() {
        answering = false;
        reading = false;
    }

    /** Returns the creation time of an object that is added now, or null if it is visible at once. */
    @Nullable
    Instant stamp() {
        return answering && !(ofLists.isZero() && ofReads.isZero()) ? now.get() : null;
    }

    boolean hidesFromLists(@Nullable Instant made) {
        return made != null && now.get().isBefore(made.plus(ofLists));
    }

    boolean hidesFromReads(@Nullable Instant made) {
        return made != null && reading && now.get().isBefore(made.plus(ofReads));
    }

    private static Duration notNegative(Duration lag) {
        if (lag.isNegative()) {
            throw new IllegalArgumentException("lag must not be negative, but was " + lag);
        }
        return lag;
    }
}
