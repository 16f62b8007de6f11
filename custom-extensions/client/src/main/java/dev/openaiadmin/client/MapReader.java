package dev.openaiadmin.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads objects whose fields have names of anybody's choice. A name that comes twice is refused. */
final class MapReader implements ValueReader {
    private final ValueReader values;

    MapReader(ValueReader values) {
        this.values = values;
    }

    @Override
    public Map<String, @Nullable Object> read(JsonParser json) throws IOException {
        if (!json.isExpectedStartObjectToken()) {
            throw ValueReader.misfit(json);
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            addTo(fields, name, json);
        }
        return fields;
    }

    /** Reads the value behind a name. */
    void addTo(Map<String, @Nullable Object> fields, String name, JsonParser json) throws IOException {
        if (fields.containsKey(name)) {
            throw twice(json);
        }
        fields.put(name, json.nextToken() == JsonToken.VALUE_NULL ? null : values.read(json));
    }

    static IOException twice(JsonParser json) {
        return ValueReader.misfit(json, "A field that comes twice", null);
    }
}
