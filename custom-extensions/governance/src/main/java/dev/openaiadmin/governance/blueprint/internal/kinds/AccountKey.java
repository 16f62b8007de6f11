package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.governance.internal.KeyLifetime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service account gets a key when it is created.
 *
 * @param isWanted whether it does
 * @param lifetime how long the key lives, or null if it does not expire
 */
record AccountKey(boolean isWanted, @Nullable Duration lifetime) {
    static final AccountKey NONE = new AccountKey(false, null);
    static final AccountKey WITHOUT_EXPIRY = new AccountKey(true, null);

    static AccountKey living(Duration lifetime) {
        return new AccountKey(true, KeyLifetime.require("key lifetime", lifetime));
    }
}
