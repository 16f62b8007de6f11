package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Reads values by a creator method of their type. */
final class CreatorReader implements ValueReader {
    private final Method creator;

    private CreatorReader(Method creator) {
        this.creator = creator;
    }

    /** Returns the reader of a type, or null if it has no such method. */
    static @Nullable CreatorReader of(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(JsonCreator.class) && Modifier.isStatic(method.getModifiers())) {
                method.setAccessible(true);
                return new CreatorReader(method);
            }
        }
        return null;
    }

    @Override
    public Object read(JsonParser json) throws IOException {
        Object value = UntypedReader.INSTANCE.read(json);
        try {
            return creator.invoke(null, value);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw ValueReader.misfit(
                    "is refused by " + creator.getDeclaringClass().getSimpleName(), e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(creator + " cannot be called", e);
        }
    }
}
