package dev.openaiadmin.testkit;

import java.util.List;
import java.util.stream.Collectors;

/** Prints the requests that led to the failure of a test, as a suppressed exception. */
final class LastRequests extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 10;

    private LastRequests(String message) {
        // The stack trace would show the kit only.
        super(message, null, false, false);
    }

    static LastRequests of(InMemoryOrganization organization) {
        return new LastRequests(text(organization));
    }

    /** Returns the last requests, the oldest first, with their violations of the contract. */
    static String text(InMemoryOrganization organization) {
        List<RecordedRequest> requests = organization.requests();
        if (requests.isEmpty()) {
            return "No request reached " + organization + ".";
        }
        List<RecordedRequest> last = requests.subList(Math.max(0, requests.size() - SHOWN), requests.size());
        return "The last requests to " + organization + ":"
                + last.stream().map(request -> "\n  " + request).collect(Collectors.joining());
    }
}
