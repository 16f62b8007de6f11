package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.OpenAiAdminException;

/** Listens to the progress of {@link Plan#apply(ApplyListener)}, on the thread that applies. */
public interface ApplyListener {
    /**
     * Called before a change is made.
     *
     * @param change the change
     * @param number from 1
     * @param of the number of changes
     */
    default void starting(PlannedChange change, int number, int of) {}

    /**
     * Called when a change has been made.
     *
     * @param change the change
     * @param number from 1
     * @param of the number of changes
     */
    default void done(PlannedChange change, int number, int of) {}

    /**
     * Called when a change has failed. The run may continue with the changes of other projects.
     *
     * @param change the change
     * @param number from 1
     * @param of the number of changes
     * @param failure why it failed
     */
    default void failed(PlannedChange change, int number, int of, OpenAiAdminException failure) {}
}
