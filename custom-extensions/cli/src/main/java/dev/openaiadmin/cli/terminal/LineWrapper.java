package dev.openaiadmin.cli.terminal;

import dev.openaiadmin.governance.text.TextWidth;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Breaks text into lines between its words. A word that is longer than a line stays whole, so that it can be copied. */
public final class LineWrapper {
    private static final Pattern COLORS = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final int FEW_WORDS = 2;

    private final int first;
    private final int others;

    private LineWrapper(int first, int others) {
        this.first = first;
        this.others = others;
    }

    /** Returns a wrapper whose lines have all the same width. */
    public static LineWrapper of(int width) {
        return new LineWrapper(width, width);
    }

    /** Returns a wrapper whose first line has another width than those below it, which the caller indents differently. */
    public static LineWrapper of(int first, int others) {
        return new LineWrapper(first, others);
    }

    /** Returns the number of columns that a text takes, in which sequences for colors take none. */
    static int columns(String text) {
        return TextWidth.of(COLORS.matcher(text).replaceAll(""));
    }

    /** Returns the lines of a paragraph. The last one is not a single word, where that can be avoided. */
    public List<String> lines(String paragraph) {
        if (columns(paragraph) <= first) {
            return List.of(paragraph);
        }
        List<List<String>> lines = broken(List.of(paragraph.split(" ", -1)));
        if (lines.size() > 1) {
            List<String> last = lines.get(lines.size() - 1);
            List<String> before = lines.get(lines.size() - 2);
            String moved = before.get(before.size() - 1);
            if (last.size() == 1 && before.size() > FEW_WORDS && columns(moved) + 1 + columns(last.get(0)) <= others) {
                before.remove(before.size() - 1);
                last.add(0, moved);
            }
        }
        return joined(lines);
    }

    /** Returns lines of words, which can have spaces in them. */
    public List<String> lines(List<String> words) {
        return joined(broken(words));
    }

    private List<List<String>> broken(List<String> words) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        int used = 0;
        for (String word : words) {
            int room = lines.isEmpty() ? first : others;
            int columns = columns(word);
            if (!line.isEmpty() && used + 1 + columns > room) {
                lines.add(line);
                line = new ArrayList<>();
                used = 0;
            }
            // Of several spaces between words, none begins a line.
            if (!lines.isEmpty() && line.isEmpty() && word.isEmpty()) {
                continue;
            }
            used += columns + (line.isEmpty() ? 0 : 1);
            line.add(word);
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private static List<String> joined(List<List<String>> lines) {
        return lines.stream().map(line -> String.join(" ", line)).toList();
    }
}
