package dev.openaiadmin.client;

/** The API failed (408, 5xx), also after the retries that were allowed. */
public final class ServerException extends ApiException {
    private static final long serialVersionUID = 1L;

    ServerException(String what, ErrorAnswer answer, String advice) {
        super(what, answer, advice);
    }

    @Override
    public boolean mayHaveBeenCarriedOut() {
        return true;
    }
}
