package dev.openaiadmin.client;

/** The API did not accept the key (401): it is wrong, revoked, or not an admin key. */
public final class AuthenticationException extends ApiException {
    private static final long serialVersionUID = 1L;

    private final boolean keyReplaced;

    AuthenticationException(String what, ErrorAnswer answer, String advice, boolean keyReplaced) {
        super(what, answer, advice);
        this.keyReplaced = keyReplaced;
    }

    /** Whether the source has another key by now. */
    boolean keyReplaced() {
        return keyReplaced;
    }
}
