package dev.openaiadmin.client;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads records as the templates write them: in one pass, straight into the arguments of the constructor, the last of
 * which takes the fields that have no component. A field that comes twice is refused.
 */
final class RecordReader implements ValueReader {
    /** Stands for null until the object is made, since null itself says that a field has not come yet. */
    private static final Object NULL = new Object();

    private static final MapReader UNKNOWN_FIELDS = new MapReader(AnyReader.INSTANCE);

    private final Constructor<?> constructor;
    private final Map<String, Component> byName;
    private final Component unknownFields;

    private RecordReader(Constructor<?> constructor, Map<String, Component> byName, Component unknownFields) {
        this.constructor = constructor;
        this.byName = byName;
        this.unknownFields = unknownFields;
    }

    /** The reader of a type, or null when it is not a record of this kind. */
    static @Nullable RecordReader of(Class<?> type) {
        RecordComponent[] declared = type.getRecordComponents();
        int last = declared == null ? -1 : declared.length - 1;
        if (last < 0 || !declared[last].getAccessor().isAnnotationPresent(JsonAnySetter.class)) {
            return null;
        }
        Map<String, Component> byName = new HashMap<>();
        for (int i = 0; i < last; i++) {
            JsonProperty property = declared[i].getAccessor().getAnnotation(JsonProperty.class);
            if (property == null) {
                return null;
            }
            Component component =
                    new Component(i, property.value(), property.defaultValue(), declared[i].getGenericType());
            byName.put(property.value(), component);
            JsonAlias otherNames = declared[i].getAccessor().getAnnotation(JsonAlias.class);
            for (String name : otherNames == null ? new String[0] : otherNames.value()) {
                byName.put(name, component);
            }
        }
        return new RecordReader(canonical(type, declared), byName, new Component(last, "", "", Object.class));
    }

    private static Constructor<?> canonical(Class<?> type, RecordComponent[] components) {
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is no record", e);
        }
    }

    @Override
    public Object read(JsonParser json) throws IOException {
        if (!json.isExpectedStartObjectToken()) {
            throw ValueReader.misfit(json);
        }
        @Nullable Object[] values = new Object[constructor.getParameterCount()];
        Map<String, @Nullable Object> unknown = null;
        Component last = unknownFields;
        for (Component component = next(last, json); component != null; component = next(last, json)) {
            if (component == unknownFields) {
                unknown = unknown == null ? new LinkedHashMap<>() : unknown;
                UNKNOWN_FIELDS.addTo(unknown, json.currentName(), json);
            } else if (values[component.index] == null) {
                values[component.index] = component.read(json);
                last = component;
            } else {
                throw MapReader.twice(json);
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == NULL) {
                values[i] = null;
            }
        }
        values[unknownFields.index] = unknown;
        return made(values, json);
    }

    /**
     * Goes on to the next field, and gives its component, or null at the end of the object. Fields come in the same order
     * again and again, and a name that is expected need only be compared.
     */
    private @Nullable Component next(Component last, JsonParser json) throws IOException {
        Component expected = last.follower;
        if (expected != null && json.nextFieldName(expected.name)) {
            return expected;
        }
        JsonToken token = expected == null ? json.nextToken() : json.currentToken();
        if (token != JsonToken.FIELD_NAME) {
            return null;
        }
        Component found = byName.getOrDefault(json.currentName(), unknownFields);
        if (found != unknownFields) {
            last.follower = found;
        }
        return found;
    }

    private Object made(@Nullable Object[] values, JsonParser json) throws IOException {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw ValueReader.misfit(json, "Not what makes a " + constructor.getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor.getName() + " cannot be made", e);
        }
    }

    /** A component, and what reads it: found when it is first needed, since most objects have few of their fields. */
    private static final class Component {
        private final int index;
        private final SerializableString name;
        private final Type type;
        /** What nearly every object has here, such as its kind; empty where there is nothing of the sort. */
        private final char[] usual;

        private final String usualText;
        private final boolean isText;
        /** What came next the last time; a hint that threads may overwrite. */
        private @Nullable Component follower;

        private @Nullable ValueReader reader;

        Component(int index, String name, String usual, Type type) {
            this.index = index;
            this.name = new SerializedString(name);
            this.type = type;
            this.usualText = usual;
            this.usual = usual.toCharArray();
            this.isText = type == String.class && usual.isEmpty();
        }

        Object read(JsonParser json) throws IOException {
            String text = isText ? json.nextTextValue() : null;
            if (text != null) {
                return text;
            }
            JsonToken token = isText ? json.currentToken() : json.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                return NULL;
            }
            return token == JsonToken.VALUE_STRING && isUsual(json) ? usualText : reader().read(json);
        }

        /** A text that is there once need not be made anew for each object. */
        private boolean isUsual(JsonParser json) throws IOException {
            if (usual.length == 0) {
                return false;
            }
            char[] text = json.getTextCharacters();
            int from = json.getTextOffset();
            return Arrays.equals(usual, 0, usual.length, text, from, from + json.getTextLength());
        }

        private ValueReader reader() {
            ValueReader found = reader;
            if (found == null) {
                found = Readers.of(type);
                reader = found;
            }
            return found;
        }
    }
}
