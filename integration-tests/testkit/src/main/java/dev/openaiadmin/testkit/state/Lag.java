package dev.openaiadmin.testkit.state;

import dev.openaiadmin.testkit.internal.contract.ContractOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How late objects that a request made show themselves. What a test puts there itself is seen at once. Whoever uses it
 * holds the monitor of the organization's state.
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

    /** For objects that are always seen at once. */
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

    /** When an object that is added now was made, or null when it is to be seen at once. */
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
