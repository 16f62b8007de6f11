package dev.openaiadmin.cli.output;

import dev.openaiadmin.cli.terminal.Terminal;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One object as a table of its fields. Long values continue on the next line. */
record FieldListFormat(
        PrintWriter out, Shape shape, @Nullable Terminal terminal) implements ResultFormat {
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
        int room = terminal == null ? Integer.MAX_VALUE : Math.max(LEAST_ROOM, terminal.width() - names - 2);
        fields.forEach((name, text) -> {
            String rest = text;
            String label = name;
            do {
                String part = part(rest, room);
                out.println((label + " ".repeat(names - TextWidth.of(label) + 2) + part).stripTrailing());
                rest = rest.substring(part.length());
                label = "";
            } while (!rest.isEmpty());
        });
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

    private static String part(String text, int room) {
        int used = 0;
        int end = 0;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            used += TextWidth.of(text.substring(end, next));
            if (used > room) {
                break;
            }
            end = next;
        }
        return text.substring(0, Math.max(end, Math.min(1, text.length())));
    }

    @Override
    public void end() {
        out.flush();
    }
}
