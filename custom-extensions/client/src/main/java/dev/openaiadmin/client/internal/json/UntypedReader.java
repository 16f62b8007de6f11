package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads values that are not described, as maps, lists and plain values. Numbers keep all their digits. */
final class UntypedReader implements ValueReader {
    static final UntypedReader INSTANCE = new UntypedReader();

    private final ListReader lists = new ListReader(this);
    private final MapReader maps = new MapReader(this);

    private UntypedReader() {}

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
            default -> throw ValueReader.misfit();
        };
    }
}
