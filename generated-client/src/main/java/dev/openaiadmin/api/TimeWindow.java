package dev.openaiadmin.api;

import dev.openaiadmin.InvalidValueException;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Describes a list of buckets by time, so that it can continue from the last bucket when the API rejects its own cursor.
 *
 * @param start returns the beginning of a bucket
 * @param end returns the end of a bucket, at which the next one begins
 * @param until the end of the list; null if it has none
 * @param startingAt returns the first query with a later beginning
 */
record TimeWindow<Q, T>(
        Function<T, Instant> start,
        Function<T, Instant> end,
        @Nullable Instant until,
        BiFunction<Q, Instant, Q> startingAt) {

    boolean endsAt(Instant time) {
        return until != null && !time.isBefore(until);
    }

    /** Throws an exception if a time range does not end after it begins. */
    static void check(String operation, @Nullable Instant start, @Nullable Instant end) {
        if (start != null && end != null && !end.isAfter(start)) {
            throw new InvalidValueException(operation + ".endTime", end, "must be after startTime, which is " + start);
        }
    }
}
