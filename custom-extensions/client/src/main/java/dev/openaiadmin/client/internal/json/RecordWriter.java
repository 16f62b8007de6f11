package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.openaiadmin.model.ReceivedFields;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of one type by their annotations: as an object without nulls, followed by the unknown fields that did
 * not come in a response, or as the single value that the record wraps. Secrets are written, unlike by other mappers.
 */
final class RecordWriter {
    private static final Map<Class<?>, RecordWriter> KNOWN = new ConcurrentHashMap<>();

    /** Returns the value that the record wraps; null for objects. */
    private final @Nullable Method value;

    private final List<Field> fields;
    private final @Nullable Method unknownFields;

    private RecordWriter(@Nullable Method value, List<Field> fields, @Nullable Method unknownFields) {
        this.value = value;
        this.fields = fields;
        this.unknownFields = unknownFields;
    }

    static RecordWriter of(Class<?> type) {
        RecordWriter known = KNOWN.get(type);
        return known == null ? KNOWN.computeIfAbsent(type, RecordWriter::create) : known;
    }

    private static RecordWriter create(Class<?> type) {
        Method value = Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(JsonValue.class))
                .findFirst()
                .orElse(null);
        if (value != null) {
            value.setAccessible(true);
            return new RecordWriter(value, List.of(), null);
        }
        List<Field> fields = new ArrayList<>();
        Method unknownFields = null;
        for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            JsonProperty property = accessor.getAnnotation(JsonProperty.class);
            if (property != null) {
                JsonInclude include = accessor.getAnnotation(JsonInclude.class);
                fields.add(new Field(
                        new SerializedString(property.value()),
                        accessor,
                        include != null && include.value() == JsonInclude.Include.ALWAYS));
            } else if (accessor.isAnnotationPresent(JsonAnyGetter.class)) {
                unknownFields = accessor;
            }
        }
        return new RecordWriter(null, fields, unknownFields);
    }

    void write(JsonGenerator json, Record record) throws IOException {
        if (value != null) {
            ValueWriter.write(json, read(value, record));
            return;
        }
        json.writeStartObject();
        for (Field field : fields) {
            Object part = read(field.accessor, record);
            if (part != null || field.evenNull) {
                json.writeFieldName(field.name);
                ValueWriter.write(json, part);
            }
        }
        if (unknownFields != null && read(unknownFields, record) instanceof Map<?, ?> others) {
            // A record is written for a request, which must not repeat fields that were only received.
            ValueWriter.writeFields(json, others instanceof ReceivedFields received ? received.added() : others);
        }
        json.writeEndObject();
    }

    private static @Nullable Object read(Method accessor, Record record) {
        try {
            return accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(accessor + " cannot be read", e);
        }
    }

    /**
     * A component and its name in JSON.
     *
     * @param evenNull whether null is written instead of left out
     */
    private record Field(SerializableString name, Method accessor, boolean evenNull) {}
}
