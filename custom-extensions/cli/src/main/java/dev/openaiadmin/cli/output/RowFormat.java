package dev.openaiadmin.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows with the same columns. The first rows are kept until the columns and their widths are known. */
final class RowFormat implements ResultFormat {
    /** Enough to judge the widths by, and few enough that a slow list begins to appear soon. */
    private static final int SAMPLE = 50;

    private final PrintWriter out;
    private final Shape shape;
    private final Rows rows;
    private final List<Map<?, ?>> sample = new ArrayList<>();
    private @Nullable List<String> columns;

    RowFormat(PrintWriter out, Shape shape, Rows rows) {
        this.out = out;
        this.shape = shape;
        this.rows = rows;
    }

    @Override
    public PrintWriter out() {
        return out;
    }

    @Override
    public void write(@Nullable Object value) {
        for (Map<?, ?> row : Columns.rows(shape, value)) {
            if (columns != null) {
                rows.row(cells(columns, row));
                out.flush();
            } else {
                sample.add(row);
                if (sample.size() == SAMPLE) {
                    begin();
                }
            }
        }
    }

    private void begin() {
        List<String> shown = shape.columns().isEmpty() ? fieldsOf(sample) : shape.columns();
        if (!shape.chosen() && rows.leavesOutEmptyColumns() && !sample.isEmpty()) {
            shown = shown.stream()
                    .filter(column -> sample.stream().anyMatch(row -> Columns.field(row, column) != null))
                    .toList();
        }
        columns = shown;
        List<List<String>> cells = new ArrayList<>();
        for (Map<?, ?> row : sample) {
            cells.add(cells(shown, row));
        }
        rows.begin(shown, cells);
        cells.forEach(rows::row);
        sample.clear();
        out.flush();
    }

    private static List<String> fieldsOf(List<Map<?, ?>> sample) {
        return sample.stream()
                .flatMap(row -> row.keySet().stream())
                .map(String::valueOf)
                .distinct()
                .toList();
    }

    private static List<String> cells(List<String> columns, Map<?, ?> row) {
        return columns.stream()
                .map(column -> Columns.cell(Columns.field(row, column)))
                .toList();
    }

    @Override
    public void end() {
        if (columns == null) {
            begin();
        }
        out.flush();
    }
}
