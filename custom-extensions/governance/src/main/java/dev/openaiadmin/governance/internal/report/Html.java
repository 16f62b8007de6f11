package dev.openaiadmin.governance.internal.report;

import dev.openaiadmin.governance.text.PrintableText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Escapes text for HTML. */
public final class Html {
    private Html() {}

    /** Returns a text in which nothing is markup; characters that are not to be printed are replaced. */
    public static String text(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> shown.append("&amp;");
                case '<' -> shown.append("&lt;");
                case '>' -> shown.append("&gt;");
                case '"' -> shown.append("&quot;");
                case '\'' -> shown.append("&#39;");
                default -> shown.appendCodePoint(isShown(c) ? c : 0xfffd);
            }
        });
        return shown.toString();
    }

    /** Returns a resource beside this class, such as a style sheet. */
    public static String resource(String name) {
        try (InputStream file = Objects.requireNonNull(Html.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isShown(int c) {
        return c == '\n' || PrintableText.isPrintable(c);
    }
}
