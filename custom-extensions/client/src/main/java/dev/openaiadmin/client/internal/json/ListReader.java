package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists of values of one type. */
final class ListReader implements ValueReader {
    private static final int MOST_EXPECTED = 100;

    private final ValueReader elements;
    /** The size of the last list, so that lists need not grow; a hint that threads may overwrite. */
    private int expected = 10;

    ListReader(ValueReader elements) {
        this.elements = elements;
    }

    @Override
    public List<@Nullable Object> read(JsonParser json) throws IOException {
        if (!json.isExpectedStartArrayToken()) {
            throw ValueReader.misfit();
        }
        List<@Nullable Object> list = new ArrayList<>(Math.min(expected, MOST_EXPECTED));
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            list.add(token == JsonToken.VALUE_NULL ? null : elements.read(json));
        }
        expected = list.size();
        return list;
    }
}
