package dev.openaiadmin.client;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads values whose kind a field of theirs names. It may be the last of the fields, so all of them are read before, and
 * then once more as what they are: unions are rare, and small.
 */
final class UnionReader implements ValueReader {
    private static final MapReader FIELDS = new MapReader(AnyReader.INSTANCE);

    private final String kind;
    private final Map<String, ValueReader> members;
    private final ValueReader unknown;

    private UnionReader(String kind, Map<String, ValueReader> members, ValueReader unknown) {
        this.kind = kind;
        this.members = members;
        this.unknown = unknown;
    }

    /** The reader of a type, or null when it is no union. */
    static @Nullable UnionReader of(Class<?> type) {
        if (!type.isInterface()) {
            return null;
        }
        JsonTypeInfo how = type.getAnnotation(JsonTypeInfo.class);
        JsonSubTypes members = type.getAnnotation(JsonSubTypes.class);
        return how == null || members == null
                ? null
                : new UnionReader(
                        how.property(),
                        Arrays.stream(members.value())
                                .collect(Collectors.toMap(
                                        JsonSubTypes.Type::name, member -> Readers.of(member.value()))),
                        Readers.of(how.defaultImpl()));
    }

    @Override
    public Object read(JsonParser json) throws IOException {
        Map<String, @Nullable Object> fields = FIELDS.read(json);
        ValueReader member = fields.get(kind) instanceof String name ? members.getOrDefault(name, unknown) : unknown;
        try (JsonParser again = Jackson.parser(Json.bytes(fields))) {
            again.nextToken();
            return member.read(again);
        }
    }
}
