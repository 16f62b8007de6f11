package dev.openaiadmin.governance.internal;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.ApiException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How long a new key lives: in the API, {@code expires_in_seconds} from 1 to 31,536,000. */
public final class KeyLifetime {
    private static final Duration LONGEST = Duration.ofDays(365);

    private KeyLifetime() {}

    /**
     * Returns the lifetime.
     *
     * @throws InvalidValueException when it is out of range
     */
    public static Duration require(String field, Duration lifetime) {
        if (lifetime.toSeconds() < 1 || lifetime.compareTo(LONGEST) > 0) {
            throw new InvalidValueException(field, lifetime, "must be between one second and 365 days");
        }
        return lifetime;
    }

    /** Returns the lifetime as the API takes it; null for a key that does not expire. */
    public static @Nullable Integer seconds(@Nullable Duration lifetime) {
        return lifetime == null || lifetime.isZero() ? null : Math.toIntExact(lifetime.toSeconds());
    }

    /**
     * Returns whether the API refuses a key because a policy demands another expiry. Nothing in the API tells such a
     * policy before.
     */
    public static boolean isRefusedBy(ApiException refusal) {
        String said = refusal.param() + " " + refusal.apiMessage();
        return said.toLowerCase(Locale.ROOT).matches("(?s).*(expir|lifetime).*");
    }
}
