package dev.openaiadmin.testkit.internal.verify;

import java.util.Locale;

/**
 * A kind of difference between the API and the description. It holds names, types and documented-looking words, never the
 * values of other fields.
 *
 * @param kind what differs
 * @param operation the id of the operation, or the method and path of an unknown one
 * @param subject what it is about, such as {@code data[].foo: string}
 */
record Difference(Kind kind, String operation, String subject) {
    /** What can differ; the words of messages are those of the names. */
    enum Kind {
        UNKNOWN_FIELD,
        MISSING_REQUIRED_FIELD,
        UNKNOWN_ENUM_VALUE,
        UNDOCUMENTED_STATUS,
        UNDOCUMENTED_OPERATION,
        INVALID_RESPONSE,
        REQUEST_REFUSED_BY_CONTRACT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    @Override
    public String toString() {
        return kind + " " + subject + " in " + operation;
    }
}
