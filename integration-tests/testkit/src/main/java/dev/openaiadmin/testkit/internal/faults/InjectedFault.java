package dev.openaiadmin.testkit.internal.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.internal.contract.Handler;
import dev.openaiadmin.testkit.internal.contract.OperationRequest;
import dev.openaiadmin.testkit.internal.contract.OperationResponse;
import dev.openaiadmin.testkit.internal.http.HttpResponse;
import dev.openaiadmin.testkit.internal.http.HttpResponse.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fault that affects a request.
 *
 * @param fault the fault
 * @param pause how long to wait, unless the fault says so itself
 * @param now the time of the organization
 */
public record InjectedFault(FaultSpec fault, Duration pause, Instant now) {
    /** Returns what is sent instead of the response of the organization, or made from it. */
    public HttpResponse response(OperationRequest request, Handler organization) {
        return switch (fault.kind()) {
            case ERROR -> {
                if (fault.done()) {
                    organization.handle(request);
                }
                yield fault.error().response(null, pause, now);
            }
            case THROTTLE -> fault.error().response(null, pause, now);
            case EXPIRED_PAGE_TOKEN -> fault.error().response(cursorOf(request), pause, now);
            case RESET -> {
                if (fault.done()) {
                    organization.handle(request);
                }
                yield HttpResponse.of(0, "", "").delivered(Delivery.RESET);
            }
            case TRUNCATED -> json(organization.handle(request)).delivered(Delivery.TRUNCATED);
            case SLOW -> json(organization.handle(request)).delayed(fault.delay());
            case REPEATED_CURSOR -> json(organization.handle(fromTheBeginning(request)));
        };
    }

    private static HttpResponse json(OperationResponse response) {
        return HttpResponse.of(
                response.status(), "application/json", response.body().toString());
    }

    /** Returns the name of the cursor parameter, or null if it was not sent. */
    public static @Nullable String cursorOf(OperationRequest request) {
        String cursor = request.operation().cursor();
        return cursor != null && request.has(cursor) ? cursor : null;
    }

    private static OperationRequest fromTheBeginning(OperationRequest request) {
        Map<String, JsonNode> parameters = new HashMap<>(request.parameters());
        parameters.remove(cursorOf(request));
        return request.withParameters(parameters);
    }
}
