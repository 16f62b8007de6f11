package dev.openaiadmin.client;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.openaiadmin.InvalidValueException;
import feign.RequestTemplate;
import feign.Response;
import feign.codec.Decoder;
import feign.codec.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads bodies: instants as unix seconds, and nothing guessed from JSON that is not quite JSON.
 *
 * <p>Of Jackson it takes the parser and the generator alone. To bind any object to any JSON takes a library that is larger
 * than all others of the client; the records that the templates write take a few readers and one writer. What is learned
 * of a type serves all clients.
 */
final class Json implements Encoder, Decoder {
    private static final int SHOWN = 200;
    private static final int EXPECTED_LENGTH = 128;

    static byte[] bytes(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(EXPECTED_LENGTH);
        try (JsonGenerator json = Jackson.generator(bytes)) {
            ValueWriter.write(json, value);
        }
        return bytes.toByteArray();
    }

    @Override
    public void encode(Object body, Type type, RequestTemplate template) {
        template.body(written(body), StandardCharsets.UTF_8);
    }

    byte[] written(Object body) {
        try {
            return bytes(body);
        } catch (IOException e) {
            // What does not fit into the generator's limits, such as a map within itself, or half a character.
            throw new InvalidValueException("The request", null, "must be writable as JSON: " + e.getMessage());
        }
    }

    @Override
    public Object decode(Response response, Type type) {
        return read(Answer.of(response), Readers.of(type));
    }

    Object read(Answer answer, ValueReader reader) {
        String contentType = answer.headers().first("content-type");
        if (answer.body().length == 0) {
            throw unreadable("No body", answer);
        }
        if (contentType != null && !isJson(contentType)) {
            // A page to log in at, say, of whoever owns the network.
            throw unreadable("Answer of type " + Bodies.shortened(contentType, 80), answer);
        }
        try (JsonParser json = Jackson.parser(answer.body())) {
            return read(json, reader, answer);
        } catch (IOException e) {
            throw unreadable("Unreadable answer", answer);
        }
    }

    private static Object read(JsonParser json, ValueReader reader, Answer answer) {
        Object value;
        try {
            value = whole(json, reader);
        } catch (IOException | NumberFormatException e) {
            // The parser's own words could quote the body, and with it a key: only the place is told.
            throw unreadable("Unreadable answer" + place(json, e), answer);
        }
        if (value == null) {
            throw unreadable("No object", answer);
        }
        return value;
    }

    /**
     * Reads JSON of unknown shape.
     *
     * @return maps, lists and plain values; null when it says null, or is no JSON
     */
    static @Nullable Object tree(byte[] body) {
        try (JsonParser json = Jackson.parser(body)) {
            return whole(json, AnyReader.INSTANCE);
        } catch (IOException | NumberFormatException e) {
            // An error page of a proxy, say, or a number that Jackson cannot hold.
            return null;
        }
    }

    private static @Nullable Object whole(JsonParser json, ValueReader reader) throws IOException {
        JsonToken first = json.nextToken();
        Object value = first == null || first == JsonToken.VALUE_NULL ? null : reader.read(json);
        if (json.nextToken() != null) {
            throw ValueReader.misfit(json, "More than one value", null);
        }
        return value;
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
                answer.exchange(),
                answer.status(),
                answer.requestId(),
                Bodies.excerpt(answer.body(), answer.request(), SHOWN),
                null);
    }

    private static String place(JsonParser json, Exception e) {
        // Names of fields come from the body, too.
        String path = Bodies.shortened(Bodies.withoutKeys(PlaceInJson.of(json.getParsingContext())), SHOWN);
        return (path.isEmpty() ? "" : " at " + path)
                + (e instanceof JsonProcessingException broken && broken.getLocation() != null
                        ? " (byte " + broken.getLocation().getByteOffset() + ")"
                        : "");
    }
}
