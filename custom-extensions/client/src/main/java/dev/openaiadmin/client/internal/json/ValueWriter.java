package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openaiadmin.model.Secret;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes records, their components, and the values of undescribed fields. */
final class ValueWriter {
    private ValueWriter() {}

    static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Record record && !DatabindFallback.isNeededFor(value.getClass())) {
            RecordWriter.of(record.getClass()).write(json, record);
        } else if (value instanceof Secret secret) {
            json.writeString(secret.reveal());
        } else if (value instanceof Instant instant) {
            json.writeNumber(instant.getEpochSecond());
        } else if (value instanceof Boolean bool) {
            json.writeBoolean(bool);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof BigDecimal decimal) {
            json.writeNumber(decimal);
        } else if (value instanceof BigInteger integer) {
            json.writeNumber(integer);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Float number) {
            json.writeNumber(number);
        } else if (value instanceof Collection<?> elements) {
            json.writeStartArray();
            for (Object element : elements) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> fields) {
            json.writeStartObject();
            writeFields(json, fields);
            json.writeEndObject();
        } else {
            DatabindFallback.write(json, value);
        }
    }

    /** Writes fields into an object that was started. */
    static void writeFields(JsonGenerator json, Map<?, ?> fields) throws IOException {
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            json.writeFieldName(String.valueOf(field.getKey()));
            write(json, field.getValue());
        }
    }
}
