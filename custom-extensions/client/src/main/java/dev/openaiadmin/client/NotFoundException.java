package dev.openaiadmin.client;

/** There is no such object in the organization (404), or not yet: a new one may take up to a minute to show. */
public final class NotFoundException extends ApiException {
    private static final long serialVersionUID = 1L;

    NotFoundException(String what, ErrorAnswer answer, String advice) {
        super(what, answer, advice);
    }

    /** The same, for a delete of which an earlier attempt may have been carried out. */
    NotFoundException afterALostAnswer() {
        return new NotFoundException("Not found", answer(), "an earlier attempt of this call has probably deleted it");
    }
}
