package dev.openaiadmin.testkit;

import dev.openaiadmin.testkit.internal.contract.RetryRule;
import dev.openaiadmin.testkit.internal.server.RequestRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that reached the organization.
 *
 * @param operation the id of the operation, such as {@code createProject}, or null if there is no such operation
 * @param method the HTTP method
 * @param url the path below the base URL, and the query
 * @param status the status of the response, or 0 if there was none
 * @param requestId the {@code x-request-id} of the response
 * @param repeat what sending the request twice does, or null if there is no such operation
 * @param fault the {@link Fault} that affected the request, in words, or null
 * @param breaches how the request violates the contract
 */
public record RecordedRequest(
        @Nullable String operation,
        String method,
        String url,
        int status,
        String requestId,
        @Nullable Repeat repeat,
        @Nullable String fault,
        List<String> breaches) {
    /** The effect of sending a request twice, which the description states for every operation. */
    public enum Repeat {
        /** No effect: the operation reads. */
        READ,
        /** The same state again. */
        IDEMPOTENT,
        /** No further effect; the second response can be a 404. */
        DELETE,
        /** Another effect, such as a second project with the same name. */
        CREATE
    }

    /**
     * Copies the list of breaches.
     *
     * @param operation the id of the operation, such as {@code createProject}, or null if there is no such operation
     * @param method the HTTP method
     * @param url the path below the base URL, and the query
     * @param status the status of the response, or 0 if there was none
     * @param requestId the {@code x-request-id} of the response
     * @param repeat what sending the request twice does, or null if there is no such operation
     * @param fault the {@link Fault} that affected the request, in words, or null
     * @param breaches how the request violates the contract
     */
    public RecordedRequest {
        breaches = List.copyOf(breaches);
    }

    static RecordedRequest of(RequestRecord record) {
        RetryRule repeat = record.repeat();
        return new RecordedRequest(
                record.operation(),
                record.method(),
                record.url(),
                record.status(),
                record.requestId(),
                repeat == null ? null : Repeat.valueOf(repeat.name()),
                record.fault(),
                record.violations());
    }

    /** Returns method, URL, status and request id on one line, with the fault and the violations, if any. */
    @Override
    public String toString() {
        String line = method + " " + url + " -> " + (status == 0 ? "no response" : status) + " (" + requestId + ")";
        return line
                + (fault == null ? "" : "; fault: " + fault)
                + (breaches.isEmpty() ? "" : "; contract: " + String.join("; ", breaches));
    }
}
