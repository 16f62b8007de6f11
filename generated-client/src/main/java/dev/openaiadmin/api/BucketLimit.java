package dev.openaiadmin.api;

import dev.openaiadmin.InvalidValueException;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The maximum number of buckets in a page, which depends on the width of the buckets. */
record BucketLimit(Map<String, Integer> maximumByWidth) {

    /** Returns the maximum for a width. Without a width, or for an unknown one, it is the maximum that all widths allow. */
    int of(@Nullable Object width) {
        Integer maximum = width == null ? null : maximumByWidth.get(width.toString());
        return maximum == null ? Collections.min(maximumByWidth.values()) : maximum;
    }

    /** Throws an exception if a limit is too large for a known width. */
    void check(String operation, @Nullable Integer limit, @Nullable Object width) {
        Integer maximum = width == null ? null : maximumByWidth.get(width.toString());
        if (limit != null && maximum != null && limit > maximum) {
            throw new InvalidValueException(
                    operation + ".limit", limit, "must be at most " + maximum + " for buckets of " + width);
        }
    }
}
