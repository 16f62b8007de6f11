package dev.openaiadmin.testkit.internal.contract;

import org.jspecify.annotations.Nullable;

/**
 * One way in which a request or a response differs from the contract.
 *
 * @param kind the kind of the difference
 * @param parameter what it is about, as the API names it in {@code param}, or null
 * @param what the sentence for people
 * @param pointer where in the body it is, as a JSON pointer; empty if it is not in the body
 */
public record ContractViolation(Kind kind, @Nullable String parameter, String what, String pointer) {
    /** Creates a violation that is not in the body. */
    public ContractViolation(Kind kind, @Nullable String parameter, String what) {
        this(kind, parameter, what, "");
    }

    /** The kinds of differences that the API, or the check of responses, tells apart. */
    public enum Kind {
        /** A parameter or property that the description does not name. */
        UNKNOWN_PARAMETER,
        /** A required parameter or property that is missing. */
        MISSING_PARAMETER,
        /** A value that is not among the named ones. */
        UNKNOWN_VALUE,
        /** A status of a response that the description does not name. */
        UNDOCUMENTED_STATUS,
        /** Another difference. */
        INVALID
    }

    static ContractViolation invalid(@Nullable String parameter, String what) {
        return new ContractViolation(Kind.INVALID, parameter, what);
    }

    /** Returns the code that the API has for it. */
    public String code() {
        return switch (kind) {
            case UNKNOWN_PARAMETER -> "unknown_parameter";
            case MISSING_PARAMETER -> "missing_required_parameter";
            case UNKNOWN_VALUE, UNDOCUMENTED_STATUS, INVALID -> "invalid_request";
        };
    }

    /** Returns the message that the API has for it, or null if the API has no fixed one. */
    public @Nullable String apiMessage() {
        return switch (kind) {
            case UNKNOWN_PARAMETER -> "Unknown parameter: '" + parameter + "'.";
            case MISSING_PARAMETER -> "Missing required parameter: '" + parameter + "'.";
            case UNKNOWN_VALUE, UNDOCUMENTED_STATUS, INVALID -> null;
        };
    }
}
