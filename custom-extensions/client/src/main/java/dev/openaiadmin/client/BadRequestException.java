package dev.openaiadmin.client;

/** The API refused the request (400, 422): it breaks a rule, or the object's state does not allow it. */
public class BadRequestException extends ApiException {
    private static final long serialVersionUID = 1L;

    BadRequestException(String what, ErrorAnswer answer, String advice) {
        super(what, answer, advice);
    }
}
