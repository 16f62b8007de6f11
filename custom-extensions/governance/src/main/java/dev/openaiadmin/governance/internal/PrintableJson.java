package dev.openaiadmin.governance.internal;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.openaiadmin.governance.text.PrintableText;
import org.jspecify.annotations.Nullable;

/** Escapes in JSON whatever is not to be printed. Readers of the JSON see the same text as without. */
public final class PrintableJson extends CharacterEscapes {
    private static final long serialVersionUID = 1L;

    private static final int[] ASCII = ascii();
    private static final JsonMapper MAPPER = new JsonMapper(factory().build());

    private PrintableJson() {}

    /** Returns a builder of factories that write such JSON. */
    public static JsonFactoryBuilder factory() {
        return new JsonFactoryBuilder().characterEscapes(new PrintableJson());
    }

    /**
     * Writes an object for programs and people.
     *
     * @return JSON of several lines, without a line feed at its end
     */
    public static String pretty(Object object) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records and trees can be written", e);
        }
    }

    private static int[] ascii() {
        int[] escapes = standardAsciiEscapesForJSON();
        escapes[0x7f] = CharacterEscapes.ESCAPE_STANDARD;
        return escapes;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
        return ASCII;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
        boolean kept = PrintableText.isPrintable(c) || Character.isSurrogate((char) c);
        return kept ? null : new SerializedString("\\u%04x".formatted(c));
    }
}
