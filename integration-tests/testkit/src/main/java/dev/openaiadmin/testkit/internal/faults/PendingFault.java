package dev.openaiadmin.testkit.internal.faults;

import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A fault that has requests to affect. Callers hold the monitor of the state. */
public final class PendingFault {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final FaultSpec fault;
    private final SplittableRandom random;
    /** The times of the requests of the last minute that a throttle let through. */
    private final Deque<Instant> passed = new ArrayDeque<>();

    private long left;

    public PendingFault(FaultSpec fault) {
        this.fault = fault;
        this.random = new SplittableRandom(fault.trigger().seed());
        this.left = fault.trigger().times();
    }

    /** Returns whether the fault affects no further request. */
    public boolean spent() {
        return left == 0;
    }

    /** Returns the effect on a request, or null if the request is not affected. */
    @Nullable
    public InjectedFault strike(OperationRequest request, Instant now) {
        if (!fits(request) || !drawn()) {
            return null;
        }
        Duration wait = fault.kind() == FaultSpec.Kind.THROTTLE ? throttled(now) : SHORT;
        if (wait == null) {
            return null;
        }
        left--;
        return new InjectedFault(fault, wait, now);
    }

    private boolean fits(OperationRequest request) {
        String operation = fault.trigger().operation();
        boolean needsCursor =
                fault.kind() == FaultSpec.Kind.EXPIRED_PAGE_TOKEN || fault.kind() == FaultSpec.Kind.REPEATED_CURSOR;
        return (operation == null || operation.equals(request.operation().id()))
                && (!needsCursor || InjectedFault.cursorOf(request) != null);
    }

    private boolean drawn() {
        return fault.trigger().probability() == 1
                || random.nextDouble() < fault.trigger().probability();
    }

    /** Returns the time until another request succeeds, or null if this one does. */
    private @Nullable Duration throttled(Instant now) {
        while (!passed.isEmpty() && !passed.getFirst().plus(WINDOW).isAfter(now)) {
            passed.removeFirst();
        }
        if (passed.size() < fault.perMinute()) {
            passed.addLast(now);
            return null;
        }
        return passed.isEmpty()
                ? WINDOW
                : Duration.between(now, passed.getFirst().plus(WINDOW));
    }
}
