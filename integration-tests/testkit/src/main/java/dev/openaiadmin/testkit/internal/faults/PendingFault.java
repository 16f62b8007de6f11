package dev.openaiadmin.testkit.internal.faults;

import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** A fault that waits for its requests. Callers hold the monitor of the state. */
public final class PendingFault {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final FaultSpec fault;
    private final SplittableRandom random;
    /** When requests went through, as far as that still counts for a throttle. */
    private final Deque<Instant> passed = new ArrayDeque<>();

    private long left;

    public PendingFault(FaultSpec fault) {
        this.fault = fault;
        this.random = new SplittableRandom(fault.trigger().seed());
        this.left = fault.trigger().times();
    }

    /** Whether it will never strike again. */
    public boolean spent() {
        return left == 0;
    }

    /** What it does to a request, or null when it leaves it alone. */
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

    /** How long until another request goes through, or null when this one does. */
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
