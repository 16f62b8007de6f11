package dev.openaiadmin.client.internal.json;

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

/** Reads open enums. Returns the constants of the type for the values that they stand for. */
final class OpenEnumReader implements ValueReader {
    private final Constructor<?> constructor;
    /** A hash table with open addressing. */
    private final @Nullable Constant[] constants;

    private OpenEnumReader(Class<?> type, Constructor<?> constructor) throws IllegalAccessException {
        this.constructor = constructor;
        Field[] fields = type.getFields();
        this.constants = new Constant[Integer.highestOneBit(fields.length) * 4];
        for (Field field : fields) {
            if (field.getType() == type && Modifier.isStatic(field.getModifiers())) {
                Object value = field.get(null);
                char[] word = value.toString().toCharArray();
                int index = index(word, 0, word.length);
                while (at(index) != null) {
                    index++;
                }
                constants[index & (constants.length - 1)] = new Constant(word, value);
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

    /** Returns the reader of a type, or null if it is not an open enum. */
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
            return create(ScalarReaders.text(json));
        }
        char[] text = json.getTextCharacters();
        int offset = json.getTextOffset();
        int end = offset + json.getTextLength();
        int index = index(text, offset, end);
        for (Constant known = at(index); known != null; known = at(++index)) {
            if (known.is(text, offset, end)) {
                return known.value;
            }
        }
        return create(json.getText());
    }

    /** Returns the index at which the search begins. */
    private static int index(char[] text, int from, int to) {
        return from == to ? 0 : 31 * (31 * (to - from) + text[from]) + text[to - 1];
    }

    private @Nullable Constant at(int index) {
        return constants[index & (constants.length - 1)];
    }

    private Object create(String word) {
        try {
            return constructor.newInstance(word);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor.getName() + " refused a value", e);
        }
    }
}
