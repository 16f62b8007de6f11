package dev.openaiadmin.governance.internal.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.NotNull;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a generated record by the names that the API gives them. */
public final class ResultFields {
    private final Map<String, Method> accessors = new LinkedHashMap<>();

    /** Finds the fields of a type. */
    public ResultFields(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
            if (property != null) {
                accessors.put(property.value(), component.getAccessor());
            }
        }
    }

    /** Returns the value of a field as text, or null when it is null. */
    public @Nullable String text(Object result, String field) {
        Object value = value(result, field);
        return value == null ? null : value.toString();
    }

    /** Returns the value of a number, or null when it is null. */
    public @Nullable Long number(Object result, String field) {
        return (Long) value(result, field);
    }

    /** Returns the names of all whole numbers, in the order of the description. */
    public List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        accessors.forEach((name, accessor) -> {
            if (accessor.getReturnType() == Long.class) {
                numbers.add(name);
            }
        });
        return numbers;
    }

    /** Returns whether every result has the field. */
    public boolean isRequired(String field) {
        return accessor(field).isAnnotationPresent(NotNull.class);
    }

    private @Nullable Object value(Object result, String field) {
        try {
            return accessor(field).invoke(result);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The accessors of records are public", e);
        }
    }

    private Method accessor(String field) {
        Method accessor = accessors.get(field);
        if (accessor == null) {
            throw new IllegalArgumentException("There is no field '" + field + "'; known: " + accessors.keySet());
        }
        return accessor;
    }
}
