package dev.openaiadmin.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.OutputStream;

/** Jackson's parser and generator with our limits; a class apart, so that they are made for the first body and not before. */
final class Jackson {
    /** How many digits a number may have. */
    static final int LONGEST_NUMBER = 10_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            // JSON on the web is UTF-8, and what is not is not readable.
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private Jackson() {}

    static JsonParser parser(byte[] json) throws IOException {
        return FACTORY.createParser(json);
    }

    static JsonGenerator generator(OutputStream json) throws IOException {
        return FACTORY.createGenerator(json);
    }
}
