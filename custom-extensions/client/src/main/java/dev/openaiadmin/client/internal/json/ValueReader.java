package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads values of one type. Safe for use by many threads. */
@FunctionalInterface
interface ValueReader {

    /**
     * Reads the value whose first token is the current token of the parser, up to its last token. It is not null.
     *
     * @throws IOException if it is not valid JSON
     * @throws MisfitException if it is not of this type
     */
    Object read(JsonParser json) throws IOException;

    static MisfitException misfit() {
        return misfit("has a value of another type than expected", null);
    }

    static MisfitException misfit(String problem, @Nullable Throwable cause) {
        return new MisfitException("", problem, cause);
    }
}
