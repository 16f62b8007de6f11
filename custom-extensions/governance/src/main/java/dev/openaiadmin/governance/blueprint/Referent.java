package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.governance.text.PrintableText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a name refers to: an object that exists, or one that an earlier step of the plan creates. */
final class Referent {
    private final String kind;
    private final @Nullable String name;
    private volatile @Nullable String id;

    Referent(String kind, @Nullable String name, @Nullable String id) {
        this.kind = kind;
        this.name = name;
        this.id = id;
    }

    /** Returns the name, or the id of an object without a name. */
    String shown() {
        return name == null ? String.valueOf(id) : name;
    }

    @Nullable
    String name() {
        return name;
    }

    boolean exists() {
        return id != null;
    }

    @Nullable
    String idOrNull() {
        return id;
    }

    /** Returns the id. Throws when the step that creates the object has failed. */
    String id() {
        String known = id;
        if (known == null) {
            throw new ChangeRefusedException(
                    "The " + kind + " '" + PrintableText.line(Objects.requireNonNull(name)) + "' was not created");
        }
        return known;
    }

    void created(String newId) {
        id = newId;
    }
}
