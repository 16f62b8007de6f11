package dev.openaiadmin.client;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads what the description says nothing of, as maps, lists and plain values; numbers keep all their digits. */
final class AnyReader implements ValueReader {
    static final AnyReader INSTANCE = new AnyReader();

    private final ListReader lists = new ListReader(this);
    private final MapReader maps = new MapReader(this);

    private AnyReader() {}

    @Override
    public Object read(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> maps.read(json);
            case START_ARRAY -> lists.read(json);
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> json.getNumberValue();
            case VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            default -> throw ValueReader.misfit(json);
        };
    }
}
