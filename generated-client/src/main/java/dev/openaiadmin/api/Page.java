package dev.openaiadmin.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list. Instances are immutable.
 *
 * @param <T> the type of the objects
 * @param items the objects, possibly none even if another page follows
 * @param hasMore whether another page follows
 * @param nextCursor the cursor of the next page; null on the last page
 */
public record Page<T>(
        List<T> items, boolean hasMore, @Nullable String nextCursor) {

    /**
     * Creates a page with a copy of the objects.
     *
     * @param items the objects
     * @param hasMore whether another page follows
     * @param nextCursor the cursor of the next page; null on the last page
     */
    public Page {
        items = List.copyOf(items);
    }
}
