package dev.openaiadmin.cli.output;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * YAML: a sequence for a list, and a mapping otherwise. Texts that are not plain words are written as in JSON, which YAML
 * contains; so every character that is not to be printed has an escape, which the library for YAML does not promise.
 */
final class YamlFormat implements ResultFormat {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_./@-]*");
    /** Words that YAML 1.1 or 1.2 reads as something else than a text. */
    private static final Pattern RESERVED = Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n|nan|inf");

    private final PrintWriter out;
    private final Shape shape;
    private boolean begun;

    YamlFormat(PrintWriter out, Shape shape) {
        this.out = out;
        this.shape = shape;
    }

    @Override
    public PrintWriter out() {
        return out;
    }

    @Override
    public void write(@Nullable Object value) {
        begun = true;
        Object shown = Columns.chosen(shape, value);
        StringBuilder yaml = new StringBuilder();
        if (shape.list()) {
            item(yaml, shown, 0);
        } else if (shown instanceof Map<?, ?> map && !map.isEmpty()) {
            mapping(yaml, map, 0, false);
        } else {
            yaml.append(scalar(shown)).append('\n');
        }
        out.print(yaml);
        out.flush();
    }

    @Override
    public void end() {
        if (shape.list() && !begun) {
            out.println("[]");
        }
        out.flush();
    }

    private static void item(StringBuilder yaml, @Nullable Object value, int depth) {
        yaml.append("  ".repeat(depth)).append("-");
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            yaml.append(' ');
            mapping(yaml, map, depth + 1, true);
        } else if (value instanceof Collection<?> items && !items.isEmpty()) {
            yaml.append('\n');
            items.forEach(item -> item(yaml, item, depth + 1));
        } else {
            yaml.append(' ').append(scalar(value)).append('\n');
        }
    }

    private static void mapping(StringBuilder yaml, Map<?, ?> map, int depth, boolean firstIsIndented) {
        boolean indented = firstIsIndented;
        for (Map.Entry<?, ?> field : map.entrySet()) {
            yaml.append(indented ? "" : "  ".repeat(depth))
                    .append(scalar(String.valueOf(field.getKey())))
                    .append(':');
            indented = false;
            Object value = field.getValue();
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                yaml.append('\n');
                mapping(yaml, inner, depth + 1, false);
            } else if (value instanceof Collection<?> items && !items.isEmpty()) {
                yaml.append('\n');
                items.forEach(item -> item(yaml, item, depth + 1));
            } else {
                yaml.append(' ').append(scalar(value)).append('\n');
            }
        }
    }

    private static String scalar(@Nullable Object value) {
        if (value instanceof String text
                && PLAIN.matcher(text).matches()
                && !RESERVED.matcher(text).matches()) {
            return text;
        }
        return Json.line(value);
    }
}
