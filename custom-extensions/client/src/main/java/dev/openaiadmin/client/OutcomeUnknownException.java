package dev.openaiadmin.client;

import dev.openaiadmin.client.internal.call.CallReport;
import dev.openaiadmin.client.internal.call.RequestSummary;

/**
 * Thrown when it is unknown whether something was created: the request was sent, and no clear response arrived. It was
 * not sent again, since that could create a second object. Look for the object by name and creation time before you
 * create it again: it is in the list of the same path. The cause says what happened.
 */
public final class OutcomeUnknownException extends CallException {
    private static final long serialVersionUID = 1L;

    OutcomeUnknownException(CallReport report, CallException cause) {
        super("Outcome unknown", report, cause.requestId(), advice(report.request(), cause), cause);
    }

    private static String advice(RequestSummary request, CallException cause) {
        return request.operation()
                + " may have been carried out and was not sent again: look for the object, by name and creation time,"
                + " in the list at GET " + request.path()
                + " (for a minute, since lists may lag) before you call it again; the cause was: "
                + cause.getMessage();
    }

    @Override
    public boolean mayHaveBeenCarriedOut() {
        return true;
    }
}
