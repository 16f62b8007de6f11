package dev.openaiadmin.client;

import dev.openaiadmin.model.Deletion;
import feign.RequestLine;
import java.lang.reflect.Method;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Answers a delete in place of the API, which says "not found" to an attempt after the one that deleted and whose answer
 * was lost.
 */
final class AlreadyDeleted {
    /** The API would name the kind of object here, too, but "not found" does not. */
    private static final String OBJECT = "deleted";

    private AlreadyDeleted() {}

    /**
     * Gives the answer of the deletion.
     *
     * @throws NotFoundException when the operation answers with something that only the API can know
     */
    static Deletion answer(Method operation, NotFoundException gone) {
        if (operation.getReturnType() != Deletion.class) {
            throw gone.afterALostAnswer();
        }
        return Deletion.builder()
                .object(OBJECT)
                .id(id(operation, gone.path()))
                .deleted(true)
                .build();
    }

    private static @Nullable String id(Method operation, String path) {
        RequestLine line = operation.getAnnotation(RequestLine.class);
        String decoded = URI.create(path).getPath();
        return line != null && line.value().endsWith("}") ? decoded.substring(decoded.lastIndexOf('/') + 1) : null;
    }
}
