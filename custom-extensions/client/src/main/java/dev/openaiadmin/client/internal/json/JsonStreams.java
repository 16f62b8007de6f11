package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.OutputStream;

/** Creates parsers and generators with limits. A class of its own, so that they are loaded with the first body. */
final class JsonStreams {
    /** The most digits that a number may have. */
    static final int LONGEST_NUMBER = 10_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // JSON in HTTP is UTF-8.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private JsonStreams() {}

    static JsonParser parser(byte[] json) throws IOException {
        return FACTORY.createParser(json);
    }

    static JsonGenerator generator(OutputStream json) throws IOException {
        return FACTORY.createGenerator(json);
    }
}
