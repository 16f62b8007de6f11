package dev.openaiadmin.cli.terminal;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A terminal that shows the output.
 *
 * @param width the number of columns
 * @param color whether colors are shown
 */
public record Terminal(int width, boolean color) {
    private static final int USUAL_WIDTH = 80;
    private static final int NARROWEST = 20;
    private static final String CONTINUED = "    ";

    /** Set by the start script, which can tell whether each stream is a terminal: {@code true} or {@code false}. */
    private static final String OF_SCRIPT = "openai-admin.terminal";

    /**
     * Breaks lines that are wider than the terminal between their words, and indents what follows below the beginning of
     * the line.
     */
    public String wrap(String text) {
        return text.lines().map(this::wrapLine).collect(Collectors.joining("\n"));
    }

    private String wrapLine(String line) {
        if (LineWrapper.columns(line) <= width) {
            return line;
        }
        String text = line.stripLeading();
        String start = line.substring(0, line.length() - text.length());
        int room = width - start.length();
        return start
                + String.join(
                        "\n" + start + CONTINUED,
                        LineWrapper.of(room, room - CONTINUED.length()).lines(text.stripTrailing()));
    }

    static @Nullable Terminal ofStandardOutput(Map<String, String> environment) {
        String told = System.getProperty(OF_SCRIPT);
        boolean terminal = told == null ? isConsole() : told.equals("true");
        if (!terminal) {
            return null;
        }
        String noColor = environment.get("NO_COLOR");
        boolean color = (noColor == null || noColor.isEmpty()) && !"dumb".equals(environment.get("TERM"));
        return new Terminal(width(environment), color);
    }

    /** Returns whether both standard input and standard output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // Java 22 and later have a method that tells.
    static boolean isConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return !Boolean.FALSE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static int width(Map<String, String> environment) {
        String columns = environment.get("COLUMNS");
        if (columns != null && columns.matches("\\d{1,4}")) {
            return Math.max(NARROWEST, Integer.parseInt(columns));
        }
        try {
            Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (process.waitFor(1, TimeUnit.SECONDS) && size.matches("\\d+ [1-9]\\d*")) {
                return Math.max(NARROWEST, Integer.parseInt(size.substring(size.indexOf(' ') + 1)));
            }
        } catch (IOException e) {
            // There is no such program: the usual width will do.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return USUAL_WIDTH;
    }
}
