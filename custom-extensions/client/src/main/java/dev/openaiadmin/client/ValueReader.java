package dev.openaiadmin.client;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads values of one type. Safe for use by many threads. */
@FunctionalInterface
interface ValueReader {

    /**
     * Reads the value, which is not null, whose first token is the parser's current one, up to its last token.
     *
     * @throws IOException when it is no JSON, or none of this type
     */
    Object read(JsonParser json) throws IOException;

    /** Says that the current token begins nothing of the type. */
    static IOException misfit(JsonParser json) {
        return misfit(json, "A value of another shape", null);
    }

    static IOException misfit(JsonParser json, String what, @Nullable Throwable cause) {
        return new JsonParseException(json, what, json.currentTokenLocation(), cause);
    }
}
