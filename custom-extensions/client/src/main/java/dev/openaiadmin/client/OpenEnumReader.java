package dev.openaiadmin.client;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import org.jspecify.annotations.Nullable;

/** Reads records that stand for one word. For the words that are constants of the record it makes no new object. */
final class OpenEnumReader extends StdDeserializer<Object> {
    private static final long serialVersionUID = 1L;

    private final transient Constructor<?> constructor;
    /** Found by the hash of their words, or in the places after that. */
    private final transient @Nullable Object[] constants;

    private OpenEnumReader(JavaType type, Constructor<?> constructor) throws IllegalAccessException {
        super(type);
        this.constructor = constructor;
        Field[] fields = type.getRawClass().getFields();
        this.constants = new Object[Integer.highestOneBit(fields.length) * 4];
        for (Field field : fields) {
            if (field.getType() == type.getRawClass() && Modifier.isStatic(field.getModifiers())) {
                Object constant = field.get(null);
                int place = constant.toString().hashCode();
                while (constants[place & (constants.length - 1)] != null) {
                    place++;
                }
                constants[place & (constants.length - 1)] = constant;
            }
        }
    }

    /** The reader of a type, or null when it is not a record of this kind. */
    static @Nullable OpenEnumReader of(JavaType type) {
        RecordComponent[] components = type.getRawClass().getRecordComponents();
        if (components == null
                || components.length != 1
                || components[0].getType() != String.class
                || !components[0].getAccessor().isAnnotationPresent(JsonValue.class)) {
            return null;
        }
        try {
            return new OpenEnumReader(type, type.getRawClass().getConstructor(String.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            String word = json.getValueAsString();
            return word == null ? context.handleUnexpectedToken(getValueType(context), json) : made(word, context);
        }
        char[] text = json.getTextCharacters();
        int offset = json.getTextOffset();
        int length = json.getTextLength();
        int place = 0;
        for (int i = offset; i < offset + length; i++) {
            place = 31 * place + text[i];
        }
        for (Object known = at(place); known != null; known = at(++place)) {
            if (is(known.toString(), text, offset, length)) {
                return known;
            }
        }
        return made(json.getText(), context);
    }

    private @Nullable Object at(int place) {
        return constants[place & (constants.length - 1)];
    }

    private static boolean is(String word, char[] text, int offset, int length) {
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (word.charAt(i) != text[offset + i]) {
                return false;
            }
        }
        return true;
    }

    private Object made(String word, DeserializationContext context) throws IOException {
        try {
            return constructor.newInstance(word);
        } catch (ReflectiveOperationException e) {
            return context.handleInstantiationProblem(handledType(), word, e);
        }
    }
}
