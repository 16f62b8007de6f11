package dev.openaiadmin.testkit.internal.faults;

/** The forms in which an error states the wait. The constants are those of the public {@code Fault.RetryAfter}. */
public enum RetryAfterForm {
    MILLISECONDS,
    SECONDS,
    DECIMALS,
    DATE,
    MESSAGE
}
