package dev.openaiadmin.client.internal.call;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Limits the retries of a whole client: a retry costs five tokens, a success returns one. When the API is down for all
 * callers, their retries end soon instead of multiplying the load. Safe for use by many threads.
 */
final class RetryBudget {
    private static final int CAPACITY = 500;
    private static final int COST = 5;

    private final AtomicInteger tokens = new AtomicInteger(CAPACITY);

    boolean spend() {
        return tokens.getAndUpdate(left -> left >= COST ? left - COST : left) >= COST;
    }

    void earn() {
        // The budget is full nearly always, and then no thread needs to write to shared memory.
        if (tokens.get() < CAPACITY) {
            tokens.getAndUpdate(left -> Math.min(CAPACITY, left + 1));
        }
    }
}
