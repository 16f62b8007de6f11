package dev.openaiadmin.cli.output;

import dev.openaiadmin.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
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
            // Ids are cut last, because a part of an id is of no use.
            if (!shrink(terminal.width(), i -> !isId(columns.get(i)))) {
                shrink(terminal.width(), i -> true);
            }
        }
        String header =
                line(columns.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
        out.println(terminal != null && terminal.color() ? BOLD + header + PLAIN : header);
    }

    private static boolean isId(String column) {
        return column.equals("id") || column.endsWith("_id") || column.endsWith(".id");
    }

    /** Makes the widest of some columns narrower until a row fits, and returns whether it does. */
    private boolean shrink(int width, IntPredicate columns) {
        int total = GAP * (widths.length - 1) + Arrays.stream(widths).sum();
        while (total > width) {
            int widest = IntStream.range(0, widths.length)
                    .filter(columns)
                    .reduce((one, other) -> widths[other] > widths[one] ? other : one)
                    .orElse(-1);
            if (widest < 0 || widths[widest] <= NARROWEST) {
                return false;
            }
            widths[widest]--;
            total--;
        }
        return true;
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
