package dev.openaiadmin.governance.blueprint.internal.scope;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.internal.YamlNode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name or the id by which a blueprint refers to something, such as a role. Two names with the same text are equal,
 * wherever they stand.
 *
 * @param text the name or the id
 * @param place where a file says it, or null
 */
public record Name(String text, @Nullable String place) {
    /**
     * Creates a name.
     *
     * @throws InvalidValueException when it is blank
     */
    public Name {
        if (text.isBlank()) {
            throw new InvalidValueException("name", text, "must not be blank");
        }
    }

    public static Name of(String text) {
        return new Name(text, null);
    }

    public static List<Name> all(String... texts) {
        return Arrays.stream(texts).map(Name::of).toList();
    }

    public static Name of(YamlNode node) {
        return node.checked(() -> new Name(node.text(), node.place()));
    }

    /** Returns a text with the place before it. */
    public String at(String problem) {
        return place == null ? problem : place + ": " + problem;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Name that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
