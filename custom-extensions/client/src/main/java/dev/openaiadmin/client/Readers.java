package dev.openaiadmin.client;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.Deserializers;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.type.MapType;
import org.jspecify.annotations.Nullable;

/** Chooses our own readers for the kinds of types that the templates write, and leaves all others to Jackson. */
final class Readers extends Deserializers.Base {

    @Override
    public @Nullable JsonDeserializer<?> findBeanDeserializer(
            JavaType type, DeserializationConfig config, BeanDescription description) {
        if (type.isJavaLangObject()) {
            return AnyReader.INSTANCE;
        }
        JsonDeserializer<?> word = OpenEnumReader.of(type);
        return word == null ? RecordReader.of(type, config.getTypeFactory()) : word;
    }

    @Override
    public @Nullable JsonDeserializer<?> findMapDeserializer(
            MapType type,
            DeserializationConfig config,
            BeanDescription description,
            @Nullable KeyDeserializer keys,
            @Nullable TypeDeserializer types,
            @Nullable JsonDeserializer<?> values) {
        return type.getKeyType().hasRawClass(String.class)
                        && type.getRawClass().isInterface()
                        && types == null
                        && values == null
                ? new MapReader(type)
                : null;
    }
}
