package dev.openaiadmin.governance.offboarding;

import java.util.List;
import java.util.StringJoiner;

/**
 * The result of an offboarding that was applied, and what the organization shows of the person afterwards. Immutable.
 *
 * @param removed what was removed, in order
 * @param remaining what the organization still shows of the person and could be removed, such as a membership that somebody
 *     has added meanwhile
 * @param obstacles what cannot be removed here, and where to remove it
 * @param keys the keys of the person that the organization still lists
 * @param missing what could not be read, so that it is not known whether the person is there
 * @param isChecked whether the organization was read again after the last removal
 */
public record Offboarded(
        List<AccessRemoval> removed,
        List<AccessRemoval> remaining,
        List<String> obstacles,
        List<OwnedKey> keys,
        List<String> missing,
        boolean isChecked) {

    /**
     * Copies the lists.
     *
     * @param removed what was removed
     * @param remaining what is still there
     * @param obstacles what cannot be removed here
     * @param keys the keys that are still listed
     * @param missing what could not be read
     * @param isChecked whether the organization was read again
     */
    public Offboarded {
        removed = List.copyOf(removed);
        remaining = List.copyOf(remaining);
        obstacles = List.copyOf(obstacles);
        keys = List.copyOf(keys);
        missing = List.copyOf(missing);
    }

    /**
     * Returns whether the person is known to have left: nothing remains, nothing is in the way, everything could be read.
     * Keys that were not to be deleted do not count.
     *
     * @return whether nothing is left to do
     */
    public boolean isComplete() {
        return isChecked && remaining.isEmpty() && obstacles.isEmpty() && missing.isEmpty();
    }

    /** Returns a line for what was removed, and one for each thing that is left. */
    @Override
    public String toString() {
        StringJoiner lines = new StringJoiner("\n");
        lines.add("Removed: " + removed.size() + (isComplete() ? "; the person has left the organization" : ""));
        remaining.forEach(removal -> lines.add("Still there: " + removal));
        obstacles.forEach(obstacle -> lines.add("Not possible here: " + obstacle));
        keys.forEach(key -> lines.add("Still listed: " + OffboardingPlan.described(key)));
        missing.forEach(part -> lines.add("Missing: " + part));
        if (!isChecked) {
            lines.add("The result could not be checked, because the admin key of this run no longer works");
        }
        return lines.toString();
    }
}
