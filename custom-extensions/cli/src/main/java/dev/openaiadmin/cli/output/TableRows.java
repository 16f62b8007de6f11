package dev.openaiadmin.cli.output;

import dev.openaiadmin.cli.terminal.Terminal;
import dev.openaiadmin.governance.text.TextWidth;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A table for people. On a terminal, the widest cells are cut until a row fits on a line. Columns that would have too little
 * room are left out, the last ones first, unless the user chose them; the header then ends with an ellipsis.
 */
final class TableRows implements Rows {
    private static final int GAP = 2;
    /** As many characters as a chosen column has at least. */
    private static final int NARROWEST = 6;
    /** As many characters as are enough for a day, or to recognize a name. */
    private static final int LEGIBLE = 12;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final String MORE = "…";
    private static final String BOLD = "\u001b[1m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final @Nullable Terminal terminal;
    private final boolean chosen;
    private int[] widths = new int[0];
    private boolean[] numbers = new boolean[0];

    TableRows(PrintWriter out, @Nullable Terminal terminal, boolean chosen) {
        this.out = out;
        this.terminal = terminal;
        this.chosen = chosen;
    }

    @Override
    public void begin(List<String> columns, List<List<String>> sample) {
        widths = new int[columns.size()];
        numbers = new boolean[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            List<String> cells = sample.stream()
                    .map(row -> row.get(column))
                    .filter(cell -> !cell.isEmpty())
                    .toList();
            widths[i] = TextWidth.of(columns.get(i));
            for (String cell : cells) {
                widths[i] = Math.max(widths[i], TextWidth.of(cell));
            }
            numbers[i] = !isId(columns.get(i))
                    && !cells.isEmpty()
                    && cells.stream().allMatch(cell -> NUMBER.matcher(cell).matches());
        }
        boolean complete = true;
        if (terminal != null) {
            if (!chosen) {
                complete = leaveOut(columns, terminal.width());
            }
            int width = terminal.width() - (complete ? 0 : GAP + MORE.length());
            // Ids are cut last, because a part of an id is of no use.
            if (!shrink(width, i -> !isId(columns.get(i)))) {
                shrink(width, i -> true);
            }
        }
        String header =
                line(columns.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList());
        if (!complete) {
            header += " ".repeat(GAP) + MORE;
        }
        out.println(terminal != null && terminal.color() ? BOLD + header + PLAIN : header);
    }

    /** Leaves out the last columns until the others are legible, and returns whether all are shown. */
    private boolean leaveOut(List<String> columns, int width) {
        int shown = widths.length;
        int needed = Arrays.stream(widths).sum() + GAP * (shown - 1);
        if (needed <= width) {
            return true;
        }
        needed = IntStream.range(0, shown)
                        .map(i -> GAP + legible(columns.get(i), widths[i]))
                        .sum()
                - GAP;
        if (needed <= width) {
            return true;
        }
        needed += GAP + MORE.length();
        while (shown > 1 && needed > width) {
            shown--;
            needed -= GAP + legible(columns.get(shown), widths[shown]);
        }
        widths = Arrays.copyOf(widths, shown);
        return false;
    }

    /** Returns the width that a column needs, of which an id needs all. */
    private static int legible(String column, int width) {
        return isId(column) ? width : Math.min(LEGIBLE, width);
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
        for (int i = 0; i < widths.length; i++) {
            String cell = terminal == null ? cells.get(i) : TextWidth.cut(cells.get(i), widths[i]);
            int gap = i == 0 ? 0 : GAP;
            int room = terminal == null ? Integer.MAX_VALUE : terminal.width() - used - gap;
            if (room <= 0) {
                break;
            }
            cell = terminal == null ? cell : TextWidth.cut(cell, room);
            int width = TextWidth.of(cell);
            String padding = " ".repeat(Math.max(0, widths[i] - width));
            line.append(" ".repeat(gap)).append(numbers[i] ? padding + cell : cell + padding);
            used += gap + width + padding.length();
        }
        return line.toString().stripTrailing();
    }

    @Override
    public boolean leavesOutEmptyColumns() {
        return true;
    }
}
