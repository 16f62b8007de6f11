package dev.openaiadmin.client;

import com.fasterxml.jackson.databind.json.JsonMapper;
import feign.RequestLine;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers a delete in place of the API, which says "not found" to an attempt after the one that deleted and whose answer
 * was lost.
 */
final class AlreadyDeleted {
    /** The API would name the kind of object here, too, but "not found" does not. */
    private static final String OBJECT = "deleted";

    private final JsonMapper mapper;

    AlreadyDeleted(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /**
     * Gives the answer of the deletion.
     *
     * @throws NotFoundException the given one, when operations of this kind answer in another way
     */
    Object answer(Method operation, NotFoundException gone) {
        Map<String, Object> deletion = new LinkedHashMap<>();
        deletion.put("object", OBJECT);
        deletion.put("deleted", true);
        if (endsWithAnId(operation)) {
            String path = URI.create(gone.path()).getPath();
            deletion.put("id", path.substring(path.lastIndexOf('/') + 1));
        }
        try {
            return mapper.convertValue(deletion, mapper.constructType(operation.getGenericReturnType()));
        } catch (IllegalArgumentException e) {
            gone.addSuppressed(e);
            throw gone;
        }
    }

    private static boolean endsWithAnId(Method operation) {
        RequestLine line = operation.getAnnotation(RequestLine.class);
        return line != null && line.value().endsWith("}");
    }
}
