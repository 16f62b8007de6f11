package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads objects whose fields may have any name. A name that occurs twice is refused. */
final class MapReader implements ValueReader {
    private final ValueReader values;

    MapReader(ValueReader values) {
        this.values = values;
    }

    @Override
    public Map<String, @Nullable Object> read(JsonParser json) throws IOException {
        if (!json.isExpectedStartObjectToken()) {
            throw ValueReader.misfit();
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            addTo(fields, name, json);
        }
        return fields;
    }

    /** Reads the value of a field. */
    void addTo(Map<String, @Nullable Object> fields, String name, JsonParser json) throws IOException {
        if (fields.containsKey(name)) {
            throw occursTwice();
        }
        fields.put(name, json.nextToken() == JsonToken.VALUE_NULL ? null : values.read(json));
    }

    static IOException occursTwice() {
        return ValueReader.misfit("occurs twice", null);
    }
}
