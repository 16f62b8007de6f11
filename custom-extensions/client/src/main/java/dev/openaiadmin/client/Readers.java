package dev.openaiadmin.client;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The readers of types, each made when it is first asked for: our own for all that the templates write. */
final class Readers {
    private static final Map<Type, ValueReader> KNOWN = new ConcurrentHashMap<>();

    private Readers() {}

    static ValueReader of(Type type) {
        ValueReader known = KNOWN.get(type);
        if (known == null) {
            // Not computed inside the map, since readers of lists and maps ask for those of their elements.
            known = made(type);
            KNOWN.put(type, known);
        }
        return known;
    }

    private static ValueReader made(Type type) {
        ValueReader reader = null;
        if (type instanceof ParameterizedType container) {
            reader = container(container.getRawType(), container.getActualTypeArguments());
        } else if (type instanceof Class<?> plain) {
            reader = object(plain);
        }
        return reader == null ? UsersTypes.readerOf(type) : reader;
    }

    private static @Nullable ValueReader container(Type raw, Type[] arguments) {
        if (raw == List.class) {
            return new ListReader(of(arguments[0]));
        }
        return raw == Map.class && arguments[0] == String.class ? new MapReader(of(arguments[1])) : null;
    }

    private static @Nullable ValueReader object(Class<?> type) {
        ValueReader reader = plain(type);
        if (reader != null || UsersTypes.include(type)) {
            return reader;
        }
        reader = OpenEnumReader.of(type);
        reader = reader == null ? UnionReader.of(type) : reader;
        reader = reader == null ? RecordReader.of(type) : reader;
        return reader == null ? FactoryReader.of(type) : reader;
    }

    private static @Nullable ValueReader plain(Class<?> type) {
        if (type == String.class) {
            return PlainReaders::text;
        }
        if (type == Boolean.class) {
            return PlainReaders::truth;
        }
        if (type == Integer.class) {
            return PlainReaders::integer;
        }
        if (type == Long.class) {
            return PlainReaders::longInteger;
        }
        if (type == BigDecimal.class) {
            return PlainReaders::decimal;
        }
        if (type == Instant.class) {
            return PlainReaders::unixSeconds;
        }
        return type == Object.class ? AnyReader.INSTANCE : null;
    }
}
