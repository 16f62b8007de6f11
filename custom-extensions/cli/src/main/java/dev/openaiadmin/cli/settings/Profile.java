package dev.openaiadmin.cli.settings;

import dev.openaiadmin.InvalidValueException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The settings that have a name, in the file of the user. */
public final class Profile {
    /** The settings of nobody. */
    static final Profile NONE = new Profile("", Map.of());

    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "base_url",
            "organization",
            "key_env",
            "key_file",
            "key_command",
            "read_only",
            "output",
            "time",
            "timeout",
            "allow_plain_http"));

    private final String name;
    private final Map<String, String> settings;

    Profile(String name, Map<String, String> settings) {
        this.name = name;
        this.settings = settings;
        for (String setting : settings.keySet()) {
            if (!KNOWN.contains(setting)) {
                throw new InvalidValueException(
                        "The profile '" + name + "'",
                        null,
                        "must not have '" + setting + "'; known: " + String.join(", ", KNOWN));
            }
        }
    }

    /** Returns the name of the profile; empty if there is none. */
    public String name() {
        return name;
    }

    /** Returns the format of results; null if the profile does not say. */
    public @Nullable String output() {
        return oneOf("output", Set.of("table", "json", "jsonl", "yaml", "csv", "markdown"));
    }

    /** Returns how times are written; null if the profile does not say. */
    public @Nullable String time() {
        return oneOf("time", Set.of("local", "utc", "unix"));
    }

    private @Nullable String oneOf(String setting, Set<String> values) {
        String value = settings.get(setting);
        if (value != null && !values.contains(value)) {
            throw new InvalidValueException(
                    setting + " of the profile '" + name + "'",
                    value,
                    "must be one of " + String.join(", ", new TreeSet<>(values)));
        }
        return value;
    }

    @Nullable
    String get(String setting) {
        return settings.get(setting);
    }

    boolean isSet(String setting) {
        return "true".equals(settings.get(setting));
    }

    boolean hasKey() {
        return settings.containsKey("key_env")
                || settings.containsKey("key_file")
                || settings.containsKey("key_command");
    }
}
