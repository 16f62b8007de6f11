package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of a union, whose type one of their fields names. That may be the last field, so all of them are read
 * first, and then again as the type: unions are rare and small.
 */
final class UnionReader implements ValueReader {
    private static final MapReader FIELDS = new MapReader(UntypedReader.INSTANCE);

    private final String discriminator;
    private final Map<String, ValueReader> members;
    private final ValueReader unknown;

    private UnionReader(String discriminator, Map<String, ValueReader> members, ValueReader unknown) {
        this.discriminator = discriminator;
        this.members = members;
        this.unknown = unknown;
    }

    /** Returns the reader of a type, or null if it is not a union. */
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
                                        JsonSubTypes.Type::name, member -> TypeReaders.of(member.value()))),
                        TypeReaders.of(how.defaultImpl()));
    }

    @Override
    public Object read(JsonParser json) throws IOException {
        Map<String, @Nullable Object> fields = FIELDS.read(json);
        ValueReader member =
                fields.get(discriminator) instanceof String name ? members.getOrDefault(name, unknown) : unknown;
        try (JsonParser again = JsonStreams.parser(JsonCodec.bytes(fields))) {
            return readAgain(again, member);
        }
    }

    private static Object readAgain(JsonParser json, ValueReader member) throws IOException {
        json.nextToken();
        try {
            return member.read(json);
        } catch (MisfitException e) {
            throw e.below(JsonPath.of(json.getParsingContext()));
        }
    }
}
