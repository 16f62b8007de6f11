package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.model.Deletion;
import java.io.IOException;
import java.lang.reflect.Type;

/** Reads and writes types of users, if the application has jackson-databind. */
final class DatabindFallback {
    private static final String GENERATED = Deletion.class.getPackageName();

    private DatabindFallback() {}

    static boolean isNeededFor(Class<?> type) {
        return !type.getPackageName().equals(GENERATED);
    }

    /**
     * Returns the reader of a type.
     *
     * @throws OpenAiAdminException if the application has no jackson-databind
     */
    static ValueReader readerOf(Type type) {
        try {
            return DatabindBinder.readerOf(type);
        } catch (NoClassDefFoundError e) {
            throw notBindable(type, e);
        }
    }

    /**
     * Writes a value.
     *
     * @throws OpenAiAdminException if the application has no jackson-databind
     */
    static void write(JsonGenerator json, Object value) throws IOException {
        try {
            DatabindBinder.write(json, value);
        } catch (NoClassDefFoundError e) {
            throw notBindable(value.getClass(), e);
        }
    }

    private static OpenAiAdminException notBindable(Type type, NoClassDefFoundError e) {
        return new OpenAiAdminException(
                type.getTypeName() + " is not a type of this client: add com.fasterxml.jackson.core:jackson-databind to"
                        + " the application, or use maps, lists and plain values",
                e);
    }
}
