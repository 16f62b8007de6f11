package dev.openaiadmin.governance.internal;

import dev.openaiadmin.governance.GovernanceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Decodes files that people have saved with various editors: UTF-8, or UTF-16 with a byte order mark. */
public final class EncodedText {
    private EncodedText() {}

    /**
     * Decodes a text.
     *
     * @throws GovernanceException when it is in another encoding; the message names the place and what to do
     */
    public static String decode(String source, byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return decode(source, bytes, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return decode(source, bytes, 2, StandardCharsets.UTF_16BE);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return decode(source, bytes, 2, StandardCharsets.UTF_16LE);
        }
        for (byte b : bytes) {
            if (b == 0) {
                throw new GovernanceException(
                        source + ": holds zero bytes, as UTF-16 without a byte order mark does; save it in UTF-8");
            }
        }
        return decode(source, bytes, 0, StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decode(String source, byte[] bytes, int from, Charset charset) {
        ByteBuffer rest = ByteBuffer.wrap(bytes, from, bytes.length - from);
        try {
            return charset.newDecoder().decode(rest).toString();
        } catch (CharacterCodingException e) {
            // A decoder stops where the mistake begins.
            String before = charset.decode(ByteBuffer.wrap(bytes, from, rest.position() - from))
                    .toString();
            long line = before.chars().filter(c -> c == '\n').count() + 1;
            int column = before.length() - before.lastIndexOf('\n');
            throw new GovernanceException(
                    source + ", line " + line + ", column " + column + ": is not " + charset + "; save it in UTF-8", e);
        }
    }
}
