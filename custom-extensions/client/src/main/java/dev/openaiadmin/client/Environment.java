package dev.openaiadmin.client;

import dev.openaiadmin.InvalidValueException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads settings from environment variables. Values may come from files, with white space and line ends around them. */
final class Environment {
    private Environment() {}

    /**
     * Returns the value of a variable without the white space around it, or null if it is not set or blank.
     *
     * @throws InvalidValueException if the value is in quotes, as it is in some {@code .env} files; without the value
     */
    static @Nullable String value(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            return null;
        }
        String stripped = value.strip();
        if (isQuote(stripped.charAt(0)) || isQuote(stripped.charAt(stripped.length() - 1))) {
            throw new InvalidValueException(name, null, "must not be in quotes: remove them from where it is set");
        }
        return stripped;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }
}
