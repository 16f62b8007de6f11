package dev.openaiadmin.cli.output;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown. Characters with a meaning in Markdown or HTML are shown as they are. */
record MarkdownRows(PrintWriter out) implements Rows {
    @Override
    public void begin(List<String> columns, List<List<String>> sample) {
        row(columns);
        out.println("|" + "---|".repeat(columns.size()));
    }

    @Override
    public void row(List<String> cells) {
        out.println(cells.stream().map(MarkdownRows::escaped).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private static String escaped(String cell) {
        StringBuilder escaped = new StringBuilder();
        cell.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '&' -> escaped.append("&amp;");
                case '\\', '|', '`', '*', '[', ']', '~' -> escaped.append('\\').appendCodePoint(c);
                default -> escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    @Override
    public boolean leavesOutEmptyColumns() {
        return true;
    }
}
