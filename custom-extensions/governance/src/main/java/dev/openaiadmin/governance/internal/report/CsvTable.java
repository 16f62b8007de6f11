package dev.openaiadmin.governance.internal.report;

import dev.openaiadmin.governance.text.PrintableText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes a table as RFC 4180 defines it, in which no spreadsheet finds a formula. */
public final class CsvTable {
    /** What begins a formula in spreadsheets, also after spaces and in its full-width form. */
    private static final String FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";

    private static final Pattern PLAIN = Pattern.compile("[\\w.'-]*");

    private static final int MOST_CELLS = 4_096;

    private final Writer out;
    /** The cells of texts: most texts of a large table occur in many of its rows. */
    private final Map<String, String> cells = new HashMap<>();

    private boolean begun;

    /** Creates a table with the names of its columns as the first line. */
    public CsvTable(Writer out, List<String> columns) throws IOException {
        this.out = out;
        for (String column : columns) {
            text(column);
        }
        end();
    }

    /** Writes the lines of a table. */
    @FunctionalInterface
    public interface Lines {
        /** Writes all of them. */
        void writeTo(CsvTable table) throws IOException;
    }

    /** Returns a table as text. */
    public static String text(List<String> columns, Lines lines) {
        StringWriter text = new StringWriter();
        try {
            lines.writeTo(new CsvTable(text, columns));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Writes a cell of text; null is an empty cell. */
    public CsvTable text(@Nullable String text) throws IOException {
        return cell(text == null ? "" : cellOf(text));
    }

    /** Writes a number with every digit and without an exponent; null is an empty cell. */
    public CsvTable number(@Nullable BigDecimal number) throws IOException {
        return cell(number == null ? "" : number.toPlainString());
    }

    /** Ends a line. */
    public void end() throws IOException {
        out.write("\r\n");
        begun = false;
    }

    private String cellOf(String text) {
        String known = cells.get(text);
        if (known != null) {
            return known;
        }
        if (cells.size() == MOST_CELLS) {
            cells.clear();
        }
        String cell = quoted(guarded(text));
        cells.put(text, cell);
        return cell;
    }

    private CsvTable cell(String cell) throws IOException {
        if (begun) {
            out.write(',');
        }
        out.write(cell);
        begun = true;
        return this;
    }

    private static String guarded(String text) {
        String bare = text.strip();
        boolean formula = !bare.isEmpty() && FORMULA.indexOf(bare.charAt(0)) >= 0;
        boolean control = !text.isEmpty() && text.charAt(0) < ' ';
        return PrintableText.line(formula || control ? "'" + text : text);
    }

    /** Quotes whatever is not plain, so that no separator of any locale begins a cell. */
    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
