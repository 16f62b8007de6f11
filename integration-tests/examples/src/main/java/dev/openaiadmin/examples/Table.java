package dev.openaiadmin.examples;

import java.io.PrintStream;

/** Rows of three columns for a terminal of 80: a word, a text that may need several lines, and a status. */
final class Table {
    private static final int TEXT = 58;

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
        line("STEP", "RESULT", "STATUS");
        line("-".repeat(9), "-".repeat(TEXT), "-".repeat(11));
    }

    void row(String step, String text, String status) {
        String rest = text;
        String name = step;
        String shown = status;
        while (rest.length() > TEXT) {
            int space = rest.lastIndexOf(' ', TEXT);
            int end = space > 0 ? space : TEXT;
            line(name, rest.substring(0, end), shown);
            rest = rest.substring(end).stripLeading();
            name = "";
            shown = "";
        }
        line(name, rest, shown);
    }

    private void line(String step, String text, String status) {
        out.println("%-9s %-58s %11s".formatted(step, text, status).stripTrailing());
    }
}
