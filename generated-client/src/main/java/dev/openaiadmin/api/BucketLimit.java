package dev.openaiadmin.api;

import dev.openaiadmin.InvalidValueException;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many buckets of each width a page holds at most. */
record BucketLimit(Map<String, Integer> mostByWidth) {

    /** The largest limit that the API takes for a width; for none, or one that is not known, what it takes for every width. */
    int of(@Nullable Object width) {
        Integer most = width == null ? null : mostByWidth.get(width.toString());
        return most == null ? Collections.min(mostByWidth.values()) : most;
    }

    void check(String operation, @Nullable Integer limit, @Nullable Object width) {
        Integer most = width == null ? null : mostByWidth.get(width.toString());
        if (limit != null && most != null && limit > most) {
            throw new InvalidValueException(
                    operation + ".limit", limit, "must be at most " + most + " for buckets of " + width);
        }
    }
}
