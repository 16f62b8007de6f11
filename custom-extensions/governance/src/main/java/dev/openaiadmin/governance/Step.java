package dev.openaiadmin.governance;

/**
 * A change, and how it is made.
 *
 * @param makesKey whether a key comes of it that has to go somewhere
 */
record Step(Change change, boolean makesKey, Action action) {
    Step(Change change, Action action) {
        this(change, false, action);
    }

    /** Makes the change; again, when it was made already, with the same result. */
    @FunctionalInterface
    interface Action {
        void run();
    }
}
