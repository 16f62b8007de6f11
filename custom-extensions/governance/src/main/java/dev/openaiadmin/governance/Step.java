package dev.openaiadmin.governance;

/** A change, and how it is made. */
record Step(Change change, Action action) {
    /** Makes the change; again, when it was made already, with the same result. */
    @FunctionalInterface
    interface Action {
        void run();
    }
}
