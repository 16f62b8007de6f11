package dev.openaiadmin.governance.blueprint.internal.scope;

import dev.openaiadmin.governance.blueprint.PlannedChange;
import dev.openaiadmin.governance.keys.KeyOwner;
import org.jspecify.annotations.Nullable;

/**
 * A change, and how it is made.
 *
 * @param group what fails together: when one step of a group fails, its later steps are not tried
 * @param needsAll whether the step is made only when all steps before it were made
 * @param key whose key the step creates, or null when it creates none
 */
public record Step(
        PlannedChange change,
        String group,
        boolean needsAll,
        @Nullable KeyOwner key,
        Action action) {
    public Step(PlannedChange change, String group, Action action) {
        this(change, group, false, null, action);
    }

    /** Makes the change. When it was made already, the result is the same. */
    @FunctionalInterface
    public interface Action {
        void run();
    }
}
