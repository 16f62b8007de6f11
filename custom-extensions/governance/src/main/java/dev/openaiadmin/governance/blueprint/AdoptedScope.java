package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The organization or a project while it is read, and what a blueprint cannot say of it. */
final class AdoptedScope {
    private final AdminApi admin;
    private final CurrentState current;
    private final Scope scope;
    private final List<String> notes = new ArrayList<>();
    private @Nullable Catalog roles;

    AdoptedScope(AdminApi admin, CurrentState current, Scope scope) {
        this.admin = admin;
        this.current = current;
        this.scope = scope;
    }

    AdminApi admin() {
        return admin;
    }

    CurrentState current() {
        return current;
    }

    Scope scope() {
        return scope;
    }

    /** Returns the roles that can be assigned in the scope. */
    Catalog roles() {
        Catalog known = roles;
        if (known == null) {
            known = current.catalogOfRoles(scope);
            roles = known;
        }
        return known;
    }

    /** Notes what a blueprint cannot say. */
    void note(String note) {
        notes.add(note);
    }

    List<String> notes() {
        return notes;
    }

    /**
     * Returns an address in lower case, or notes that there is none.
     *
     * @param whose what the note calls its owner
     */
    @Nullable
    String email(String whose, @Nullable String address) {
        if (address == null) {
            note(whose + " has no e-mail address");
            return null;
        }
        try {
            return ProjectBlueprint.email(address);
        } catch (InvalidValueException e) {
            note(whose + " has an e-mail address that a blueprint cannot name: " + address);
            return null;
        }
    }
}
