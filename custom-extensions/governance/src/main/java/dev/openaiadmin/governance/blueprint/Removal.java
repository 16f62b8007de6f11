package dev.openaiadmin.governance.blueprint;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a change that removes something can be undone. */
public enum Removal {
    /** The same state can be set again, such as the role of a user. */
    REVERSIBLE,
    /** What is removed cannot be restored, such as an archived project, or a service account with its keys. */
    PERMANENT;

    /** Returns the name in lower case, as it stands in JSON. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
