package dev.openaiadmin.client;

import feign.InvocationHandlerFactory.MethodHandler;
import feign.MethodMetadata;
import feign.Target;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;

/**
 * Takes the place of Feign's handlers where nothing is lost by it: as long as users have put no interceptor, capability,
 * logger, encoder or decoder of their own into the pipeline, for methods of the kind that the generated interfaces have.
 */
final class Plans {
    private final Session session;
    private final StandingHeaders standing;
    private final FeignPipeline pipeline;

    Plans(Session session, StandingHeaders standing, FeignPipeline pipeline) {
        this.session = session;
        this.standing = standing;
        this.pipeline = pipeline;
    }

    Map<Method, MethodHandler> inPlaceOf(Map<Method, MethodHandler> feigns, Target<?> target) {
        if (!pipeline.isOurs()) {
            return feigns;
        }
        Sender sender = Sender.of(pipeline.client());
        Map<Method, MethodHandler> handlers = new HashMap<>(feigns);
        for (MethodMetadata metadata : session.contract().parseAndValidateMetadata(target.type())) {
            RequestPlan plan = RequestPlan.of(metadata, target, standing.asMap());
            if (plan != null) {
                handlers.computeIfPresent(
                        metadata.method(), (method, handler) -> new PlannedMethod(plan, session, sender, handler));
            }
        }
        return handlers;
    }
}
