package dev.openaiadmin.client;

import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;

/** What sends a request once: the transport, or a client that users put in its place. */
interface Sender {

    static Sender of(Client client) {
        return client instanceof Transport transport ? transport : new OfUsers(client);
    }

    Answer send(Request request, Call call) throws IOException;

    /** Whether requests have to tell the method and the target that they come from. */
    boolean asksForTemplates();

    /** A client that is free to look at all that Feign tells. */
    record OfUsers(Client client) implements Sender {
        @Override
        public Answer send(Request request, Call call) throws IOException {
            try (Response response = client.execute(request, call)) {
                return Answer.of(
                        response.request() == request
                                ? response
                                : response.toBuilder().request(request).build());
            }
        }

        @Override
        public boolean asksForTemplates() {
            return true;
        }
    }
}
