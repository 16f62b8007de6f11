package dev.openaiadmin.api;

/** What it would do to send an operation again whose first answer was lost. */
public enum RetryRule {
    /** Nothing: the operation changes nothing. */
    READ,

    /** Nothing more: the same state is set once more. */
    SET,

    /** Nothing more, but "not found" then means that the object is gone as wished. */
    DELETE,

    /** Harm: another object, or another key, could come to be. */
    CREATE
}
