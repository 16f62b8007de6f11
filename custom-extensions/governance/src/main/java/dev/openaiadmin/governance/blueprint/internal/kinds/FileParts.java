package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.governance.blueprint.internal.scope.EmailAddress;
import dev.openaiadmin.governance.blueprint.internal.scope.Name;
import dev.openaiadmin.governance.internal.YamlNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the kinds of resources have in common when they read and write parts of a file. */
final class FileParts {
    private FileParts() {}

    /** Returns a part that must be there. */
    static YamlNode required(YamlNode of, Map<String, YamlNode> parts, String name) {
        YamlNode part = optional(parts, name);
        if (part == null) {
            throw of.mistake("'" + name + "' is missing");
        }
        return part;
    }

    /** Returns a part, or null when it is missing or has no value. */
    static @Nullable YamlNode optional(Map<String, YamlNode> parts, String name) {
        YamlNode part = parts.get(name);
        return part == null || part.isEmpty() ? null : part;
    }

    static List<String> texts(YamlNode list) {
        return list.list().stream().map(YamlNode::text).toList();
    }

    static List<Name> names(@Nullable YamlNode list) {
        return list == null
                ? List.of()
                : list.list().stream().map(Name::of).distinct().toList();
    }

    static List<String> emails(YamlNode list) {
        return list.list().stream()
                .map(address -> address.checked(() -> EmailAddress.normalized(address.text())))
                .toList();
    }

    /** Writes a value, unless it is null. */
    static void put(Map<String, Object> parts, String name, @Nullable Object value) {
        if (value != null) {
            parts.put(name, value);
        }
    }

    /** Writes names, unless there are none. */
    static void putNames(Map<String, Object> parts, String name, Collection<Name> names) {
        if (!names.isEmpty()) {
            parts.put(name, names.stream().map(Name::text).toList());
        }
    }
}
