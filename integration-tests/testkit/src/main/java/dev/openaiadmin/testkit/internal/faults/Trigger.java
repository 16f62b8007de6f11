package dev.openaiadmin.testkit.internal.faults;

import org.jspecify.annotations.Nullable;

/**
 * Which requests a fault affects.
 *
 * @param operation the id of the operation, or null for any
 * @param times how many requests at most
 * @param probability the share of the matching requests
 * @param seed the seed of the random numbers
 */
public record Trigger(@Nullable String operation, long times, double probability, long seed) {
    static final Trigger ONCE = new Trigger(null, 1, 1, 0);

    public Trigger on(String chosen) {
        return new Trigger(chosen, times, probability, seed);
    }

    public Trigger times(long most) {
        return new Trigger(operation, most, probability, seed);
    }

    public Trigger always() {
        return times(Long.MAX_VALUE);
    }

    public Trigger withProbability(double chance, long chosen) {
        return new Trigger(operation, Long.MAX_VALUE, chance, chosen);
    }
}
