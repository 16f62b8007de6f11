package dev.openaiadmin.governance.internal.report;

import dev.openaiadmin.governance.text.PrintableText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table for terminals of 80 columns: texts on the left, which are shortened when they need more room than there is, and
 * numbers on the right, which are never shortened.
 */
public final class TextReport {
    private static final int WIDTH = 80;
    private static final int GAP = 2;
    private static final int LEAST = 8;

    private final int texts;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Creates a table with its headings as the first row.
     *
     * @param texts how many of the columns are texts; the others are numbers
     * @param headings the headings of all columns
     */
    public TextReport(int texts, List<String> headings) {
        this.texts = texts;
        row(headings);
    }

    /** Adds a row of as many cells as there are headings. */
    public void row(List<String> cells) {
        rows.add(cells.stream().map(PrintableText::line).toList());
    }

    @Override
    public String toString() {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
            }
        }
        shrink(widths);
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = i < texts ? TextWidth.cut(row.get(i), widths[i]) : row.get(i);
                String padding = " ".repeat(Math.max(0, widths[i] - TextWidth.of(cell)));
                line.append(i == 0 ? "" : " ".repeat(GAP)).append(i < texts ? cell + padding : padding + cell);
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }

    /** Makes the widest text narrower until the row fits, or all texts are as narrow as they may be. */
    private void shrink(int[] widths) {
        int excess = Arrays.stream(widths).sum() + GAP * (widths.length - 1) - WIDTH;
        while (excess > 0) {
            int widest = 0;
            for (int i = 1; i < texts; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (texts == 0 || widths[widest] <= LEAST) {
                return;
            }
            widths[widest]--;
            excess--;
        }
    }
}
