package dev.openaiadmin.governance.internal;

import dev.openaiadmin.governance.text.PrintableText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table with columns as wide as their widest cell, for terminals and mails. */
public final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;

    /** Creates a table with the names of its columns as the first row. */
    public TextTable(String... columns) {
        this.widths = new int[columns.length];
        row(columns);
    }

    /** Adds a row; a hyphen stands for null. */
    public void row(@Nullable String... cells) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i] == null ? "-" : PrintableText.line(cells[i]);
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
