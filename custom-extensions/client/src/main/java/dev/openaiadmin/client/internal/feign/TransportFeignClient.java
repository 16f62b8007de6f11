package dev.openaiadmin.client.internal.feign;

import dev.openaiadmin.client.internal.call.Call;
import dev.openaiadmin.client.internal.call.ClientContext;
import dev.openaiadmin.client.internal.call.ResponseDecoder;
import dev.openaiadmin.client.internal.http.HttpRequest;
import dev.openaiadmin.client.internal.http.HttpResponse;
import dev.openaiadmin.client.internal.http.SendResult;
import dev.openaiadmin.client.internal.http.TransportFailure;
import feign.Client;
import feign.Request;
import feign.Response;

/** Sends the requests of Feign's engine by the transport of the client. */
final class TransportFeignClient implements Client {
    private final ClientContext client;

    TransportFeignClient(ClientContext client) {
        this.client = client;
    }

    @Override
    public Response execute(Request request, Request.Options options) {
        if (!(options instanceof AttemptOptions attempt)) {
            throw new IllegalArgumentException(
                    "The options of the call must be passed on: the deadline of the call is among them");
        }
        Call call = attempt.call();
        HttpRequest created = FeignMessages.request(call.operation(), request);
        call.describe(FeignMessages.summary(call.operation(), created, client.baseUrl()));
        HttpRequest sent = call.startAttempt(created);
        SendResult result = client.transport().send(sent, call);
        call.endAttempt(sent, result);
        if (result instanceof TransportFailure failure) {
            throw new FailureSignal(ResponseDecoder.failureOf(failure, sent));
        }
        return FeignMessages.response((HttpResponse) result, request);
    }
}
