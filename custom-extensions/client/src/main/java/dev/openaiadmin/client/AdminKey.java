package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;

/**
 * An admin key of an organization. It is sent to the API and shown nowhere: {@link #toString()} and all messages hide it.
 *
 * <p>Owners of an organization make such keys in the settings of the organization under "Admin keys". Immutable.
 */
public final class AdminKey {
    private final String value;

    private AdminKey(String value) {
        this.value = value;
    }

    /**
     * Takes a key as the API has shown it.
     *
     * @param key the key, such as {@code sk-admin-...}; blanks around it are removed, as they come with copying
     * @return the key, hidden
     * @throws InvalidValueException when the key is blank, or holds blanks, line breaks or anything but visible ASCII
     */
    public static AdminKey of(String key) {
        // The value never goes into the exception, whatever is wrong with it.
        if (key == null || key.isBlank()) {
            throw new InvalidValueException("adminKey", null, "must not be blank");
        }
        String trimmed = key.strip();
        for (int i = 0; i < trimmed.length(); i++) {
            if (trimmed.charAt(i) <= ' ' || trimmed.charAt(i) >= 127) {
                throw new InvalidValueException(
                        "adminKey", null, "must be visible ASCII without blanks and line breaks");
            }
        }
        return new AdminKey(trimmed);
    }

    /** For the one header that it belongs in. */
    String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdminKey key && key.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Does not show the key. */
    @Override
    public String toString() {
        return "AdminKey[***]";
    }
}
