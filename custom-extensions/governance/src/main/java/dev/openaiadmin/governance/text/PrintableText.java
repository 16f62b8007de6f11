package dev.openaiadmin.governance.text;

/**
 * Text for terminals, logs and reports. Names come from people and may hold characters that control a terminal, reorder
 * a line or begin another one; they are shown as escapes.
 */
public final class PrintableText {
    private PrintableText() {}

    /**
     * Returns the text on one line, with an escape of a backslash, a {@code u} and four digits for each character that is
     * not to be printed: controls (C0 and C1), format characters such as those that change the direction of text, separators of
     * lines and paragraphs, and halves of surrogate pairs.
     *
     * @param text any text, such as the name of a project
     * @return text that can be printed on one line
     */
    public static String line(String text) {
        return escaped(text, false);
    }

    /**
     * Returns the text as {@link #line} does, but keeps its line feeds.
     *
     * @param text any text, such as a message with several lines
     * @return text that can be printed
     */
    public static String lines(String text) {
        return escaped(text, true);
    }

    /**
     * Returns whether a character can be printed as it is.
     *
     * @param codePoint the character
     * @return false for controls, format characters, separators of lines and paragraphs, and halves of surrogate pairs
     */
    public static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> isJoiner(codePoint);
            default -> true;
        };
    }

    /**
     * Returns whether a character joins others, as words of some languages and emoji need. It neither reorders nor
     * hides text.
     */
    private static boolean isJoiner(int codePoint) {
        return codePoint == 0x200c || codePoint == 0x200d;
    }

    private static String escaped(String text, boolean keepsLineFeeds) {
        if (text.codePoints().allMatch(PrintableText::isPrintable)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (isPrintable(c) || (keepsLineFeeds && c == '\n')) {
                escaped.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    escaped.append("\\u%04x".formatted((int) unit));
                }
            }
        });
        return escaped.toString();
    }
}
