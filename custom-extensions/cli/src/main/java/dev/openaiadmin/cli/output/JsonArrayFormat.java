package dev.openaiadmin.cli.output;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** One JSON document: an array for a list, and an object otherwise. */
final class JsonArrayFormat implements ResultFormat {
    private final PrintWriter out;
    private final Shape shape;
    private boolean begun;

    JsonArrayFormat(PrintWriter out, Shape shape) {
        this.out = out;
        this.shape = shape;
    }

    @Override
    public PrintWriter out() {
        return out;
    }

    @Override
    public void write(@Nullable Object value) {
        String json = Json.lines(Columns.chosen(shape, value));
        if (shape.list()) {
            out.print(begun ? ",\n" : "[\n");
            out.print(json.indent(2).stripTrailing());
        } else {
            out.println(json);
        }
        begun = true;
    }

    @Override
    public void end() {
        if (shape.list()) {
            out.println(begun ? "\n]" : "[]");
        }
        out.flush();
    }
}
