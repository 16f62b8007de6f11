package dev.openaiadmin.governance.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was received. Ordered by time and id.
 *
 * @param id the id of the event
 * @param type the type of the event
 * @param at the time of the event in seconds since 1970
 * @param json the event on one line
 */
@JsonDeserialize(using = ReceivedEvent.Reader.class)
record ReceivedEvent(String id, String type, long at, String json) implements Comparable<ReceivedEvent> {
    private static final Comparator<ReceivedEvent> ORDER =
            Comparator.comparingLong(ReceivedEvent::at).thenComparing(ReceivedEvent::id);

    @Override
    public int compareTo(ReceivedEvent other) {
        return ORDER.compare(this, other);
    }

    /** Copies the event, and picks what identifies it. */
    static final class Reader extends StdDeserializer<ReceivedEvent> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(ReceivedEvent.class);
        }

        @Override
        public ReceivedEvent deserialize(JsonParser received, DeserializationContext context) throws IOException {
            if (!received.hasToken(JsonToken.START_OBJECT)) {
                return context.reportInputMismatch(this, "an event of the audit log is not an object");
            }
            StringWriter copied = new StringWriter();
            try (JsonGenerator copy = EventJson.FACTORY.createGenerator(copied)) {
                copy.copyCurrentStructureExact(received);
            }
            String json = EventJson.withoutHalfCharacters(copied.toString());
            String id = null;
            String type = null;
            Long at = null;
            try (JsonParser fields = EventJson.FACTORY.createParser(json)) {
                fields.nextToken();
                while (fields.nextToken() == JsonToken.FIELD_NAME) {
                    String name = fields.currentName();
                    JsonToken value = fields.nextToken();
                    switch (name) {
                        case "id" -> id = value.isScalarValue() ? fields.getValueAsString() : null;
                        case "type" -> type = value.isScalarValue() ? fields.getValueAsString() : null;
                        case "effective_at" -> at = value.isScalarValue() ? seconds(fields.getText()) : null;
                        default -> fields.skipChildren();
                    }
                }
            }
            if (id == null || type == null || at == null) {
                return context.reportInputMismatch(
                        this, "an event of the audit log lacks its id, its type or its time in effective_at");
            }
            return new ReceivedEvent(id, type, at, json);
        }

        /** Returns whole seconds; the API has sent numbers as text elsewhere. */
        private static @Nullable Long seconds(String number) {
            try {
                return new BigDecimal(number).setScale(0, RoundingMode.FLOOR).longValueExact();
            } catch (ArithmeticException | NumberFormatException e) {
                return null;
            }
        }
    }
}
