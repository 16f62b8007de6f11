package dev.openaiadmin.client;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a whole client may spend on retries: a retry costs five tokens, a success brings one back. When the API is down
 * for all callers, their retries end soon instead of multiplying the load.
 */
final class RetryBudget {
    private static final int FULL = 500;
    private static final int COST = 5;

    private final AtomicInteger tokens = new AtomicInteger(FULL);

    boolean spend() {
        return tokens.getAndUpdate(left -> left >= COST ? left - COST : left) >= COST;
    }

    void earn() {
        // Full nearly always, and then nobody need write to what all threads share.
        if (tokens.get() < FULL) {
            tokens.getAndUpdate(left -> Math.min(FULL, left + 1));
        }
    }
}
