package dev.openaiadmin.client;

import feign.InvocationHandlerFactory.MethodHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes the calls of one method with the stages of the client alone, as Feign's handler does in a multiple of the time. */
final class PlannedMethod implements MethodHandler {
    private final RequestPlan plan;
    private final Session session;
    private final Sender sender;

    PlannedMethod(RequestPlan plan, Session session, Sender sender) {
        this.plan = plan;
        this.session = session;
        this.sender = sender;
    }

    /** Whether all that a request is made of is there; what null means is for Feign to say. */
    boolean isFor(Object[] arguments) {
        return plan.isFor(arguments);
    }

    @Override
    public @Nullable Object invoke(@Nullable Object[] arguments) throws Throwable {
        return session.pacer()
                .inTurn(
                        Call.among(arguments),
                        call -> plan.exchange(arguments, call.operation()),
                        call -> exchanged(call, arguments));
    }

    private Object exchanged(Call call, Object[] arguments) throws IOException {
        // Before anything is sent: a type that nothing reads is a mistake of whoever wrote the interface.
        ValueReader reader = Readers.of(plan.returnType());
        Answer answer = sender.send(plan.request(arguments, session.json(), session.authorization()), call);
        if (!answer.isSuccess()) {
            throw session.errors().named(answer);
        }
        return session.json().read(answer, reader);
    }
}
