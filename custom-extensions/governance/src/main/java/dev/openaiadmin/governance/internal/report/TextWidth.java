package dev.openaiadmin.governance.internal.report;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** How many columns of a terminal a text takes: two for East Asian characters and emoji, none for marks. */
final class TextWidth {
    private static final Set<UnicodeScript> WIDE = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO);
    private static final String ELLIPSIS = "…";

    private TextWidth() {}

    static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /** Returns a text that is at most this wide; an ellipsis stands for what is cut off. */
    static String cut(String text, int width) {
        if (of(text) <= width) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int used = 1;
        for (int codePoint : text.codePoints().toArray()) {
            used += of(codePoint);
            if (used > width) {
                break;
            }
            cut.appendCodePoint(codePoint);
        }
        return cut.toString().stripTrailing() + ELLIPSIS;
    }

    private static int of(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(codePoint) ? 2 : 1;
        };
    }

    private static boolean isWide(int codePoint) {
        boolean fullWidth = codePoint >= 0xff01 && codePoint <= 0xff60;
        boolean emoji = codePoint >= 0x1f300 && codePoint <= 0x1faff;
        return fullWidth || emoji || WIDE.contains(UnicodeScript.of(codePoint));
    }
}
