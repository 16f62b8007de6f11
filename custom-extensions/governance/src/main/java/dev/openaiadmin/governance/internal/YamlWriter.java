package dev.openaiadmin.governance.internal;

import dev.openaiadmin.governance.text.PrintableText;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Writes YAML for people: short lists and mappings on one line, comments, and quotes only where they are needed. Texts come
 * back as they are, whatever they hold; what is not to be printed is written as escapes. The emitter of the library that
 * reads YAML would print characters that reorder a line.
 */
public final class YamlWriter {
    private static final int WIDTH = 80;
    /** Indents the further lines of a comment below its dash. */
    private static final String CONTINUED = "  ";
    /** An implicit key must not be longer than 1,024 characters. */
    private static final int LONGEST_IMPLICIT_KEY = 1_000;

    private static final int INDENT = 2;
    /** What means the same in every place, in block and in flow style. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./](?:[A-Za-z0-9_./@+ -]*[A-Za-z0-9_./@+-])?");
    /** Single letters that some readers of YAML 1.1 take for booleans. */
    private static final Pattern LETTER = Pattern.compile("[nNyY]");

    private final Appendable out;
    private final Resolver resolver = new Resolver();

    /**
     * Creates a writer.
     *
     * @param out takes the text, whose lines end with a line feed
     */
    public YamlWriter(Appendable out) {
        this.out = out;
    }

    /**
     * A value with comments before it.
     *
     * @param comments a line each
     * @param value the value
     */
    public record Commented(List<String> comments, Map<String, Object> value) {
        /** Copies the comments. */
        public Commented {
            comments = List.copyOf(comments);
        }
    }

    /**
     * Writes a document: a mapping of texts, numbers, booleans, lists, mappings and commented mappings.
     *
     * @throws IOException when it cannot be written
     */
    public void write(Commented document) throws IOException {
        comments(document.comments(), 0);
        entries(document.value(), 0, false);
    }

    private void comments(List<String> comments, int indent) throws IOException {
        String start = " ".repeat(indent) + "#";
        for (String comment : comments) {
            int column = start.length();
            out.append(start);
            for (String word : escaped(comment, false).split(" ", -1)) {
                boolean fits = column + 1 + word.length() <= WIDTH;
                if (!fits && column > start.length()) {
                    out.append('\n').append(start).append(CONTINUED);
                    column = start.length() + CONTINUED.length();
                }
                out.append(comment.isEmpty() ? "" : " ").append(word);
                column += 1 + word.length();
            }
            out.append('\n');
        }
    }

    /**
     * Writes the entries of a mapping.
     *
     * @param begun whether the first line is begun already, behind a dash
     */
    private void entries(Map<?, ?> mapping, int indent, boolean begun) throws IOException {
        boolean isBegun = begun;
        for (Map.Entry<?, ?> entry : mapping.entrySet()) {
            if (!isBegun) {
                out.append(" ".repeat(indent));
            }
            isBegun = false;
            String key = scalar(entry.getKey());
            if (key.length() > LONGEST_IMPLICIT_KEY) {
                out.append("? ")
                        .append(key)
                        .append('\n')
                        .append(" ".repeat(indent))
                        .append(':');
            } else {
                out.append(key).append(':');
            }
            value(entry.getValue(), indent, key.length() + 1);
        }
    }

    /** Writes the value behind a key. */
    private void value(Object value, int indent, int used) throws IOException {
        Optional<String> line = line(value);
        if (line.isPresent() && indent + used + line.get().length() < WIDTH) {
            out.append(' ').append(line.get()).append('\n');
        } else if (value instanceof List<?> list) {
            out.append('\n');
            for (Object element : list) {
                element(element, indent + INDENT);
            }
        } else if (value instanceof Map<?, ?> mapping) {
            out.append('\n');
            entries(mapping, indent + INDENT, false);
        } else {
            out.append(' ').append(scalar(value)).append('\n');
        }
    }

    private void element(Object element, int indent) throws IOException {
        if (element instanceof Commented commented) {
            comments(commented.comments(), indent);
            out.append(" ".repeat(indent)).append("- ");
            entries(commented.value(), indent + INDENT, true);
            return;
        }
        out.append(" ".repeat(indent)).append("- ");
        Optional<String> line = line(element);
        if (line.isPresent() && (indent + line.get().length() < WIDTH || !(element instanceof Map<?, ?>))) {
            out.append(line.get()).append('\n');
        } else if (element instanceof Map<?, ?> mapping) {
            entries(mapping, indent + INDENT, true);
        } else {
            throw new IllegalArgumentException("A list in a list cannot be written");
        }
    }

    /** Returns a value on one line: a scalar, a list of scalars, or a mapping of these. */
    private Optional<String> line(Object value) {
        if (value instanceof Map<?, ?> mapping) {
            return mapping.isEmpty()
                    ? Optional.of("{}")
                    : flow(
                            mapping.entrySet().stream()
                                    .map(entry ->
                                            simple(entry.getValue()).map(one -> scalar(entry.getKey()) + ": " + one))
                                    .toList(),
                            "{ ",
                            " }");
        }
        return simple(value);
    }

    /** Returns a scalar, or a list of scalars. */
    private Optional<String> simple(Object value) {
        if (value instanceof List<?> list) {
            return flow(list.stream().map(this::one).toList(), "[", "]");
        }
        return one(value);
    }

    private Optional<String> one(@Nullable Object value) {
        return value instanceof List<?> || value instanceof Map<?, ?> || value instanceof Commented
                ? Optional.empty()
                : Optional.of(scalar(value));
    }

    private static Optional<String> flow(List<Optional<String>> parts, String open, String close) {
        StringBuilder line = new StringBuilder(open);
        for (Iterator<Optional<String>> each = parts.iterator(); each.hasNext(); ) {
            Optional<String> part = each.next();
            if (part.isEmpty()) {
                return Optional.empty();
            }
            line.append(part.get()).append(each.hasNext() ? ", " : "");
        }
        return Optional.of(line.append(close).toString());
    }

    private String scalar(@Nullable Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        String text = (String) Objects.requireNonNull(value, "a value");
        boolean plain = PLAIN.matcher(text).matches()
                && !LETTER.matcher(text).matches()
                && resolver.resolve(NodeId.scalar, text, true).equals(Tag.STR);
        return plain ? text : "\"" + escaped(text, true) + "\"";
    }

    private static String escaped(String text, boolean quoted) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (quoted && (c == '"' || c == '\\')) {
                escaped.append('\\').append((char) c);
            } else if (c == '\n' && quoted) {
                escaped.append("\\n");
            } else if (isWritten(c)) {
                escaped.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    escaped.append("\\u%04x".formatted((int) unit));
                }
            }
        });
        return escaped.toString();
    }

    /** YAML does not allow what is not assigned, such as U+FFFE, even in comments. */
    private static boolean isWritten(int c) {
        return PrintableText.isPrintable(c) && Character.getType(c) != Character.UNASSIGNED && c != 0xfeff;
    }
}
