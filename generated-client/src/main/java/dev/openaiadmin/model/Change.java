package dev.openaiadmin.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A new value, possibly null, for a field that stays as it is when a request leaves it out.
 *
 * @param <T> the type of the value
 * @param value the new value, or null to set the field to null
 */
public record Change<T>(@JsonValue @Nullable T value) {

    /**
     * Keeps the new value.
     *
     * @param value the new value, or null to set the field to null
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Change {}

    /**
     * Sets the field to a value.
     *
     * @param <T> the type of the value
     * @param value the new value
     * @return the change
     */
    public static <T> Change<T> to(T value) {
        return new Change<>(value);
    }

    /**
     * Sets the field to null.
     *
     * @param <T> the type of the value
     * @return the change
     */
    public static <T> Change<T> toNull() {
        return new Change<>(null);
    }
}
