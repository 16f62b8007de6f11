package dev.openaiadmin.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The new value of a field, possibly null. A field that a request leaves out keeps its value.
 *
 * @param <T> the type of the value
 * @param value the new value, or null to set the field to null
 */
public record Change<T>(@JsonValue @Nullable T value) {

    /**
     * Creates a change. Use {@link #to} or {@link #toNull}.
     *
     * @param value the new value, or null to set the field to null
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Change {}

    /**
     * Returns a change that sets the field to a value.
     *
     * @param <T> the type of the value
     * @param value the new value
     * @return a new change
     */
    public static <T> Change<T> to(T value) {
        return new Change<>(value);
    }

    /**
     * Returns a change that sets the field to null.
     *
     * @param <T> the type of the value
     * @return a new change
     */
    public static <T> Change<T> toNull() {
        return new Change<>(null);
    }
}
