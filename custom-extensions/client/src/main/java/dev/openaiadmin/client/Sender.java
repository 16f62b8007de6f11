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

    Answer send(ApiRequest request, Call call) throws IOException;

    /** Whether requests have to tell the method and the target that they come from. */
    boolean asksForTemplates();

    /** A client that is free to look at all that Feign tells. */
    record OfUsers(Client client) implements Sender {
        @Override
        public Answer send(ApiRequest request, Call call) throws IOException {
            Request sent = request.toFeign();
            try (Response response = client.execute(sent, call)) {
                return Answer.of(
                        response.request() == sent
                                ? response
                                : response.toBuilder().request(sent).build());
            }
        }

        @Override
        public boolean asksForTemplates() {
            return true;
        }
    }
}
