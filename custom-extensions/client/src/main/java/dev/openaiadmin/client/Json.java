package dev.openaiadmin.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import feign.FeignException;
import feign.RequestTemplate;
import feign.Response;
import feign.codec.Decoder;
import feign.codec.EncodeException;
import feign.codec.Encoder;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes and reads bodies: instants as unix seconds, and nothing guessed from JSON that is not quite JSON. */
final class Json implements Encoder, Decoder {
    private static final int SHOWN = 200;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(10_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Amounts among unknown fields must not lose digits either.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .addModule(
                    new SimpleModule() {
                        @Override
                        public void setupModule(SetupContext context) {
                            super.setupModule(context);
                            context.addDeserializers(new Readers());
                        }
                    }.addSerializer(Instant.class, new UnixSecondsWriter())
                            .addDeserializer(Instant.class, new UnixSecondsReader()))
            .build();
    private final ObjectReader trees = mapper.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
    private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();
    private final Map<Type, ObjectWriter> writers = new ConcurrentHashMap<>();

    JsonMapper mapper() {
        return mapper;
    }

    /** Reads bodies whose shape is not known. */
    ObjectReader trees() {
        return trees;
    }

    @Override
    public void encode(Object body, Type type, RequestTemplate template) {
        template.body(written(body, type), StandardCharsets.UTF_8);
    }

    byte[] written(Object body, Type type) {
        ObjectWriter writer = writers.computeIfAbsent(type, t -> mapper.writerFor(mapper.constructType(t)));
        try {
            return writer.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new EncodeException("The request cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public Object decode(Response response, Type type) throws FeignException {
        return read(Answer.of(response), type);
    }

    Object read(Answer answer, Type type) {
        ObjectReader reader = readers.computeIfAbsent(type, this::reader);
        String contentType = answer.headers().first("content-type");
        if (answer.body().length == 0) {
            throw unreadable("No body", answer);
        }
        if (contentType != null && !isJson(contentType)) {
            // A page to log in at, say, of whoever owns the network.
            throw unreadable("Answer of type " + Bodies.shortened(contentType, 80), answer);
        }
        try {
            Object value = reader.readValue(answer.body());
            if (value == null) {
                throw unreadable("No object", answer);
            }
            return value;
        } catch (JsonProcessingException e) {
            // The parser's own words could quote the body, and with it a key: only the place is told.
            throw unreadable("Unreadable answer" + place(e), answer);
        } catch (IOException e) {
            throw unreadable("Unreadable answer", answer);
        }
    }

    /** Our own readers see by themselves when a field comes twice; for what Jackson reads, its parser has to look. */
    private ObjectReader reader(Type type) {
        JavaType javaType = mapper.constructType(type);
        ObjectReader reader = mapper.readerFor(javaType);
        return RecordReader.of(javaType, mapper.getTypeFactory()) == null
                ? reader.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                : reader;
    }

    /** Such as {@code application/json; charset=utf-8}, or {@code application/problem+json}. */
    private static boolean isJson(String contentType) {
        if (contentType.equals("application/json")) {
            return true;
        }
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.endsWith("/json") || type.endsWith("+json");
    }

    private static UnreadableResponseException unreadable(String what, Answer answer) {
        return new UnreadableResponseException(
                what,
                Exchange.of(answer.request()),
                answer.status(),
                answer.requestId(),
                Bodies.excerpt(answer.body(), answer.request(), SHOWN),
                null);
    }

    private static String place(JsonProcessingException e) {
        String path = e instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .reduce((outer, inner) -> inner.startsWith("[") ? outer + inner : outer + "." + inner)
                        // Names of fields come from the body, too.
                        .map(p -> " at " + Bodies.shortened(Bodies.withoutKeys(p), SHOWN))
                        .orElse("")
                : "";
        return e.getLocation() == null
                ? path
                : path + " (byte " + e.getLocation().getByteOffset() + ")";
    }

    private static final class UnixSecondsWriter extends StdSerializer<Instant> {
        private static final long serialVersionUID = 1L;

        UnixSecondsWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeNumber(instant.getEpochSecond());
        }
    }

    /** Reads numbers and, since the API has sent them, numbers in quotes. */
    private static final class UnixSecondsReader extends StdDeserializer<Instant> {
        private static final long serialVersionUID = 1L;
        private static final long LATEST = Instant.MAX.getEpochSecond();
        private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

        UnixSecondsReader() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
                long seconds = json.getLongValue();
                return Math.abs(seconds) <= LATEST
                        ? Instant.ofEpochSecond(seconds)
                        : (Instant) context.handleWeirdNumberValue(Instant.class, seconds, "out of range");
            }
            if (json.hasToken(JsonToken.VALUE_NUMBER_FLOAT) || json.hasToken(JsonToken.VALUE_STRING)) {
                String text = json.getText();
                try {
                    // Parts are taken below only of numbers that an Instant can hold: 1e999999999 is a BigDecimal, too.
                    BigDecimal value = new BigDecimal(text.length() > 30 ? "" : text);
                    if (value.abs().compareTo(BigDecimal.valueOf(LATEST)) <= 0) {
                        long whole = value.longValue();
                        BigDecimal rest = value.subtract(BigDecimal.valueOf(whole));
                        return Instant.ofEpochSecond(whole, rest.multiply(NANOS).longValue());
                    }
                } catch (NumberFormatException e) {
                    // Told below.
                }
                return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a number of seconds");
            }
            return (Instant) context.handleUnexpectedToken(Instant.class, json);
        }
    }
}
