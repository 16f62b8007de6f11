package dev.openaiadmin.governance;

/** Told how {@link Plan#apply(ApplyListener)} gets on, on the thread that applies. */
public interface ApplyListener {
    /**
     * A change is about to be made.
     *
     * @param change the change
     * @param number from 1
     * @param of how many there are
     */
    default void starting(Change change, int number, int of) {}

    /**
     * A change has been made.
     *
     * @param change the change
     * @param number from 1
     * @param of how many there are
     */
    default void done(Change change, int number, int of) {}
}
