package dev.openaiadmin.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, as one answer gave it.
 *
 * @param <T> the type of the objects
 * @param items the objects, possibly none even where more follow
 * @param hasMore whether another page follows
 * @param nextCursor where the next page begins; null on the last page
 */
public record Page<T>(
        List<T> items, boolean hasMore, @Nullable String nextCursor) {

    /**
     * Copies the list.
     *
     * @param items the objects
     * @param hasMore whether another page follows
     * @param nextCursor where the next page begins; null on the last page
     */
    public Page {
        items = List.copyOf(items);
    }
}
