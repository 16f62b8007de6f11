package dev.openaiadmin.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import dev.openaiadmin.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * A value that the API shows once. Its text is neither a component of a record, nor a property, nor a field that mappers
 * see, so that libraries that write objects as JSON, or as another format, do not write it. Immutable.
 */
public final class Secret {
    private static final String MASK = "***";

    /** Transient, so that libraries that write fields leave it out. */
    private final transient String text;

    private Secret(String text) {
        this.text = text;
    }

    /**
     * Returns a secret with a text.
     *
     * @param text the text
     * @return a secret
     * @throws InvalidValueException if the text is null
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Secret of(String text) {
        if (text == null) {
            throw new InvalidValueException("Secret", null, "must not be null");
        }
        return new Secret(text);
    }

    /**
     * Returns the text.
     *
     * @return the text, which must not be logged
     */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        // In a time that does not depend on the number of equal characters.
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(text), bytes(secret.text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the same hash code for all secrets. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    /** Returns a mask. */
    @Override
    public String toString() {
        return MASK;
    }
}
