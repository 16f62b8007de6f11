package dev.openaiadmin.governance.keys;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * With what a key was created, as the journal keeps it: the API does not tell the scopes, and the expiry of a key that a
 * run has ended is no longer its own.
 *
 * @param scopes the scopes, or null when the key is not restricted, or nobody knows
 * @param seconds how many seconds the key lives, or null when it does not expire
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeySettings(
        @JsonProperty("scopes") @Nullable List<String> scopes,
        @JsonProperty("lifetime_seconds") @Nullable Integer seconds) {
    private static final JsonMapper JSON = new JsonMapper();

    static KeySettings of(@Nullable List<String> scopes, @Nullable Duration lifetime) {
        return new KeySettings(
                scopes, lifetime == null || lifetime.isZero() ? null : Math.toIntExact(lifetime.toSeconds()));
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of texts can be written", e);
        }
    }

    /** Returns what an entry of the journal says, or null when it says nothing. */
    static @Nullable KeySettings parse(@Nullable String detail) {
        try {
            return detail == null ? null : JSON.readValue(detail, KeySettings.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
