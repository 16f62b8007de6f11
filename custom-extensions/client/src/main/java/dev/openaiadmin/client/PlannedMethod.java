package dev.openaiadmin.client;

import feign.InvocationHandlerFactory.MethodHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes the calls of one method with the stages of the client alone, as Feign's handler does in a multiple of the time. */
final class PlannedMethod implements MethodHandler {
    private final RequestPlan plan;
    private final Session session;
    private final Sender sender;
    private final MethodHandler feigns;

    PlannedMethod(RequestPlan plan, Session session, Sender sender, MethodHandler feigns) {
        this.plan = plan;
        this.session = session;
        this.sender = sender;
        this.feigns = feigns;
    }

    @Override
    public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
        if (!plan.isFor(arguments)) {
            return feigns.invoke(arguments);
        }
        return session.pacer()
                .inTurn(
                        Call.among(arguments),
                        call -> plan.exchange(arguments, call.operation()),
                        call -> exchanged(call, arguments));
    }

    private Object exchanged(Call call, Object[] arguments) throws IOException {
        Answer answer = sender.send(plan.request(arguments, session.json(), session.authorization()), call);
        if (!answer.isSuccess()) {
            throw session.errors().named(answer);
        }
        return session.json().read(answer, plan.returnType());
    }
}
