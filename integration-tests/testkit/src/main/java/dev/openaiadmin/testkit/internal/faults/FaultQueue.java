package dev.openaiadmin.testkit.internal.faults;

import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that have requests to affect, in the order in which they were added. Callers hold the monitor of the state. */
public final class FaultQueue {
    private final List<PendingFault> armed = new ArrayList<>();

    public void add(FaultSpec fault) {
        armed.add(new PendingFault(fault));
    }

    public void clear() {
        armed.clear();
    }

    /** Returns the first fault that affects a request, or null. */
    @Nullable
    public InjectedFault next(OperationRequest request, Instant now) {
        for (Iterator<PendingFault> each = armed.iterator(); each.hasNext(); ) {
            PendingFault fault = each.next();
            InjectedFault injection = fault.strike(request, now);
            if (fault.spent()) {
                each.remove();
            }
            if (injection != null) {
                return injection;
            }
        }
        return null;
    }
}
