package dev.openaiadmin.client;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.model.Deletion;
import java.io.IOException;
import java.lang.reflect.Type;

/** What no template has written, but users: it takes jackson-databind, which most applications have, and not all. */
final class UsersTypes {
    private static final String OUR_PACKAGE = Deletion.class.getPackageName();

    private UsersTypes() {}

    static boolean include(Class<?> type) {
        return !type.getPackageName().equals(OUR_PACKAGE);
    }

    /**
     * The reader of a type.
     *
     * @throws OpenAiAdminException when the application has no jackson-databind
     */
    static ValueReader readerOf(Type type) {
        try {
            return Databind.readerOf(type);
        } catch (NoClassDefFoundError e) {
            throw unknown(type, e);
        }
    }

    /**
     * Writes a value.
     *
     * @throws OpenAiAdminException when the application has no jackson-databind
     */
    static void write(JsonGenerator json, Object value) throws IOException {
        try {
            Databind.write(json, value);
        } catch (NoClassDefFoundError e) {
            throw unknown(value.getClass(), e);
        }
    }

    private static OpenAiAdminException unknown(Type type, NoClassDefFoundError e) {
        return new OpenAiAdminException(
                type.getTypeName() + " is no type of this client: add com.fasterxml.jackson.core:jackson-databind to"
                        + " the application, or use maps, lists and plain values",
                e);
    }
}
