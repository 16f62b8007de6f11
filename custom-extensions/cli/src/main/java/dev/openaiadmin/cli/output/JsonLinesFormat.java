package dev.openaiadmin.cli.output;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** One object on each line. */
record JsonLinesFormat(PrintWriter out, Shape shape) implements ResultFormat {
    @Override
    public void write(@Nullable Object value) {
        out.println(Json.line(Columns.chosen(shape, value)));
        out.flush();
    }

    @Override
    public void end() {
        out.flush();
    }
}
