package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An admin key of an organization. It is sent to the API and shown nowhere: {@link #toString()} and all messages mask it.
 *
 * <p>Owners create admin keys in the settings of the organization under "Admin keys". Immutable.
 */
public final class AdminKey {
    /** Dots or asterisks stand for what is not shown. */
    private static final Pattern MASK = Pattern.compile("([^*.\u2026]*)[*.\u2026]+([^*.\u2026]*)");

    private final String value;

    private AdminKey(String value) {
        this.value = value;
    }

    /**
     * Creates an admin key from its text.
     *
     * @param key the key as the API showed it, such as {@code sk-admin-...}; white space around it is removed
     * @return the key
     * @throws InvalidValueException if the key is blank, or contains white space or anything but visible ASCII
     */
    public static AdminKey of(String key) {
        // The value never goes into the exception, whatever is wrong with it.
        if (key == null || key.isBlank()) {
            throw new InvalidValueException("adminKey", null, "must not be blank");
        }
        String trimmed = key.strip();
        if (trimmed.startsWith("\"") || trimmed.startsWith("'")) {
            throw new InvalidValueException("adminKey", null, "must not be in quotes");
        }
        for (int i = 0; i < trimmed.length(); i++) {
            if (trimmed.charAt(i) <= ' ' || trimmed.charAt(i) >= 127) {
                throw new InvalidValueException("adminKey", null, "must be visible ASCII without white space");
            }
        }
        return new AdminKey(trimmed);
    }

    /** Returns the text of the key, for the header of a request alone. */
    String reveal() {
        return value;
    }

    /** Returns whether a redacted value, which shows the beginning and the end of a key, may be that of this key. */
    boolean fits(String redacted) {
        Matcher mask = MASK.matcher(redacted);
        return mask.matches() && value.startsWith(mask.group(1)) && value.endsWith(mask.group(2));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdminKey key && key.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Returns a text without the key. */
    @Override
    public String toString() {
        return "AdminKey[***]";
    }
}
