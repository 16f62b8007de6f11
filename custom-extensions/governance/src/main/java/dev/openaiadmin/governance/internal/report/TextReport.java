package dev.openaiadmin.governance.internal.report;

import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.governance.text.TextWidth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table for terminals: texts on the left, which are shortened when they need more room than there is, and
 * numbers on the right, which are never shortened. Rows may be indented below titles.
 */
public final class TextReport {
    /** The width of a terminal, unless somebody has made it wider or narrower. */
    public static final int USUAL_WIDTH = 80;

    private static final int GAP = 2;
    private static final int LEAST = 8;

    private final int texts;
    private final int width;
    private final int indent;
    private final Set<Integer> whole;
    private final List<Line> lines = new ArrayList<>();

    /**
     * Creates a table with its headings as the first row.
     *
     * @param texts how many of the columns are texts; the others are numbers
     * @param headings the headings of all columns
     * @param width the columns of the terminal
     */
    public TextReport(int texts, List<String> headings, int width) {
        this(texts, headings, width, 0, Set.of());
    }

    private TextReport(int texts, List<String> headings, int width, int indent, Set<String> whole) {
        this.texts = texts;
        this.width = width;
        this.indent = indent;
        this.whole = IntStream.range(0, headings.size())
                .filter(i -> whole.contains(headings.get(i)))
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
        row(headings);
    }

    /**
     * Creates a table of texts that is indented by two columns, with its headings as the first row.
     *
     * @param headings the headings of all columns
     * @param whole the headings of the columns that are never shortened, such as ids
     */
    public static TextReport indented(List<String> headings, Set<String> whole) {
        return new TextReport(headings.size(), headings, USUAL_WIDTH, GAP, whole);
    }

    /** A line of the table: the cells of a row, or a title. */
    private record Line(List<String> cells, boolean isTitle) {}

    /** Adds a title for the rows that follow. It has the whole width, and is not indented. */
    public void title(String title) {
        lines.add(new Line(List.of(PrintableText.line(title)), true));
    }

    /** Adds a row of as many cells as there are headings. */
    public void row(List<String> cells) {
        lines.add(new Line(cells.stream().map(PrintableText::line).toList(), false));
    }

    @Override
    public String toString() {
        int[] widths = new int[lines.get(0).cells().size()];
        for (Line line : lines) {
            for (int i = 0; i < widths.length && !line.isTitle(); i++) {
                widths[i] = Math.max(widths[i], TextWidth.of(line.cells().get(i)));
            }
        }
        shrink(widths);
        StringBuilder table = new StringBuilder();
        for (Line line : lines) {
            String text = line.isTitle()
                    ? TextWidth.cut(line.cells().get(0), width)
                    : " ".repeat(indent) + row(line.cells(), widths);
            table.append(text.stripTrailing()).append('\n');
        }
        return table.toString();
    }

    private String row(List<String> cells, int[] widths) {
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = i < texts ? TextWidth.cut(cells.get(i), widths[i]) : cells.get(i);
            String padding = " ".repeat(Math.max(0, widths[i] - TextWidth.of(cell)));
            row.append(i == 0 ? "" : " ".repeat(GAP)).append(i < texts ? cell + padding : padding + cell);
        }
        return row.toString();
    }

    /** Makes the widest text narrower until the row fits, or all texts are as narrow as they may be. */
    private void shrink(int[] widths) {
        int excess = indent + Arrays.stream(widths).sum() + GAP * (widths.length - 1) - width;
        while (excess > 0) {
            int widest = -1;
            for (int i = 0; i < texts; i++) {
                boolean isWider = widest < 0 || widths[i] > widths[widest];
                widest = isWider && !whole.contains(i) ? i : widest;
            }
            if (widest < 0 || widths[widest] <= LEAST) {
                return;
            }
            widths[widest]--;
            excess--;
        }
    }
}
