package dev.openaiadmin.governance.offboarding;

import dev.openaiadmin.InvalidValueException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who is meant: somebody with an address, a user with an id, or both once the user is found.
 *
 * @param email the address in lower case, or null when only the id is known
 * @param id the id of the user, or null when there is none or it is not known
 */
record Person(@Nullable String email, @Nullable String id) {
    static Person named(String emailOrId) {
        String name = emailOrId.strip();
        if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
            throw new InvalidValueException(
                    "person", emailOrId, "must be an address such as ada@example.com, or the id of a user");
        }
        return name.contains("@") ? new Person(name.toLowerCase(Locale.ROOT), null) : new Person(null, name);
    }

    /** Returns the name that messages and the journal use. */
    String name() {
        return email == null ? String.valueOf(id) : email;
    }

    /** Returns whether an object of the API is this person. Where both ids are known, they decide. */
    boolean is(@Nullable String otherId, @Nullable String otherEmail) {
        if (id != null && otherId != null) {
            return id.equals(otherId);
        }
        return email != null && otherEmail != null && email.equals(otherEmail.toLowerCase(Locale.ROOT));
    }
}
