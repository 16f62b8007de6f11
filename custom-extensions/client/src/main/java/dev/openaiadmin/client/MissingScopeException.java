package dev.openaiadmin.client;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The key lacks a scope that the operation needs (403, and sometimes 401). */
public final class MissingScopeException extends PermissionException {
    private static final long serialVersionUID = 1L;

    private static final String SCOPE = "[\\w-]+(?:[.:][\\w-]+)*+";
    private static final Pattern MISSING = Pattern.compile(
            "missing scopes?:\\s*+(" + SCOPE + "(?:\\s*+,\\s*+" + SCOPE + "){0,20})", Pattern.CASE_INSENSITIVE);

    @SuppressWarnings("serial") // List.of() gives what can be serialized
    private final List<String> scopes;

    MissingScopeException(ErrorAnswer answer) {
        this(answer, scopesIn(answer));
    }

    private MissingScopeException(ErrorAnswer answer, List<String> scopes) {
        super(
                "Missing scope " + String.join(", ", scopes),
                answer,
                "an owner can make an admin key that has it, in the settings of the organization");
        this.scopes = scopes;
    }

    /**
     * Tells what the key lacks.
     *
     * @return scopes such as {@code api.management.read}; at least one
     */
    public List<String> scopes() {
        return scopes;
    }

    /** No code tells; "Missing scopes: " is how it has been said, with 401 and with 403. */
    static boolean isMeantBy(ErrorAnswer answer) {
        return !scopesIn(answer).isEmpty();
    }

    private static List<String> scopesIn(ErrorAnswer answer) {
        String message = answer.message();
        Matcher missing = MISSING.matcher(message == null ? "" : message);
        return missing.find() ? List.of(missing.group(1).split("\\s*,\\s*")) : List.of();
    }
}
