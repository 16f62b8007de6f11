package dev.openaiadmin.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the description says nothing of, as maps, lists and plain values; numbers keep all their digits. */
final class AnyReader extends StdDeserializer<Object> {
    static final AnyReader INSTANCE = new AnyReader();

    private static final long serialVersionUID = 1L;

    private AnyReader() {
        super(Object.class);
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT, FIELD_NAME, END_OBJECT -> MapReader.fields(json, context, this);
            case START_ARRAY -> elements(json, context);
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> json.getNumberValue();
            case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            default -> context.handleUnexpectedToken(Object.class, json);
        };
    }

    private List<@Nullable Object> elements(JsonParser json, DeserializationContext context) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            elements.add(token == JsonToken.VALUE_NULL ? null : deserialize(json, context));
        }
        return elements;
    }
}
