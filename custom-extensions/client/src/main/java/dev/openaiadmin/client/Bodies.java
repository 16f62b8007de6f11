package dev.openaiadmin.client;

import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Bodies of responses, which the transport has read whole, and what may be shown of them. */
final class Bodies {
    /** Whatever looks like a key of OpenAI, wherever it stands: one-time keys come in bodies. */
    private static final Pattern KEY = Pattern.compile("sk-[A-Za-z0-9_-]+");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\s]+");

    private Bodies() {}

    static byte[] bytesOf(Response response) {
        if (response.body() == null) {
            return new byte[0];
        }
        try (InputStream stream = response.body().asInputStream()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The beginning of a body on one line, without keys. */
    static String excerpt(byte[] body, int characters) {
        // A character takes at most four bytes; a key that is cut in half here is masked all the same.
        String start = new String(body, 0, Math.min(body.length, characters * 4), StandardCharsets.UTF_8);
        return shortened(withoutKeys(start), characters);
    }

    /** A text on one line. */
    static String shortened(String text, int characters) {
        String line = CONTROL.matcher(text).replaceAll(" ").strip();
        return line.length() <= characters ? line : line.substring(0, characters) + "…";
    }

    static String withoutKeys(String text) {
        return KEY.matcher(text).replaceAll("sk-***");
    }
}
