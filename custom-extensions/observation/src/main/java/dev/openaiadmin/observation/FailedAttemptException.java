package dev.openaiadmin.observation;

/** Marks the observation of an attempt as failed if its response is an error. Never thrown. */
final class FailedAttemptException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FailedAttemptException(String errorType) {
        super("The attempt failed: " + errorType, null, false, false);
    }
}
