package dev.openaiadmin.governance.blueprint.internal.scope;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The organization or a project while it is read, and what a blueprint cannot say of it. */
public final class AdoptedScope {
    private final AdminApi admin;
    private final CurrentState current;
    private final Scope scope;
    private final List<String> notes = new ArrayList<>();

    public AdoptedScope(AdminApi admin, CurrentState current, Scope scope) {
        this.admin = admin;
        this.current = current;
        this.scope = scope;
    }

    public AdminApi admin() {
        return admin;
    }

    public CurrentState current() {
        return current;
    }

    public Scope scope() {
        return scope;
    }

    /** Returns the roles that can be assigned in the scope. */
    public Catalog roles() {
        return current.roleCatalog(scope);
    }

    /** Notes what a blueprint cannot say. */
    public void note(String note) {
        notes.add(note);
    }

    public List<String> notes() {
        return notes;
    }

    /**
     * Returns an address in lower case, or notes that there is none.
     *
     * @param whose what the note calls its owner
     */
    public @Nullable String email(String whose, @Nullable String address) {
        if (address == null) {
            note(whose + " has no email address");
            return null;
        }
        try {
            return EmailAddress.normalized(address);
        } catch (InvalidValueException e) {
            note(whose + " has an email address that a blueprint cannot name: " + address);
            return null;
        }
    }
}
