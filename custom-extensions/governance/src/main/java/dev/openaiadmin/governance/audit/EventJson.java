package dev.openaiadmin.governance.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.PrintableJson;
import dev.openaiadmin.model.AuditLog;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON of events: on one line, with escapes for characters that are not to be printed. */
final class EventJson {
    static final JsonFactory FACTORY = PrintableJson.factory().build();

    private static final JsonMapper MAPPER = JsonMapper.builder(
                    PrintableJson.factory().build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .addModule(new SimpleModule().addDeserializer(Instant.class, new UnixSeconds()))
            .build();

    private EventJson() {}

    /** Returns an empty object. */
    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Returns the fields of an event. */
    static ObjectNode tree(String json) {
        try {
            return MAPPER.readValue(json, ObjectNode.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("It was JSON when it was received", e);
        }
    }

    /** Returns an event as a record. */
    static AuditLog record(String id, String json) {
        try {
            return MAPPER.readValue(json, AuditLog.class);
        } catch (JsonProcessingException e) {
            throw new GovernanceException(
                    "The event " + id + " has other types of fields than this version of the client knows: "
                            + e.getOriginalMessage() + "; read its JSON instead, and update the client",
                    e);
        }
    }

    /** Returns the object on one line. */
    static String line(ObjectNode object) {
        try {
            return withoutHalfCharacters(MAPPER.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can be written", e);
        }
    }

    /** Returns the parameters of a filter, the same text for the same filter. */
    static String filter(Map<String, Object> parameters) {
        ObjectNode filter = object();
        new TreeMap<>(parameters).forEach((name, value) -> {
            Collection<?> values = value instanceof Collection<?> several ? several : List.of(value);
            values.stream().map(String::valueOf).sorted().forEach(filter.putArray(name)::add);
        });
        return line(filter);
    }

    /** Escapes halves of surrogate pairs, which UTF-8 cannot contain. They only occur in strings. */
    static String withoutHalfCharacters(String json) {
        if (json.codePoints().noneMatch(EventJson::isHalf)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder();
        json.codePoints().forEach(c -> {
            if (isHalf(c)) {
                escaped.append("\\u%04x".formatted(c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static final class UnixSeconds extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        UnixSeconds() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return Instant.ofEpochSecond(json.getValueAsLong());
        }
    }
}
