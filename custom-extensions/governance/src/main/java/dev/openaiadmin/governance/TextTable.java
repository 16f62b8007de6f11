package dev.openaiadmin.governance;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns as wide as what stands in them, for terminals and mails. */
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;

    TextTable(String... columns) {
        this.widths = new int[columns.length];
        row(columns);
    }

    void row(@Nullable String... cells) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            // Names come from people, and may hold what a terminal would obey.
            String cell = cells[i] == null ? "-" : cells[i].replaceAll("\\p{Cntrl}", "\ufffd");
            widths[i] = Math.max(widths[i], cell.codePointCount(0, cell.length()));
            row.add(cell);
        }
        rows.add(row);
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                line.append(cell).append(" ".repeat(widths[i] - cell.codePointCount(0, cell.length()) + 2));
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }
}
