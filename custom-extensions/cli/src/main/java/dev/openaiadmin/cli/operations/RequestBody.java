package dev.openaiadmin.cli.operations;

import dev.openaiadmin.cli.output.Json;
import dev.openaiadmin.cli.terminal.InvalidArgumentException;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The body of a request, put together from a file, from options, and from {@code --set}. Later ones win. */
final class RequestBody {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

    /** Adds the fields of a file in JSON or YAML; a hyphen is standard input. */
    void addFile(String file, InputStream standardInput) {
        String text;
        try {
            text = file.equals("-")
                    ? new String(standardInput.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(file));
        } catch (NoSuchFileException e) {
            throw new InvalidArgumentException("--body: there is no file " + PrintableText.line(file));
        } catch (IOException e) {
            throw new InvalidArgumentException(
                    "--body: " + PrintableText.line(file) + " cannot be read: " + e.getMessage());
        }
        Object read = parsed(text, file);
        if (!(read instanceof Map<?, ?> map)) {
            throw new InvalidArgumentException("--body: " + PrintableText.line(file)
                    + " must have an object, such as {\"name\": \"payments-prod\"}");
        }
        map.forEach((name, value) -> fields.put(String.valueOf(name), value));
    }

    private static @Nullable Object parsed(String text, String file) {
        if (text.stripLeading().startsWith("{")) {
            try {
                return Json.read(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It can be YAML that begins with a brace.
            }
        }
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (YAMLException e) {
            throw new InvalidArgumentException("--body: " + PrintableText.line(file) + " is neither JSON nor YAML: "
                    + PrintableText.line(String.valueOf(e.getMessage())));
        }
    }

    /** Sets a field, and creates the objects that hold it. */
    void set(List<String> path, @Nullable Object value) {
        Map<String, @Nullable Object> owner = fields;
        for (String step : path.subList(0, path.size() - 1)) {
            owner = child(owner, step);
        }
        owner.put(path.get(path.size() - 1), value);
    }

    @SuppressWarnings("unchecked") // Files and options put nothing but names into an object.
    private static Map<String, @Nullable Object> child(Map<String, @Nullable Object> owner, String step) {
        if (owner.get(step) instanceof Map<?, ?> known) {
            // That of a file may be immutable.
            Map<String, @Nullable Object> copy = new LinkedHashMap<>((Map<String, @Nullable Object>) known);
            owner.put(step, copy);
            return copy;
        }
        Map<String, @Nullable Object> created = new LinkedHashMap<>();
        owner.put(step, created);
        return created;
    }

    /** Sets a field from {@code a.b=value}, where the value is JSON or a text. */
    void set(String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 1) {
            throw new InvalidArgumentException("--set: '" + PrintableText.line(assignment)
                    + "' must be a field and its value, such as notification_channel.type=email");
        }
        set(List.of(assignment.substring(0, equals).split("\\.")), literal(assignment.substring(equals + 1)));
    }

    /** Numbers, booleans, null, objects and arrays are JSON; the rest is text. */
    private static @Nullable Object literal(String text) {
        boolean json = text.matches("-?\\d.*|true|false|null|[\\[{\"].*");
        if (json) {
            try {
                return Json.read(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // Such as a date, or an id that begins with a digit.
                return text;
            }
        }
        return text;
    }

    boolean isEmpty() {
        return fields.isEmpty();
    }

    boolean has(List<String> path) {
        Object value = fields;
        for (String step : path) {
            if (!(value instanceof Map<?, ?> map) || !map.containsKey(step)) {
                return false;
            }
            value = map.get(step);
        }
        return true;
    }

    Map<String, @Nullable Object> fields() {
        return fields;
    }
}
