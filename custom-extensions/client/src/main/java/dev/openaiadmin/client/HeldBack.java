package dev.openaiadmin.client;

/** An attempt ended before anything was sent, while it waited for its turn. Never leaves the pipeline. */
final class HeldBack extends Exception {
    private static final long serialVersionUID = 1L;

    private final CallException failure;

    HeldBack(CallException failure) {
        super(failure);
        this.failure = failure;
    }

    /** What the caller is to see. */
    CallException failure() {
        return failure;
    }
}
