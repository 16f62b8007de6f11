package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.model.ReceivedFields;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the generated records: in one pass, straight into the arguments of the constructor. The last argument takes the
 * fields that have no component. A field that occurs twice is refused.
 */
final class RecordReader implements ValueReader {
    /** Stands for a null that was read, since null itself means that the field has not occurred yet. */
    private static final Object NULL = new Object();

    private static final MapReader UNKNOWN_FIELDS = new MapReader(UntypedReader.INSTANCE);

    private final Constructor<?> constructor;
    private final Map<String, Component> byName;
    private final Component unknownFields;

    private RecordReader(Constructor<?> constructor, Map<String, Component> byName, Component unknownFields) {
        this.constructor = constructor;
        this.byName = byName;
        this.unknownFields = unknownFields;
    }

    /** Returns the reader of a type, or null if it is not such a record. */
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
            Component component = new Component(
                    i,
                    declared[i].getName(),
                    property.value(),
                    property.defaultValue(),
                    declared[i].getGenericType(),
                    false);
            byName.put(property.value(), component);
            JsonAlias otherNames = declared[i].getAccessor().getAnnotation(JsonAlias.class);
            for (String name : otherNames == null ? new String[0] : otherNames.value()) {
                byName.put(name, component.withFormerName(name));
            }
        }
        return new RecordReader(
                canonical(type, declared), byName, new Component(last, "", "", "", Object.class, false));
    }

    private static Constructor<?> canonical(Class<?> type, RecordComponent[] components) {
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = components[i].getType();
        }
        try {
            return type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    @Override
    public Object read(JsonParser json) throws IOException {
        if (!json.isExpectedStartObjectToken()) {
            throw ValueReader.misfit();
        }
        @Nullable Object[] values = new Object[constructor.getParameterCount()];
        Map<String, @Nullable Object> unknown = null;
        BitSet readByFormerName = null;
        Component last = unknownFields;
        for (Component component = next(last, json); component != null; component = next(last, json)) {
            if (component == unknownFields) {
                unknown = unknown == null ? new LinkedHashMap<>() : unknown;
                UNKNOWN_FIELDS.addTo(unknown, json.currentName(), json);
            } else if (values[component.index] == null) {
                values[component.index] = component.read(json);
                last = component;
                if (component.isFormerName) {
                    readByFormerName = readByFormerName == null ? new BitSet() : readByFormerName;
                    readByFormerName.set(component.index);
                }
            } else if (component.isFormerName || (readByFormerName != null && readByFormerName.get(component.index))) {
                // The API has sent a field under its former and its present name. The present one wins.
                Object value = component.read(json);
                values[component.index] = component.isFormerName ? values[component.index] : value;
            } else {
                throw MapReader.occursTwice();
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == NULL) {
                values[i] = null;
            }
        }
        values[unknownFields.index] = unknown == null ? null : ReceivedFields.of(unknown);
        return create(values);
    }

    /**
     * Moves to the next field and returns its component, or null at the end of the object. Fields mostly occur in the same
     * order, so that the expected name only needs to be compared.
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

    private Object create(@Nullable Object[] values) throws IOException {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                // The response is not the cause of an error such as a missing class.
                throw error;
            }
            throw e.getCause() instanceof InvalidValueException refused
                    ? new MisfitException(jsonNameOf(refused), refused.rule(), refused)
                    : ValueReader.misfit("is refused by " + constructor.getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor.getName() + " cannot be created", e);
        }
    }

    /** Returns the name in JSON of the component that the constructor refused: {@code created_at} for createdAt. */
    private String jsonNameOf(InvalidValueException refused) {
        String name = refused.name().substring(refused.name().lastIndexOf('.') + 1);
        for (Map.Entry<String, Component> each : byName.entrySet()) {
            if (each.getValue().javaName.equals(name) && !each.getValue().isFormerName) {
                return each.getValue().name.getValue();
            }
        }
        return name;
    }

    /** A component and its reader, which is looked up on first use, since most objects have few of their fields. */
    private static final class Component {
        private final int index;
        private final String javaName;
        private final SerializableString name;
        private final Type type;
        /** The text that nearly every object has here, such as its type; empty if there is none. */
        private final char[] usual;

        private final String usualText;
        private final boolean isText;
        private final boolean isFormerName;
        /** The component that followed last time; a hint that threads may overwrite. */
        private @Nullable Component follower;

        private @Nullable ValueReader reader;

        Component(int index, String javaName, String name, String usual, Type type, boolean isFormerName) {
            this.index = index;
            this.javaName = javaName;
            this.name = new SerializedString(name);
            this.type = type;
            this.usualText = usual;
            this.usual = usual.toCharArray();
            this.isText = type == String.class && usual.isEmpty();
            this.isFormerName = isFormerName;
        }

        Component withFormerName(String formerName) {
            return new Component(index, javaName, formerName, usualText, type, true);
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

        /** Returns whether the current text is the usual one, which need not be created again. */
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
                found = TypeReaders.of(type);
                reader = found;
            }
            return found;
        }
    }
}
