package dev.openaiadmin.governance;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What happens, or has happened, to an object. */
public enum ChangeKind {
    /** The object is added. */
    ADD('+'),
    /** The object exists, and becomes different. */
    CHANGE('~'),
    /** The object is removed. */
    REMOVE('-');

    private final char sign;

    ChangeKind(char sign) {
        this.sign = sign;
    }

    /**
     * Returns the sign that stands for it in a diff.
     *
     * @return one of {@code +}, {@code ~} and {@code -}
     */
    public char sign() {
        return sign;
    }

    /** Returns the name in lower case, as it stands in JSON. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
