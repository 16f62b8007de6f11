package dev.openaiadmin.client;

import feign.MethodMetadata;
import feign.RequestTemplate;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The plans of one interface's methods, each made when its method is first called. */
final class MethodPlans {
    private final Session session;
    private final StandingHeaders standingHeaders;
    private final Sender sender;
    private final Class<?> resource;
    private final Map<Method, Optional<PlannedMethod>> known = new ConcurrentHashMap<>();

    MethodPlans(Session session, StandingHeaders standingHeaders, Sender sender, Class<?> resource) {
        this.session = session;
        this.standingHeaders = standingHeaders;
        this.sender = sender;
        this.resource = resource;
    }

    /** The plan of an operation; null when it uses more of what Feign offers than the generated interfaces do. */
    @Nullable
    PlannedMethod of(Method method) {
        Optional<PlannedMethod> plan = known.get(method);
        if (plan == null) {
            plan = Optional.ofNullable(made(method));
            known.put(method, plan);
        }
        return plan.orElse(null);
    }

    private @Nullable PlannedMethod made(Method method) {
        RequestPlan plan = RequestPlan.of(
                method,
                session.baseUrl(),
                standingHeaders.asMap(),
                sender.asksForTemplates() ? templateOf(method) : null);
        return plan == null ? null : new PlannedMethod(plan, session, sender);
    }

    /** What Feign has read of a method, for clients of users that look at it. */
    private RequestTemplate templateOf(Method method) {
        for (MethodMetadata metadata : session.contract().parseAndValidateMetadata(resource)) {
            if (metadata.method().equals(method)) {
                return RequestTemplate.from(metadata.template()).feignTarget(session.target(resource));
            }
        }
        throw new IllegalStateException(method + " is unknown to Feign");
    }
}
