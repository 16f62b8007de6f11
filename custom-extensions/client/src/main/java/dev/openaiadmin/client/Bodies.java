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
    private static final Pattern KEY = Pattern.compile("sk-[A-Za-z0-9_*-]+");

    /** What the description calls a password is a field of one of these names; amounts are values, too, and no secrets. */
    private static final Pattern SECRET = Pattern.compile(
            "(\"(?:value|key|secret|token|password)\"\\s*+:\\s*+\")(?![-+.0-9eE]*+\")(?:[^\"\\\\]++|\\\\.){0,500}+");

    /** Shorter ones are words, as tests use them. */
    private static final int SHORTEST_KEY = 8;

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
    static String excerpt(byte[] body, ApiRequest request, int characters) {
        // A character takes at most four bytes; a key that is cut in half here is masked all the same.
        String start = new String(body, 0, Math.min(body.length, characters * 4), StandardCharsets.UTF_8);
        return shortened(withoutKeys(start, request), characters);
    }

    /** A text on one line. */
    static String shortened(String text, int characters) {
        String line = CONTROL.matcher(text).replaceAll(" ").strip();
        return line.length() <= characters ? line : line.substring(0, characters) + "…";
    }

    /** The beginning of a body for the log: without keys, without what stands in fields for secrets, without our own key. */
    static String forLog(byte[] body, ApiRequest request, int characters) {
        String start = new String(body, 0, Math.min(body.length, characters * 4), StandardCharsets.UTF_8);
        return shortened(withoutKeys(SECRET.matcher(start).replaceAll("$1***"), request), characters);
    }

    /** Hides the key of the request as well, whatever it looks like. */
    static String withoutKeys(String text, ApiRequest request) {
        String clean = withoutKeys(text);
        for (String authorization : request.authorizations()) {
            String key = authorization.substring(authorization.indexOf(' ') + 1);
            clean = key.length() < SHORTEST_KEY ? clean : clean.replace(key, "***");
        }
        return clean;
    }

    static String withoutKeys(String text) {
        return KEY.matcher(text).replaceAll("sk-***");
    }
}
