package dev.openaiadmin.testkit;

import dev.openaiadmin.testkit.internal.contract.RetryRule;
import dev.openaiadmin.testkit.internal.server.RequestRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that reached the organization.
 *
 * @param operation the id of the operation, such as {@code createProject}, or null when there is no such operation
 * @param method the HTTP method
 * @param url the path below the base URL, and the query
 * @param status the status of the answer, or 0 when there was none
 * @param requestId the {@code x-request-id} of the answer
 * @param repeat what sending the request twice does, or null when there is no such operation
 * @param fault the {@link Fault} that the request met, in words, or null when it met none
 * @param breaches what broke the contract
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
    /** What sending a request twice does, as the description says of every operation. */
    public enum Repeat {
        /** Nothing. */
        READ,
        /** The same state once more. */
        IDEMPOTENT,
        /** Nothing more; a 404 then means that it is done. */
        DELETE,
        /** Harm, such as a second project of the same name. */
        CREATE
    }

    /**
     * Copies the list of breaches.
     *
     * @param operation the id of the operation, such as {@code createProject}, or null when there is no such operation
     * @param method the HTTP method
     * @param url the path below the base URL, and the query
     * @param status the status of the answer, or 0 when there was none
     * @param requestId the {@code x-request-id} of the answer
     * @param repeat what sending the request twice does, or null when there is no such operation
     * @param fault the {@link Fault} that the request met, in words, or null when it met none
     * @param breaches what broke the contract
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

    /** Method, URL, status and request id on one line, and what was out of the ordinary. */
    @Override
    public String toString() {
        String line = method + " " + url + " -> " + (status == 0 ? "no answer" : status) + " (" + requestId + ")";
        return line
                + (fault == null ? "" : "; fault: " + fault)
                + (breaches.isEmpty() ? "" : "; contract: " + String.join("; ", breaches));
    }
}
