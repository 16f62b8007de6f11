package dev.openaiadmin.governance;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that nobody seems to need. Immutable.
 *
 * @param projectId the project, or null for an admin key
 * @param projectName the name of the project, or null where there is none
 * @param id the id of the key
 * @param name the name of the key, or null where there is none
 * @param owner whose it is: the address of a user, or the name of a service account; null where nobody is named
 * @param createdAt when it was created
 * @param lastUsedAt when it was last used, or null when no use is known
 * @param reasons why it is told; at least one
 */
public record IdleKey(
        @Nullable String projectId,
        @Nullable String projectName,
        String id,
        @Nullable String name,
        @Nullable String owner,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        Set<Reason> reasons) {

    /**
     * Copies the reasons.
     *
     * @param projectId the project, or null for an admin key
     * @param projectName the name of the project, or null
     * @param id the id of the key
     * @param name the name of the key, or null
     * @param owner whose it is, or null
     * @param createdAt when it was created
     * @param lastUsedAt when it was last used, or null
     * @param reasons why it is told
     */
    public IdleKey {
        reasons = Collections.unmodifiableSet(EnumSet.copyOf(reasons));
    }

    /** Why a key is told. */
    public enum Reason {
        /** Its owner has no access to the project any more, or there is no owner. */
        NOBODYS,
        /** It has not been used for the time that was asked for, or never, and is at least as old. */
        IDLE;

        /** The word in lower case, such as {@code idle}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Tells since when the key has done nothing.
     *
     * @return when it was last used, or created when no use is known
     */
    public Instant idleSince() {
        return lastUsedAt == null ? createdAt : lastUsedAt;
    }
}
