package dev.openaiadmin.client;

/** The object's state, or a change under way, forbids this (409). */
public final class ConflictException extends ApiException {
    private static final long serialVersionUID = 1L;

    ConflictException(String what, ErrorAnswer answer, String advice) {
        super(what, answer, advice);
    }
}
