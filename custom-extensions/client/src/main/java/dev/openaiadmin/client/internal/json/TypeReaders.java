package dev.openaiadmin.client.internal.json;

import dev.openaiadmin.model.Secret;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Finds the reader of a type, and creates it on first use. */
final class TypeReaders {
    private static final Map<Type, ValueReader> KNOWN = new ConcurrentHashMap<>();

    private TypeReaders() {}

    static ValueReader of(Type type) {
        ValueReader known = KNOWN.get(type);
        if (known == null) {
            // Not computed inside the map, since the readers of lists and maps ask for those of their elements.
            known = create(type);
            KNOWN.put(type, known);
        }
        return known;
    }

    private static ValueReader create(Type type) {
        ValueReader reader = null;
        if (type instanceof ParameterizedType container) {
            reader = container(container.getRawType(), container.getActualTypeArguments());
        } else if (type instanceof Class<?> plain) {
            reader = object(plain);
        }
        return reader == null ? DatabindFallback.readerOf(type) : reader;
    }

    private static @Nullable ValueReader container(Type raw, Type[] arguments) {
        if (raw == List.class) {
            return new ListReader(of(arguments[0]));
        }
        return raw == Map.class && arguments[0] == String.class ? new MapReader(of(arguments[1])) : null;
    }

    private static @Nullable ValueReader object(Class<?> type) {
        ValueReader reader = plain(type);
        if (reader != null || DatabindFallback.isNeededFor(type)) {
            return reader;
        }
        reader = OpenEnumReader.of(type);
        reader = reader == null ? UnionReader.of(type) : reader;
        reader = reader == null ? RecordReader.of(type) : reader;
        return reader == null ? CreatorReader.of(type) : reader;
    }

    private static @Nullable ValueReader plain(Class<?> type) {
        if (type == String.class) {
            return ScalarReaders::text;
        }
        if (type == Boolean.class) {
            return ScalarReaders::bool;
        }
        if (type == Integer.class) {
            return ScalarReaders::integer;
        }
        if (type == Long.class) {
            return ScalarReaders::longInteger;
        }
        if (type == BigDecimal.class) {
            return ScalarReaders::decimal;
        }
        if (type == Instant.class) {
            return ScalarReaders::unixSeconds;
        }
        if (type == Secret.class) {
            return json -> Secret.of(ScalarReaders.text(json));
        }
        return type == Object.class ? UntypedReader.INSTANCE : null;
    }
}
