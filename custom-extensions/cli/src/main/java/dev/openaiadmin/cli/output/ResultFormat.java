package dev.openaiadmin.cli.output;

import dev.openaiadmin.cli.terminal.Terminal;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Writes objects in one of the formats. */
interface ResultFormat {
    PrintWriter out();

    void write(@Nullable Object value);

    void end();

    static ResultFormat of(OutputFormat format, PrintWriter out, @Nullable Terminal terminal, Shape shape) {
        return switch (format) {
            case json -> new JsonArrayFormat(out, shape);
            case jsonl -> new JsonLinesFormat(out, shape);
            case yaml -> new YamlFormat(out, shape);
            case csv -> new RowFormat(out, shape, new CsvRows(out));
            case markdown -> new RowFormat(out, shape, new MarkdownRows(out));
            case table ->
                shape.list()
                        ? new RowFormat(out, shape, new TableRows(out, terminal, shape.chosen()))
                        : new FieldListFormat(out, shape, terminal);
        };
    }
}
