package dev.openaiadmin.client;

import feign.Feign;
import feign.Target.HardCodedTarget;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Makes instances of the interfaces. As long as users have put no interceptor, capability, logger, encoder or decoder of
 * their own into Feign's pipeline, nothing is lost when calls are planned instead of leaving each to Feign.
 */
final class Resources {
    private final Session session;
    private final Dispatch dispatch;
    private final StandingHeaders standingHeaders;
    private final FeignPipeline pipeline;
    private @Nullable Feign feign;

    Resources(Session session, Dispatch dispatch, StandingHeaders standingHeaders, FeignPipeline pipeline) {
        this.session = session;
        this.dispatch = dispatch;
        this.standingHeaders = standingHeaders;
        this.pipeline = pipeline;
    }

    Object of(Class<?> type) {
        HardCodedTarget<?> target =
                new HardCodedTarget<>(type, session.baseUrl().toString());
        // Default methods of an interface that is not public can be called by Feign alone.
        return pipeline.isOurs() && Modifier.isPublic(type.getModifiers())
                ? Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        new PlannedResource(
                                target,
                                dispatch,
                                new MethodPlans(session, standingHeaders, pipeline.client(), target),
                                () -> madeByFeign(target)))
                : madeByFeign(target);
    }

    private synchronized Object madeByFeign(HardCodedTarget<?> target) {
        Feign known = feign;
        if (known == null) {
            known = pipeline.build();
            feign = known;
        }
        return known.newInstance(target);
    }
}
