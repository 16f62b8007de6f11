package dev.openaiadmin.client;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads records that stand for one word. For the words that are constants of the record it makes no new object. */
final class OpenEnumReader implements ValueReader {
    private final Constructor<?> constructor;
    /** In the places that {@link #place} gives, or in the ones after those. */
    private final @Nullable Constant[] constants;

    private OpenEnumReader(Class<?> type, Constructor<?> constructor) throws IllegalAccessException {
        this.constructor = constructor;
        Field[] fields = type.getFields();
        this.constants = new Constant[Integer.highestOneBit(fields.length) * 4];
        for (Field field : fields) {
            if (field.getType() == type && Modifier.isStatic(field.getModifiers())) {
                Object value = field.get(null);
                char[] word = value.toString().toCharArray();
                int place = place(word, 0, word.length);
                while (at(place) != null) {
                    place++;
                }
                constants[place & (constants.length - 1)] = new Constant(word, value);
            }
        }
    }

    private static final class Constant {
        private final char[] word;
        private final Object value;

        Constant(char[] word, Object value) {
            this.word = word;
            this.value = value;
        }

        boolean is(char[] text, int from, int to) {
            return Arrays.equals(word, 0, word.length, text, from, to);
        }
    }

    /** The reader of a type, or null when it is not a record of this kind. */
    static @Nullable OpenEnumReader of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null
                || components.length != 1
                || components[0].getType() != String.class
                || !components[0].getAccessor().isAnnotationPresent(JsonValue.class)) {
            return null;
        }
        try {
            return new OpenEnumReader(type, type.getConstructor(String.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    @Override
    public Object read(JsonParser json) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            return made(PlainReaders.text(json));
        }
        char[] text = json.getTextCharacters();
        int offset = json.getTextOffset();
        int end = offset + json.getTextLength();
        int place = place(text, offset, end);
        for (Constant known = at(place); known != null; known = at(++place)) {
            if (known.is(text, offset, end)) {
                return known.value;
            }
        }
        return made(json.getText());
    }

    /** The same for the same word, and mostly another for another. */
    private static int place(char[] text, int from, int to) {
        return from == to ? 0 : 31 * (31 * (to - from) + text[from]) + text[to - 1];
    }

    private @Nullable Constant at(int place) {
        return constants[place & (constants.length - 1)];
    }

    private Object made(String word) {
        try {
            return constructor.newInstance(word);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor.getName() + " takes every word", e);
        }
    }
}
