package dev.openaiadmin.governance.blueprint.internal.scope;

import dev.openaiadmin.governance.text.PrintableText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a name refers to: an object that exists, or one that an earlier step of the plan creates. */
public final class Referent {
    private final String kind;
    private final @Nullable String name;
    private volatile @Nullable String id;

    public Referent(String kind, @Nullable String name, @Nullable String id) {
        this.kind = kind;
        this.name = name;
        this.id = id;
    }

    /** Returns the name, or the id of an object without a name. */
    public String shown() {
        return name == null ? String.valueOf(id) : name;
    }

    public @Nullable String name() {
        return name;
    }

    public boolean exists() {
        return id != null;
    }

    public @Nullable String idOrNull() {
        return id;
    }

    /** Returns the id. Throws when the step that creates the object has failed. */
    public String id() {
        String known = id;
        if (known == null) {
            throw new ChangeRefusedException(
                    "The " + kind + " '" + PrintableText.line(Objects.requireNonNull(name)) + "' was not created");
        }
        return known;
    }

    public void created(String newId) {
        id = newId;
    }
}
