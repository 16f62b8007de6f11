package dev.openaiadmin.governance.policy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key that works, or that a blueprint asks for. Immutable.
 *
 * @param key the id of the key, or the service account that a blueprint asks to create with a key
 * @param owner the owner as people know it, or null where this is not known
 * @param isOwnedByPerson whether the owner is a user, and not a service account
 * @param createdAt when the key was created, or null where this is not known
 * @param expires whether the key ends by itself
 * @param lifetime the time from its creation to its end, or null when it has no end or the times are not known
 */
public record KeyFacts(
        String key,
        @Nullable String owner,
        boolean isOwnedByPerson,
        @Nullable Instant createdAt,
        boolean expires,
        @Nullable Duration lifetime) {

    /** Returns the key with its owner, for messages. */
    String described() {
        return owner == null ? "the key " + key : "the key " + key + " of " + owner;
    }
}
