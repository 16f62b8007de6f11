package dev.openaiadmin.cli.settings;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.cli.terminal.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** The file of the user that holds profiles: {@code ~/.config/openai-admin/config.yaml}. */
final class ProfileFile {
    private ProfileFile() {}

    static Path path(Invocation invocation) {
        return invocation.configurationFolder().resolve("config.yaml");
    }

    /**
     * Returns a profile.
     *
     * @param name the name; null for the default profile, which need not exist
     * @throws InvalidValueException if the file is wrong, or has no profile of this name
     */
    static Profile profile(Invocation invocation, @Nullable String name) {
        Path file = path(invocation);
        if (!Files.exists(file)) {
            if (name == null) {
                return Profile.NONE;
            }
            throw new InvalidValueException("--profile", name, "must be in " + file + ", which does not exist");
        }
        Map<?, ?> content = read(file);
        Object chosen = name == null ? content.get("default_profile") : name;
        if (chosen == null) {
            return Profile.NONE;
        }
        Map<?, ?> profiles = content.get("profiles") instanceof Map<?, ?> map ? map : Map.of();
        if (!(profiles.get(chosen) instanceof Map<?, ?> settings)) {
            throw new InvalidValueException(
                    "--profile",
                    chosen,
                    "must be one of the profiles in " + file + ": "
                            + String.join(
                                    ", ",
                                    profiles.keySet().stream()
                                            .map(String::valueOf)
                                            .sorted()
                                            .toList()));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        settings.forEach((setting, value) -> texts.put(String.valueOf(setting), String.valueOf(value)));
        return new Profile(String.valueOf(chosen), texts);
    }

    private static Map<?, ?> read(Path file) {
        try {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            return content instanceof Map<?, ?> map ? map : Map.of();
        } catch (YAMLException e) {
            throw new InvalidValueException(file.toString(), null, "must be YAML: " + e.getMessage());
        } catch (IOException e) {
            throw new InvalidValueException(file.toString(), null, "must be readable: " + e.getMessage());
        }
    }
}
