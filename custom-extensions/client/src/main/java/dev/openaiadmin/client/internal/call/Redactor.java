package dev.openaiadmin.client.internal.call;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Masks secrets in texts that are shown: whatever looks like a key, and the key of the request. Immutable. */
public final class Redactor {
    /** Matches keys of OpenAI, also those in bodies, which contain keys that are shown once. */
    private static final Pattern KEY = Pattern.compile("sk-[A-Za-z0-9_*-]+");

    /** Fields with one of these names hold secrets. Numbers among them, such as amounts, do not. */
    private static final Pattern SECRET = Pattern.compile(
            "(\"(?:value|key|secret|token|password)\"\\s*+:\\s*+\")(?![-+.0-9eE]*+\")(?:[^\"\\\\]++|\\\\.){0,500}+");

    /** Shorter keys occur in tests alone, and may be words that are in many texts. */
    private static final int SHORTEST_KEY = 8;

    private static final int LONGEST_CHARACTER = 4;
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\s]+");

    private final List<String> authorizations;

    private Redactor(List<String> authorizations) {
        this.authorizations = authorizations;
    }

    /**
     * Creates a redactor for the texts of one request.
     *
     * @param authorizations the values of its {@code Authorization} header
     */
    static Redactor of(List<String> authorizations) {
        return new Redactor(authorizations);
    }

    /** Returns the text on one line, cut off after a number of characters. */
    public static String shortened(String text, int characters) {
        String line = CONTROLS.matcher(text).replaceAll(" ").strip();
        return line.length() <= characters ? line : line.substring(0, characters) + "…";
    }

    /** Returns the text without keys. */
    String mask(String text) {
        String masked = KEY.matcher(text).replaceAll("sk-***");
        for (String authorization : authorizations) {
            String key = authorization.substring(authorization.indexOf(' ') + 1);
            masked = key.length() < SHORTEST_KEY ? masked : masked.replace(key, "***");
        }
        return masked;
    }

    /** Returns the beginning of a body on one line, without keys. */
    String excerpt(byte[] body, int characters) {
        return excerpt(beginning(body, characters), characters);
    }

    /** Returns the beginning of a text on one line, without keys. */
    String excerpt(String text, int characters) {
        return shortened(mask(text), characters);
    }

    /** Returns the beginning of a body for the log: without keys, and without the values of fields that hold secrets. */
    String forLog(byte[] body, int characters) {
        return shortened(mask(SECRET.matcher(beginning(body, characters)).replaceAll("$1***")), characters);
    }

    private static String beginning(byte[] body, int characters) {
        return new String(body, 0, Math.min(body.length, characters * LONGEST_CHARACTER), StandardCharsets.UTF_8);
    }
}
