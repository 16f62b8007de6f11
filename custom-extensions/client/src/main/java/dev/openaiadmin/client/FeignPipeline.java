package dev.openaiadmin.client;

import feign.Client;
import feign.Feign;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Feign's builder, which can tell whether users have put more into it than another client for the network. */
final class FeignPipeline extends Feign.Builder {
    // Suppliers, since Feign offers what stands in fields to capabilities, by type.
    private Supplier<Client> client = () -> {
        throw new IllegalStateException("The client is one of the stages");
    };
    private Supplier<List<Object>> ours = List::of;

    @Override
    public FeignPipeline client(Client client) {
        this.client = () -> client;
        super.client(client);
        return this;
    }

    Client client() {
        return client.get();
    }

    /** All that is in it by now is the client's own. */
    void endOfOurs() {
        List<Object> parts = parts();
        ours = () -> parts;
    }

    boolean isOurs() {
        return parts().equals(ours.get());
    }

    private List<Object> parts() {
        return Arrays.asList(
                contract,
                invocationHandlerFactory,
                retryer,
                logLevel,
                queryMapEncoder,
                encoder,
                decoder,
                decodeVoid,
                closeAfterDecode,
                dismiss404,
                errorDecoder,
                propagationPolicy,
                List.copyOf(methodInterceptors),
                List.copyOf(requestInterceptors),
                List.copyOf(responseInterceptors),
                List.copyOf(capabilities));
    }
}
