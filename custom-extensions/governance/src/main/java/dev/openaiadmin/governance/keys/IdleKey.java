package dev.openaiadmin.governance.keys;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that may no longer be needed. Immutable.
 *
 * @param projectId the project, or null for an admin key
 * @param projectName the name of the project, or null where there is none
 * @param id the id of the key
 * @param name the name of the key, or null where there is none
 * @param owner the address of a user, or the name of a service account; null when there is no owner
 * @param createdAt when it was created, or null when the API does not say
 * @param lastUsedAt when it was last used, or null when no use is known
 * @param reasons why it is listed; at least one
 */
public record IdleKey(
        @Nullable String projectId,
        @Nullable String projectName,
        String id,
        @Nullable String name,
        @Nullable String owner,
        @Nullable Instant createdAt,
        @Nullable Instant lastUsedAt,
        Set<Reason> reasons) {

    /**
     * Copies the reasons.
     *
     * @param projectId the project, or null for an admin key
     * @param projectName the name of the project, or null
     * @param id the id of the key
     * @param name the name of the key, or null
     * @param owner its owner, or null
     * @param createdAt when it was created, or null
     * @param lastUsedAt when it was last used, or null
     * @param reasons why it is listed
     */
    public IdleKey {
        reasons = Collections.unmodifiableSet(EnumSet.copyOf(reasons));
    }

    /** Why a key is listed. */
    public enum Reason {
        /** Its owner has lost access to the project, or there is no owner. */
        NOBODYS,
        /** The key has not been used for the given time, and is at least as old. */
        IDLE,
        /** The API says neither when it was last used nor when it was created, so it may be idle. */
        UNKNOWN_AGE;

        /** Returns the name in lower case, such as {@code idle}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Returns since when the key has not been used.
     *
     * @return when it was last used, or created when no use is known; null when neither is known
     */
    public @Nullable Instant idleSince() {
        return lastUsedAt == null ? createdAt : lastUsedAt;
    }
}
