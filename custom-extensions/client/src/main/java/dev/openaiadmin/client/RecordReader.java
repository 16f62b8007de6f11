package dev.openaiadmin.client;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads records as the templates write them: in one pass, straight into the arguments of the constructor. A field that
 * comes twice is refused, which the parser would need more memory to notice than the whole object takes.
 */
final class RecordReader extends StdDeserializer<Object> {
    private static final long serialVersionUID = 1L;
    private static final Object ABSENT = new Object();
    private static final Set<Class<?>> UNDERSTOOD =
            Set.of(JsonProperty.class, JsonAlias.class, JsonAnySetter.class, JsonAnyGetter.class, JsonInclude.class);

    private final transient Constructor<?> constructor;
    private final transient List<Component> components;
    private final transient Map<String, Component> byName;
    private final transient Component unknownFields;

    private RecordReader(JavaType type, Constructor<?> constructor, List<Component> components) {
        super(type);
        this.constructor = constructor;
        this.components = components;
        this.byName = new HashMap<>();
        components.forEach(component -> component.names.forEach(name -> byName.put(name, component)));
        this.unknownFields = components.get(components.size() - 1);
    }

    /** The reader of a type, or null when it is not a record of this kind. */
    static @Nullable RecordReader of(JavaType type, TypeFactory types) {
        RecordComponent[] declared = type.getRawClass().getRecordComponents();
        if (declared == null || declared.length == 0 || !onlyUnderstood(type.getRawClass())) {
            return null;
        }
        List<Component> components = new ArrayList<>();
        for (RecordComponent component : declared) {
            boolean last = component == declared[declared.length - 1];
            List<String> names = names(component.getAccessor());
            if (!onlyUnderstood(component.getAccessor())
                    || names.isEmpty() != last
                    || component.getAccessor().isAnnotationPresent(JsonAnySetter.class) != last) {
                return null;
            }
            components.add(new Component(components.size(), names, types.constructType(component.getGenericType())));
        }
        Constructor<?> constructor = canonical(type.getRawClass(), declared);
        return constructor.isAnnotationPresent(JsonCreator.class)
                ? null
                : new RecordReader(type, constructor, List.copyOf(components));
    }

    private static boolean onlyUnderstood(AnnotatedElement element) {
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            Class<?> type = annotation.annotationType();
            if (type.getName().startsWith("com.fasterxml.jackson.") && !UNDERSTOOD.contains(type)) {
                return false;
            }
        }
        return true;
    }

    private static List<String> names(AnnotatedElement accessor) {
        JsonProperty property = accessor.getAnnotation(JsonProperty.class);
        if (property == null || property.value().isEmpty()) {
            return List.of();
        }
        List<String> names = new ArrayList<>(List.of(property.value()));
        JsonAlias others = accessor.getAnnotation(JsonAlias.class);
        names.addAll(others == null ? List.of() : Arrays.asList(others.value()));
        return names;
    }

    private static Constructor<?> canonical(Class<?> type, RecordComponent[] components) {
        try {
            return type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " is no record", e);
        }
    }

    @Override
    public Object deserialize(JsonParser json, DeserializationContext context) throws IOException {
        String name = json.isExpectedStartObjectToken() ? json.nextFieldName() : json.currentName();
        if (!json.hasToken(JsonToken.FIELD_NAME) && !json.hasToken(JsonToken.END_OBJECT)) {
            return context.handleUnexpectedToken(getValueType(context), json);
        }
        @Nullable Object[] values = new Object[components.size()];
        Arrays.fill(values, ABSENT);
        Map<String, @Nullable Object> unknown = null;
        Component last = unknownFields;
        for (; name != null; name = json.nextFieldName()) {
            Component component = after(last, name);
            if (component == null) {
                unknown = unknown == null ? new LinkedHashMap<>() : unknown;
                json.nextToken();
                MapReader.add(unknown, name, json, context, AnyReader.INSTANCE);
            } else if (values[component.index] == ABSENT) {
                values[component.index] = value(component, name, json, context);
                last = component;
            } else {
                throw MapReader.twice(json, name);
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == ABSENT) {
                values[i] = components.get(i).absent(context);
            }
        }
        values[unknownFields.index] = unknown;
        return made(values, context);
    }

    /** The component of a field. Fields come in the same order again and again, so the last order is tried first. */
    private @Nullable Component after(Component last, String name) {
        Component expected = last.follower;
        if (expected != null && expected.names.get(0).equals(name)) {
            return expected;
        }
        Component found = byName.get(name);
        last.follower = found;
        return found;
    }

    private @Nullable Object value(Component component, String name, JsonParser json, DeserializationContext context)
            throws IOException {
        try {
            return component.read(json, context);
        } catch (JsonProcessingException | RuntimeException e) {
            throw JsonMappingException.wrapWithPath(e, handledType(), name);
        }
    }

    private Object made(@Nullable Object[] values, DeserializationContext context) throws IOException {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            return context.handleInstantiationProblem(handledType(), null, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(handledType() + " cannot be made", e);
        }
    }

    /** A component, and what reads it: found when it is first needed, since most objects have few of their fields. */
    private static final class Component {
        private final int index;
        private final List<String> names;
        private final JavaType type;
        private final boolean isText;
        private @Nullable Component follower;
        private volatile @Nullable JsonDeserializer<Object> reader;

        Component(int index, List<String> names, JavaType type) {
            this.index = index;
            this.names = names;
            this.type = type;
            this.isText = type.hasRawClass(String.class);
        }

        @Nullable
        Object read(JsonParser json, DeserializationContext context) throws IOException {
            if (isText) {
                String text = json.nextTextValue();
                if (text != null) {
                    return text;
                }
            } else {
                json.nextToken();
            }
            JsonDeserializer<Object> found = reader(context);
            return json.hasToken(JsonToken.VALUE_NULL) ? found.getNullValue(context) : found.deserialize(json, context);
        }

        @Nullable
        Object absent(DeserializationContext context) throws JsonMappingException {
            return type.isPrimitive() ? reader(context).getNullValue(context) : null;
        }

        private JsonDeserializer<Object> reader(DeserializationContext context) throws JsonMappingException {
            JsonDeserializer<Object> found = reader;
            if (found == null) {
                found = context.findRootValueDeserializer(type);
                reader = found;
            }
            return found;
        }
    }
}
