package dev.openaiadmin.client;

import feign.Feign;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes instances of the interfaces. As long as users have put no interceptor, capability, logger, encoder or decoder of
 * their own into Feign's pipeline, nothing is lost when calls are planned instead of leaving each to Feign.
 */
final class Resources {
    private final Session session;
    private final Dispatch dispatch;
    private final StandingHeaders standingHeaders;
    private final Supplier<FeignPipeline> stages;
    private final @Nullable Sender sender;
    private @Nullable FeignPipeline pipeline;
    private @Nullable Feign feign;

    /**
     * @param stages makes the pipeline, with what users add to it
     */
    Resources(Session session, Dispatch dispatch, StandingHeaders standingHeaders, Supplier<FeignPipeline> stages) {
        this.session = session;
        this.dispatch = dispatch;
        this.standingHeaders = standingHeaders;
        this.stages = stages;
        this.sender = session.customization() == null ? session.transport() : senderAmong(pipeline());
    }

    private static @Nullable Sender senderAmong(FeignPipeline pipeline) {
        return pipeline.isOurs() ? Sender.of(pipeline.client()) : null;
    }

    Object of(Class<?> type) {
        // Default methods of an interface that is not public can be called by Feign alone.
        if (sender == null || !Modifier.isPublic(type.getModifiers())) {
            return madeByFeign(type);
        }
        MethodPlans plans = new MethodPlans(session, standingHeaders, sender, type);
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                new PlannedResource(type, dispatch, plans, () -> madeByFeign(type)));
    }

    private synchronized Object madeByFeign(Class<?> type) {
        Feign known = feign;
        if (known == null) {
            known = pipeline().build();
            feign = known;
        }
        return known.newInstance(session.target(type));
    }

    private synchronized FeignPipeline pipeline() {
        FeignPipeline known = pipeline;
        if (known == null) {
            known = stages.get();
            pipeline = known;
        }
        return known;
    }
}
