package dev.openaiadmin.testkit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The faults that wait for requests, the first given first. Whoever uses it holds the monitor of the state. */
final class Faults {
    private final List<ArmedFault> armed = new ArrayList<>();

    void add(Fault fault) {
        armed.add(new ArmedFault(fault));
    }

    void clear() {
        armed.clear();
    }

    /** The first fault that strikes at a request, or null when none does. */
    @Nullable
    Injection strike(ApiRequest request, Instant now) {
        for (Iterator<ArmedFault> each = armed.iterator(); each.hasNext(); ) {
            ArmedFault fault = each.next();
            Injection injection = fault.strike(request, now);
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
