package dev.openaiadmin.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads objects whose fields have names of anybody's choice. A name that comes twice is refused. */
final class MapReader extends StdDeserializer<Object> {
    private static final long serialVersionUID = 1L;

    private final JavaType type;

    MapReader(JavaType type) {
        super(type);
        this.type = type;
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return json.isExpectedStartObjectToken()
                ? fields(json, context, context.findRootValueDeserializer(type.getContentType()))
                : context.handleUnexpectedToken(type, json);
    }

    static Map<String, @Nullable Object> fields(
            JsonParser json, DeserializationContext context, JsonDeserializer<Object> values) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        String name = json.isExpectedStartObjectToken() ? json.nextFieldName() : json.currentName();
        for (; name != null; name = json.nextFieldName()) {
            json.nextToken();
            add(fields, name, json, context, values);
        }
        return fields;
    }

    /** Reads one more field. */
    static void add(
            Map<String, @Nullable Object> fields,
            String name,
            JsonParser json,
            DeserializationContext context,
            JsonDeserializer<Object> values)
            throws IOException {
        if (fields.containsKey(name)) {
            throw twice(json, name);
        }
        try {
            fields.put(name, json.hasToken(JsonToken.VALUE_NULL) ? null : values.deserialize(json, context));
        } catch (JsonProcessingException | RuntimeException e) {
            throw JsonMappingException.wrapWithPath(e, fields, name);
        }
    }

    static JsonProcessingException twice(JsonParser json, String name) {
        return new JsonMappingException(json, "The field " + name + " comes twice");
    }
}
