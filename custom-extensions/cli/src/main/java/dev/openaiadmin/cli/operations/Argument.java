package dev.openaiadmin.cli.operations;

import dev.openaiadmin.cli.terminal.InvalidArgumentException;
import dev.openaiadmin.cli.terminal.Times;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An argument of an operation: a part of the path, a query parameter or a field of the request. */
final class Argument {
    private static final int LONG_LABEL = 10;

    private final Fields json;

    Argument(Fields json) {
        this.json = json;
    }

    /** Returns the name that the API gives it. */
    String name() {
        return json.text("name");
    }

    /** Returns the option, such as {@code --project}. */
    String option() {
        return "--" + json.text("option");
    }

    /** Returns the word for its value in the help, such as {@code PROJECT}. */
    String label() {
        return json.text("option").replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Returns a short word for its value, for an argument that is given by its name alone. */
    String valueLabel() {
        String type = json.text("type");
        if (type.equals("integer") || type.equals("number")) {
            return "N";
        }
        String label = label();
        return label.length() <= LONG_LABEL ? label : label.substring(label.lastIndexOf('_') + 1);
    }

    String text() {
        return json.text("text");
    }

    boolean isInPath() {
        return json.text("in").equals("path");
    }

    boolean isInQuery() {
        return json.text("in").equals("query");
    }

    boolean isInBody() {
        return json.text("in").equals("body");
    }

    boolean isRequired() {
        return json.flag("required");
    }

    boolean isList() {
        return json.flag("list");
    }

    boolean isBoolean() {
        return json.text("type").equals("boolean") && !isList();
    }

    /** Returns whether values have several lines, as certificates do. */
    boolean hasLines() {
        return example() instanceof String text && text.contains("\n");
    }

    boolean isDeprecated() {
        return json.flag("deprecated");
    }

    boolean isClearable() {
        return json.flag("clearable");
    }

    /** Returns where the value is in the request. */
    List<String> path() {
        return json.texts("path");
    }

    List<String> values() {
        return json.texts("values");
    }

    @Nullable
    String defaultValue() {
        return json.textOrNull("default");
    }

    @Nullable
    Object example() {
        return json.value("example");
    }

    /** Returns how a name becomes an id; null if only ids are accepted. */
    @Nullable
    Lookup lookup() {
        return json.has("lookup") ? new Lookup(json.fields("lookup")) : null;
    }

    /** Returns the bounds in words, such as {@code from 1 to 100}; empty if there are none. */
    String bounds() {
        String minimum = json.text("minimum");
        String maximum = json.text("maximum");
        if (!minimum.isEmpty()) {
            return maximum.isEmpty() ? "at least " + minimum : "from " + minimum + " to " + maximum;
        }
        return maximum.isEmpty() ? "" : "at most " + maximum;
    }

    /**
     * Returns the value that a text stands for.
     *
     * @throws InvalidArgumentException if the text is not a value of the type, or breaks a rule of the description
     */
    Object parse(String text) {
        return switch (json.text("type")) {
            case "integer" -> bounded(number(text, "a whole number").stripTrailingZeros(), text, true);
            case "number" -> bounded(number(text, "a number"), text, false);
            case "boolean" -> bool(text);
            case "time" -> time(text);
            default -> checked(isInBody() ? contentOf(text) : text);
        };
    }

    /** A text that begins with {@code @} is that of a file; {@code @@} stands for the character itself. */
    private String contentOf(String text) {
        if (!text.startsWith("@")) {
            return text;
        }
        if (text.startsWith("@@")) {
            return text.substring(1);
        }
        try {
            return Files.readString(Path.of(text.substring(1)));
        } catch (IOException | InvalidPathException e) {
            throw refused(text, "names a file that cannot be read; write @@ for a value that begins with @");
        }
    }

    private BigDecimal number(String text, String kind) {
        try {
            return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw refused(text, "is not " + kind);
        }
    }

    private Object bounded(BigDecimal number, String text, boolean whole) {
        if (whole && number.scale() > 0) {
            throw refused(text, "is not a whole number");
        }
        boolean low = json.has("minimum") && number.compareTo(new BigDecimal(json.text("minimum"))) < 0;
        boolean high = json.has("maximum") && number.compareTo(new BigDecimal(json.text("maximum"))) > 0;
        if (low || high) {
            throw refused(text, "must be " + bounds());
        }
        return whole ? number.toBigInteger() : number;
    }

    private boolean bool(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw refused(text, "is neither true nor false");
        };
    }

    private Object time(String text) {
        try {
            return Times.parse(text).getEpochSecond();
        } catch (DateTimeException e) {
            throw refused(text, "is not a time such as 2026-11-01, 2026-11-01T10:00:00Z, 7d (ago) or unix seconds");
        }
    }

    private String checked(String text) {
        if (!values().isEmpty() && !values().contains(text)) {
            throw refused(text, "is none of the known values: " + String.join(", ", values()));
        }
        int length = text.codePointCount(0, text.length());
        Long minLength = json.number("minLength");
        Long maxLength = json.number("maxLength");
        if (minLength != null && length < minLength) {
            throw refused(text, "must have at least " + minLength + " characters");
        }
        if (maxLength != null && length > maxLength) {
            throw refused(text, "must have at most " + maxLength + " characters, but has " + length);
        }
        String pattern = json.textOrNull("pattern");
        if (pattern != null
                && lookup() == null
                && !Pattern.compile(pattern).matcher(text).find()) {
            String rule = json.textOrNull("x-pattern-message");
            throw refused(text, rule == null ? "must match " + pattern : rule);
        }
        return text;
    }

    /** Checks the number of values of a list. */
    void checkSize(int size) {
        Long minItems = json.number("minItems");
        Long maxItems = json.number("maxItems");
        if (minItems != null && size < minItems) {
            throw new InvalidArgumentException(option() + " needs at least " + minItems + " values");
        }
        if (maxItems != null && size > maxItems) {
            throw new InvalidArgumentException(option() + " takes at most " + maxItems + " values");
        }
    }

    private InvalidArgumentException refused(String text, String problem) {
        return new InvalidArgumentException(option() + ": '" + PrintableText.line(text) + "' " + problem);
    }
}
