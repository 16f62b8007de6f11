package dev.openaiadmin.client;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Leaves it to a method of the type what to make of a value. */
final class FactoryReader implements ValueReader {
    private final Method factory;

    private FactoryReader(Method factory) {
        this.factory = factory;
    }

    /** The reader of a type, or null when it has no such method. */
    static @Nullable FactoryReader of(Class<?> type) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(JsonCreator.class) && Modifier.isStatic(method.getModifiers())) {
                method.setAccessible(true);
                return new FactoryReader(method);
            }
        }
        return null;
    }

    @Override
    public Object read(JsonParser json) throws IOException {
        Object value = AnyReader.INSTANCE.read(json);
        try {
            return factory.invoke(null, value);
        } catch (InvocationTargetException e) {
            throw ValueReader.misfit(json, "A value that " + factory.getDeclaringClass() + " refuses", e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(factory + " cannot be called", e);
        }
    }
}
