package dev.openaiadmin.cli.output;

import dev.openaiadmin.cli.terminal.LineWrapper;
import dev.openaiadmin.cli.terminal.Terminal;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.governance.text.TextWidth;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object as a table of its fields. Long values continue on the next line. */
record FieldListFormat(
        PrintWriter out, Shape shape, @Nullable Terminal terminal) implements ResultFormat {
    private static final int GAP = 2;
    private static final int LEAST_ROOM = 20;

    @Override
    public void write(@Nullable Object value) {
        Object shown = Columns.chosen(shape, value);
        if (!(shown instanceof Map<?, ?> map)) {
            out.println(Columns.cell(shown));
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        flatten(map, "", fields);
        int names = fields.keySet().stream().mapToInt(TextWidth::of).max().orElse(0);
        int column = names + GAP;
        LineWrapper wrapper =
                LineWrapper.of(terminal == null ? Integer.MAX_VALUE : Math.max(LEAST_ROOM, terminal.width() - column));
        fields.forEach((name, text) -> out.println((name
                        + " ".repeat(column - TextWidth.of(name))
                        + String.join("\n" + " ".repeat(column), wrapper.lines(text)))
                .stripTrailing()));
        out.flush();
    }

    private static void flatten(Map<?, ?> map, String prefix, Map<String, String> fields) {
        map.forEach((name, value) -> {
            String path = prefix + PrintableText.line(String.valueOf(name));
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                flatten(inner, path + ".", fields);
            } else {
                fields.put(path, Columns.cell(value));
            }
        });
    }

    @Override
    public void end() {
        out.flush();
    }
}
