package dev.openaiadmin.cli.output;

import dev.openaiadmin.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table for people. On a terminal, the widest cells are cut until a row fits on a line. */
final class TableRows implements Rows {
    private static final int GAP = 2;
    private static final int NARROWEST = 6;
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final @Nullable Terminal terminal;
    private int[] widths = new int[0];

    TableRows(PrintWriter out, @Nullable Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void begin(List<String> columns, List<List<String>> sample) {
        widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = TextWidth.of(columns.get(i));
            for (List<String> row : sample) {
                widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
            }
        }
        if (terminal != null) {
            shrink(terminal.width());
        }
        String header =
                line(columns.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
        out.println(terminal != null && terminal.color() ? BOLD + header + PLAIN : header);
    }

    private void shrink(int width) {
        int total = GAP * (widths.length - 1);
        for (int each : widths) {
            total += each;
        }
        while (total > width) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= NARROWEST) {
                return;
            }
            widths[widest]--;
            total--;
        }
    }

    @Override
    public void row(List<String> cells) {
        out.println(line(cells));
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (int i = 0; i < cells.size(); i++) {
            boolean last = i == cells.size() - 1;
            String cell = terminal == null ? cells.get(i) : TextWidth.cut(cells.get(i), widths[i]);
            int gap = i == 0 ? 0 : GAP;
            int room = terminal == null ? Integer.MAX_VALUE : terminal.width() - used - gap;
            if (room <= 0) {
                break;
            }
            cell = terminal == null ? cell : TextWidth.cut(cell, room);
            line.append(" ".repeat(gap)).append(cell);
            int width = TextWidth.of(cell);
            int padding = last ? 0 : Math.max(0, widths[i] - width);
            line.append(" ".repeat(padding));
            used += gap + width + padding;
        }
        return line.toString().stripTrailing();
    }

    @Override
    public boolean leavesOutEmptyColumns() {
        return true;
    }
}
