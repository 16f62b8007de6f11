package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.lang.reflect.Type;
import java.time.Instant;

/** Binds types of users by jackson-databind. The only class that needs that library; loaded on demand. */
final class DatabindBinder {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            // Amounts among unknown fields must keep their digits.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .addModule(new SimpleModule()
                    .addSerializer(Instant.class, new UnixSecondsWriter())
                    .addDeserializer(Instant.class, new UnixSecondsReader()))
            .build();

    private DatabindBinder() {}

    static ValueReader readerOf(Type type) {
        ObjectReader reader = MAPPER.readerFor(MAPPER.constructType(type));
        return json -> {
            json.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            return reader.readValue(json);
        };
    }

    static void write(JsonGenerator json, Object value) throws IOException {
        MAPPER.writeValue(json, value);
    }

    private static final class UnixSecondsWriter extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        UnixSecondsWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider) throws IOException {
            ValueWriter.write(json, instant);
        }
    }

    private static final class UnixSecondsReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;

        UnixSecondsReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return ScalarReaders.unixSeconds(json);
        }
    }
}
