package dev.openaiadmin.governance.blueprint.internal.scope;

import dev.openaiadmin.governance.ChangeKind;
import dev.openaiadmin.governance.blueprint.PlannedChange;
import dev.openaiadmin.governance.blueprint.Removal;
import org.jspecify.annotations.Nullable;

/** Creates the changes of a plan. */
public final class Changes {
    private Changes() {}

    public static PlannedChange add(@Nullable String project, String subject, @Nullable String after) {
        return new PlannedChange(project, ChangeKind.ADD, subject, null, after, null);
    }

    public static PlannedChange change(
            @Nullable String project, String subject, @Nullable String before, String after) {
        return new PlannedChange(project, ChangeKind.CHANGE, subject, before, after, null);
    }

    public static PlannedChange remove(
            @Nullable String project, String subject, @Nullable String before, Removal removal) {
        return new PlannedChange(project, ChangeKind.REMOVE, subject, before, null, removal);
    }

    /** Returns the removal of what an interrupted run has left behind, which is not a removal for users. */
    static PlannedChange cleanUp(@Nullable String project, String subject, String why) {
        return new PlannedChange(project, ChangeKind.REMOVE, subject, why, null, null);
    }
}
