package dev.openaiadmin.governance.blueprint;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.openaiadmin.api.OperationEffects;
import java.util.Locale;

/** Whether a change that removes something can be undone. */
public enum Removal {
    /** The same state can be set again, such as the role of a user. */
    REVERSIBLE,
    /** What is removed cannot be restored, such as an archived project, or a service account with its keys. */
    PERMANENT;

    /**
     * Returns whether the effect of an operation of the API can be undone.
     *
     * @param operationId the id of the operation in the description, such as {@code archiveProject}
     * @return {@link #PERMANENT} if the API has no operation that restores what is gone
     * @throws IllegalArgumentException if no operation has this id
     */
    public static Removal by(String operationId) {
        return OperationEffects.isPermanent(operationId) ? PERMANENT : REVERSIBLE;
    }

    /** Returns the name in lower case, as it stands in JSON. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
