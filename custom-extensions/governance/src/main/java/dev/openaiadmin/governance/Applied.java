package dev.openaiadmin.governance;

import java.util.List;

/**
 * What a plan has done.
 *
 * @param changes the changes that were made, in order
 */
public record Applied(List<Change> changes) {
    /**
     * Keeps a copy.
     *
     * @param changes the changes that were made, in order
     */
    public Applied {
        changes = List.copyOf(changes);
    }
}
