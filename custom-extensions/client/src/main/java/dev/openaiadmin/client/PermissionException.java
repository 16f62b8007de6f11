package dev.openaiadmin.client;

/** The key may not do this (403); {@link MissingScopeException} when the API names the scope that is missing. */
public class PermissionException extends ApiException {
    private static final long serialVersionUID = 1L;

    PermissionException(String what, ErrorAnswer answer, String advice) {
        super(what, answer, advice);
    }
}
