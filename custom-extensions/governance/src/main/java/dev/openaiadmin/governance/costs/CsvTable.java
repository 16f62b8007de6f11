package dev.openaiadmin.governance.costs;

import dev.openaiadmin.governance.text.PrintableText;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table as RFC 4180 defines it, in which no spreadsheet finds a formula. */
final class CsvTable {
    /** What begins a formula in spreadsheets, also after spaces and in its full-width form. */
    private static final String FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";

    private final StringBuilder lines = new StringBuilder();
    private boolean begun;

    CsvTable(String... columns) {
        List.of(columns).forEach(this::text);
        end();
    }

    CsvTable text(@Nullable String text) {
        return cell(text == null ? "" : quoted(guarded(text)));
    }

    CsvTable number(BigDecimal number) {
        return cell(number.toPlainString());
    }

    CsvTable end() {
        lines.append("\r\n");
        begun = false;
        return this;
    }

    private CsvTable cell(String cell) {
        lines.append(begun ? "," : "").append(cell);
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
        return text.matches("[\\w.'-]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
