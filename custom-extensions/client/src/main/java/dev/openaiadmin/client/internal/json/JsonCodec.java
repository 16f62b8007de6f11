package dev.openaiadmin.client.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.OpenAiAdminException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads bodies. Instants are unix seconds, and anything that is not valid JSON is refused. What is learned
 * about a type serves all codecs. Safe for use by many threads.
 */
public final class JsonCodec {
    private static final int EXPECTED_LENGTH = 128;

    /**
     * Writes a value as JSON.
     *
     * @throws InvalidValueException if the value cannot be written
     */
    public byte[] encode(Object value) {
        try {
            return bytes(value);
        } catch (IOException e) {
            // For example, a map contains itself, or a text has half a surrogate pair.
            throw new InvalidValueException("The request", null, "must be writable as JSON: " + e.getMessage());
        }
    }

    /**
     * Prepares for values of a type.
     *
     * @throws OpenAiAdminException if values of the type cannot be read
     */
    public void prepare(Type type) {
        Objects.requireNonNull(TypeReaders.of(type));
    }

    static byte[] bytes(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(EXPECTED_LENGTH);
        try (JsonGenerator json = JsonStreams.generator(bytes)) {
            ValueWriter.write(json, value);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a value of a type.
     *
     * @throws UnreadableJsonException if the body is not valid JSON, null, or not of the type
     */
    public Object decode(byte[] body, Type type) throws UnreadableJsonException {
        ValueReader reader = TypeReaders.of(type);
        try (JsonParser json = JsonStreams.parser(body)) {
            return decode(json, reader);
        } catch (IOException e) {
            throw new UnreadableJsonException("", "is not valid JSON", e);
        }
    }

    private static Object decode(JsonParser json, ValueReader reader) throws UnreadableJsonException {
        try {
            Object value = readWhole(json, reader);
            if (value == null) {
                throw new MisfitException("", "is null", null);
            }
            return value;
        } catch (MisfitException e) {
            String path = JsonPath.join(JsonPath.of(json.getParsingContext()), e.path());
            throw new UnreadableJsonException(path, e.problem(), e);
        } catch (IOException | NumberFormatException e) {
            // The message of the parser is left out, since it can quote the body, and with it a key.
            throw new UnreadableJsonException(JsonPath.of(json.getParsingContext()), "is not valid JSON", e);
        }
    }

    /**
     * Reads JSON of unknown shape.
     *
     * @return maps, lists and plain values; null for null and for anything that is not valid JSON
     */
    public static @Nullable Object tree(byte[] body) {
        try (JsonParser json = JsonStreams.parser(body)) {
            return readWhole(json, UntypedReader.INSTANCE);
        } catch (IOException | NumberFormatException e) {
            // For example, the body is the error page of a proxy, or has a number that Jackson cannot hold.
            return null;
        }
    }

    private static @Nullable Object readWhole(JsonParser json, ValueReader reader) throws IOException {
        JsonToken first = json.nextToken();
        Object value = first == null || first == JsonToken.VALUE_NULL ? null : reader.read(json);
        if (json.nextToken() != null) {
            throw new MisfitException("", "holds more than one value", null);
        }
        return value;
    }
}
