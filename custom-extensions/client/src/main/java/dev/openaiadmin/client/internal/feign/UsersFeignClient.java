package dev.openaiadmin.client.internal.feign;

import dev.openaiadmin.client.internal.call.Call;
import dev.openaiadmin.client.internal.call.CallFailure;
import dev.openaiadmin.client.internal.call.ClientContext;
import dev.openaiadmin.client.internal.http.HttpRequest;
import dev.openaiadmin.client.internal.http.TransportFailure;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;

/** Sends the requests of Feign's engine by a client of users, and reports the attempts. */
final class UsersFeignClient implements Client {
    private final ClientContext client;
    private final Client users;

    UsersFeignClient(ClientContext client, Client users) {
        this.client = client;
        this.users = users;
    }

    @Override
    public Response execute(Request request, Request.Options options) throws IOException {
        if (!(options instanceof AttemptOptions attempt)) {
            return users.execute(request, options);
        }
        Call call = attempt.call();
        HttpRequest created = FeignMessages.request(call.operation(), request);
        call.describe(FeignMessages.summary(call.operation(), created, client.baseUrl()));
        HttpRequest sent = call.startAttempt(created);
        try {
            Response response = users.execute(
                    sent == created ? request : FeignMessages.request(sent, request.requestTemplate()), options);
            call.reportAttempt(FeignMessages.withoutBody(response));
            return response;
        } catch (IOException e) {
            TransportFailure failure = FeignClientTransport.failureOf(e);
            call.reportAttempt(failure);
            throw new FailureSignal(new CallFailure.Transport(failure));
        }
    }
}
