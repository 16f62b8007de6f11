package dev.openaiadmin.testkit.internal.faults;

/** The shapes of an error body. The constants are those of the public {@code Fault.Shape}. */
public enum ErrorShape {
    OBJECT,
    OBJECT_WITHOUT_PARAM,
    SENTENCE,
    FLAT,
    HTML
}
