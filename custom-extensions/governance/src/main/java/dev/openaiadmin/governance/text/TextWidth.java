package dev.openaiadmin.governance.text;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** The number of columns that a text takes on a terminal: two for East Asian characters and emoji, none for marks. */
public final class TextWidth {
    private static final Set<UnicodeScript> WIDE = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL,
            UnicodeScript.BOPOMOFO);
    /** The characters of other scripts that are wide in EastAsianWidth.txt of Unicode: symbols that are emoji, and forms. */
    private static final int[][] WIDE_SYMBOLS = {
        {0x231a, 0x231b}, {0x23e9, 0x23ec}, {0x23f0, 0x23f0}, {0x23f3, 0x23f3}, {0x25fd, 0x25fe}, {0x2614, 0x2615},
        {0x2648, 0x2653}, {0x267f, 0x267f}, {0x2693, 0x2693}, {0x26a1, 0x26a1}, {0x26aa, 0x26ab}, {0x26bd, 0x26be},
        {0x26c4, 0x26c5}, {0x26ce, 0x26ce}, {0x26d4, 0x26d4}, {0x26ea, 0x26ea}, {0x26f2, 0x26f3}, {0x26f5, 0x26f5},
        {0x26fa, 0x26fa}, {0x26fd, 0x26fd}, {0x2705, 0x2705}, {0x270a, 0x270b}, {0x2728, 0x2728}, {0x274c, 0x274c},
        {0x274e, 0x274e}, {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797}, {0x27b0, 0x27b0}, {0x27bf, 0x27bf},
        {0x2b1b, 0x2b1c}, {0x2b50, 0x2b50}, {0x2b55, 0x2b55}, {0x3000, 0x303e}, {0x3190, 0x321e}, {0x3220, 0x3247},
        {0x3250, 0x33ff}, {0xfe30, 0xfe6f}, {0xff01, 0xff60}, {0xffe0, 0xffe6}, {0x1f004, 0x1f004}, {0x1f0cf, 0x1f0cf},
        {0x1f18e, 0x1f18e}, {0x1f191, 0x1f19a}, {0x1f200, 0x1f265}, {0x1f300, 0x1faff}
    };

    private static final String ELLIPSIS = "…";

    private TextWidth() {}

    /**
     * Returns the number of columns of a text.
     *
     * @param text a text without control characters
     * @return the number of columns
     */
    public static int of(String text) {
        return text.codePoints().map(TextWidth::of).sum();
    }

    /**
     * Returns a text that is at most this wide; an ellipsis stands for what is cut off.
     *
     * @param text a text without control characters
     * @param width the number of columns
     * @return the text, or its beginning and an ellipsis
     */
    public static String cut(String text, int width) {
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
        if (codePoint < 0x1100) {
            return false;
        }
        for (int[] range : WIDE_SYMBOLS) {
            if (codePoint >= range[0] && codePoint <= range[1]) {
                return true;
            }
        }
        // The half-width forms of these scripts are below U+FFE0.
        return WIDE.contains(UnicodeScript.of(codePoint)) && (codePoint < 0xff61 || codePoint > 0xffdc);
    }
}
