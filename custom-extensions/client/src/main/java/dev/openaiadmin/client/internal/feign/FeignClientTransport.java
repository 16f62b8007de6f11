package dev.openaiadmin.client.internal.feign;

import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.OperationSpec;
import dev.openaiadmin.client.internal.http.Deadline;
import dev.openaiadmin.client.internal.http.HttpRequest;
import dev.openaiadmin.client.internal.http.HttpTransport;
import dev.openaiadmin.client.internal.http.SendResult;
import dev.openaiadmin.client.internal.http.TransportFailure.ConnectionFailure;
import dev.openaiadmin.client.internal.http.TransportFailure.ConnectionFailure.Kind;
import dev.openaiadmin.client.internal.http.TransportFailure.DeadlinePassed;
import dev.openaiadmin.client.internal.http.TransportFailure.TransportClosed;
import feign.Client;
import feign.MethodMetadata;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import feign.Target.HardCodedTarget;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends by a {@code feign.Client} of users. Deadlines within an attempt, sizes and the reuse of connections are up to
 * that client.
 */
public final class FeignClientTransport implements HttpTransport {
    private final Client client;
    private final URI baseUrl;
    private final OperationContract contract = new OperationContract();
    private final Map<OperationSpec<?>, RequestTemplate> templates = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public FeignClientTransport(Client client, URI baseUrl) {
        this.client = client;
        this.baseUrl = baseUrl;
    }

    @Override
    public SendResult send(HttpRequest request, Deadline deadline) {
        if (closed) {
            return new TransportClosed(false);
        }
        if (deadline.hasPassed()) {
            return new DeadlinePassed(false, null, null);
        }
        Request sent = FeignMessages.request(request, templates.computeIfAbsent(request.operation(), this::templateOf));
        try (Response response = client.execute(sent, new Request.Options())) {
            return FeignMessages.response(response);
        } catch (IOException e) {
            return failureOf(e);
        }
    }

    /** Returns the failure that an exception of a client of users stands for. */
    static ConnectionFailure failureOf(IOException e) {
        if (e instanceof UnknownHostException) {
            return new ConnectionFailure(Kind.UNKNOWN_HOST, false, false, null, e);
        }
        if (e instanceof ConnectException) {
            return new ConnectionFailure(Kind.CONNECT, false, false, null, e);
        }
        return new ConnectionFailure(Kind.BROKEN, true, false, null, e);
    }

    /** Clients of users may look at the method and the target of a request. */
    private RequestTemplate templateOf(OperationSpec<?> operation) {
        Class<?> resource = operation.resource();
        for (MethodMetadata metadata : contract.parseAndValidateMetadata(resource)) {
            if (metadata.method().getAnnotation(Operation.class).id().equals(operation.id())) {
                return RequestTemplate.from(metadata.template())
                        .feignTarget(new HardCodedTarget<>(resource, baseUrl.toString()));
            }
        }
        throw new IllegalStateException(resource + " declares no " + operation.id());
    }

    @Override
    public void close() {
        closed = true;
    }
}
