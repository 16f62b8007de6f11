package dev.openaiadmin.client.internal.json;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Thrown when valid JSON is not what the type requires. */
final class MisfitException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String problem;

    /**
     * @param path where the problem is, below the value that the parser is at; may be empty
     * @param problem the rest of a sentence that begins with the path
     */
    MisfitException(String path, String problem, @Nullable Throwable cause) {
        super(path + " " + problem, cause);
        this.path = path;
        this.problem = problem;
    }

    String path() {
        return path;
    }

    String problem() {
        return problem;
    }

    /** Returns the same problem as seen from further up. */
    MisfitException below(String outer) {
        return new MisfitException(JsonPath.join(outer, path), problem, this);
    }
}
