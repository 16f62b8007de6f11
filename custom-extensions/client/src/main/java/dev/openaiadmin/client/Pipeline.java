package dev.openaiadmin.client;

import feign.ExceptionPropagationPolicy;
import feign.Logger;
import feign.Retryer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way of a call, from the method of an interface down to the network and back, as Feign's builder says it. Where users
 * add nothing, {@link PlannedMethod} goes the same way with the same stages, and without Feign.
 */
final class Pipeline {
    private Pipeline() {}

    static Resources assemble(Session session, RequestOptions options) {
        StandingHeaders standingHeaders = new StandingHeaders(session.organization(), options.headers());
        Dispatch dispatch = new Dispatch(
                session.baseUrl().toString(),
                session.validation(),
                new Retries(
                        session.budget(),
                        session.time(),
                        () -> ThreadLocalRandom.current().nextDouble()),
                options,
                session.time());
        return new Resources(session, dispatch, standingHeaders, () -> stages(session, dispatch, standingHeaders));
    }

    private static FeignPipeline stages(Session session, Dispatch dispatch, StandingHeaders standingHeaders) {
        FeignPipeline pipeline = new FeignPipeline();
        pipeline
                // What the interfaces say, read once.
                .contract(session.contract())
                // Down: refuse bad input, and own all attempts. Feign's own retries stay off.
                .invocationHandlerFactory(dispatch)
                .retryer(Retryer.NEVER_RETRY)
                // For each attempt: wait for its turn, write the request, sign it, send it.
                .methodInterceptor(session.pacer())
                .queryMapEncoder(new Queries())
                .encoder(session.json())
                .requestInterceptor(standingHeaders)
                .requestInterceptor(session.authorization())
                .client(session.transport())
                // Up: read the answer, or name the failure.
                .decoder(session.json())
                .errorDecoder(session.errors())
                .exceptionPropagationPolicy(ExceptionPropagationPolicy.UNWRAP)
                .logLevel(Logger.Level.NONE);
        pipeline.endOfOurs();
        if (session.customization() != null) {
            session.customization().accept(pipeline);
        }
        return pipeline;
    }
}
