package dev.openaiadmin.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A fault that strikes at a request.
 *
 * @param fault the fault
 * @param pause how long to wait, unless the fault says so itself
 * @param now the time of the organization
 */
record Injection(Fault fault, Duration pause, Instant now) {
    /** What the request gets instead of, or made of, the answer of the organization. */
    Outcome outcome(ApiRequest request, Behaviour organization) {
        return switch (fault.kind()) {
            case ERROR -> {
                if (fault.done()) {
                    organization.answer(request);
                }
                yield fault.error().outcome(null, pause, now);
            }
            case THROTTLE -> fault.error().outcome(null, pause, now);
            case EXPIRED_PAGE_TOKEN -> fault.error().outcome(cursorOf(request), pause, now);
            case RESET -> {
                if (fault.done()) {
                    organization.answer(request);
                }
                yield Outcome.of(0, "application/json", "").ending(Outcome.End.RESET);
            }
            case TRUNCATED -> Outcome.of(organization.answer(request)).ending(Outcome.End.TRUNCATED);
            case SLOW -> Outcome.of(organization.answer(request)).delayed(fault.delay());
            case REPEATED_CURSOR -> Outcome.of(organization.answer(fromTheBeginning(request)));
        };
    }

    /** The parameter that says where the page begins, when it was sent. */
    static @Nullable String cursorOf(ApiRequest request) {
        String cursor = request.operation().cursor();
        return cursor != null && request.has(cursor) ? cursor : null;
    }

    private static ApiRequest fromTheBeginning(ApiRequest request) {
        Map<String, JsonNode> parameters = new HashMap<>(request.parameters());
        parameters.remove(cursorOf(request));
        return request.withParameters(parameters);
    }
}
