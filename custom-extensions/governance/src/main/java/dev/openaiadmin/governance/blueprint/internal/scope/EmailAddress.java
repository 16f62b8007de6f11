package dev.openaiadmin.governance.blueprint.internal.scope;

import dev.openaiadmin.InvalidValueException;
import java.util.Locale;
import java.util.regex.Pattern;

/** The addresses by which blueprints name users. */
public final class EmailAddress {
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@]+@[^\\s@]+");

    private EmailAddress() {}

    /**
     * Returns an address in lower case, without white space around it.
     *
     * @throws InvalidValueException when it is not an address
     */
    public static String normalized(String address) {
        String email = address.strip().toLowerCase(Locale.ROOT);
        if (!ADDRESS.matcher(email).matches()) {
            throw new InvalidValueException("email", address, "must be an address such as ada@example.com");
        }
        return email;
    }
}
