package dev.openaiadmin.cli.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** CSV as in RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
record CsvRows(PrintWriter out) implements Rows {
    @Override
    public void begin(List<String> columns, List<List<String>> sample) {
        row(columns);
    }

    @Override
    public void row(List<String> cells) {
        out.print(cells.stream().map(CsvRows::quoted).collect(Collectors.joining(",")));
        out.print("\r\n");
    }

    private static String quoted(String cell) {
        boolean formula =
                !cell.isEmpty() && "=+-@".indexOf(cell.charAt(0)) >= 0 && !cell.matches("-?\\d+(\\.\\d+)?(E-?\\d+)?");
        String text = formula ? "'" + cell : cell;
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public boolean leavesOutEmptyColumns() {
        return false;
    }
}
