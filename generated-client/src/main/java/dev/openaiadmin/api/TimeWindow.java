package dev.openaiadmin.api;

import dev.openaiadmin.InvalidValueException;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a list of buckets goes through time, so that it can go on from the last bucket when the API refuses its own cursor.
 *
 * @param start when a bucket begins
 * @param end when a bucket ends, which is when the next one begins
 * @param until when the window ends; null for now
 * @param startingAt makes a query that begins later, from the first one
 */
record TimeWindow<Q, T>(
        Function<T, Instant> start,
        Function<T, Instant> end,
        @Nullable Instant until,
        BiFunction<Q, Instant, Q> startingAt) {

    boolean endsAt(Instant time) {
        return until != null && !time.isBefore(until);
    }

    /** Refuses a window that is empty or upside down. */
    static void check(String operation, @Nullable Instant start, @Nullable Instant end) {
        if (start != null && end != null && !end.isAfter(start)) {
            throw new InvalidValueException(operation + ".endTime", end, "must be after startTime, which is " + start);
        }
    }
}
