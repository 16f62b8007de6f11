package dev.openaiadmin.client;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;

/** What sends a request once: the transport, or a client that users put in its place. */
@FunctionalInterface
interface Sender {

    static Sender of(Client client) {
        return client instanceof Transport transport
                ? transport::send
                : (request, call) -> {
                    try (Response response = client.execute(request, call)) {
                        return Answer.of(
                                response.request() == request
                                        ? response
                                        : response.toBuilder().request(request).build());
                    }
                };
    }

    Answer send(Request request, Call call) throws IOException;
}
