package dev.openaiadmin.client;

import feign.Client;
import feign.MethodMetadata;
import feign.Target;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The plans of one interface's methods, each made when its method is first called. */
final class MethodPlans {
    private final Session session;
    private final StandingHeaders standingHeaders;
    private final Sender sender;
    private final Target<?> target;
    private final List<MethodMetadata> methods;
    private final Map<Method, Optional<PlannedMethod>> known = new ConcurrentHashMap<>();

    MethodPlans(Session session, StandingHeaders standingHeaders, Client client, Target<?> target) {
        this.session = session;
        this.standingHeaders = standingHeaders;
        this.sender = Sender.of(client);
        this.target = target;
        this.methods = session.contract().parseAndValidateMetadata(target.type());
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
        for (MethodMetadata metadata : methods) {
            if (metadata.method().equals(method)) {
                RequestPlan plan = RequestPlan.of(metadata, target, standingHeaders.asMap());
                return plan == null ? null : new PlannedMethod(plan, session, sender);
            }
        }
        return null;
    }
}
