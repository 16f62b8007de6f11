package dev.openaiadmin.client;

/** The key may not do this (403); often a scope is missing, and the message names it. */
public final class PermissionException extends ApiException {
    private static final long serialVersionUID = 1L;

    PermissionException(String what, ErrorAnswer answer, String advice) {
        super(what, answer, advice);
    }
}
