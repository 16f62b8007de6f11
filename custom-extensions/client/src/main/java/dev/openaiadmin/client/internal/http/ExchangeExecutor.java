package dev.openaiadmin.client.internal.http;

import java.io.IOException;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Sends a request on a connection and receives the headers of the response. */
final class ExchangeExecutor extends HttpRequestExecutor implements ConnectionEndpoint.RequestExecutor {

    /**
     * @throws StaleConnectionException before anything is sent, when the connection cannot be used again
     */
    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback ignored,
            HttpContext context)
            throws IOException, HttpException {
        HttpConnection used = (HttpConnection) connection;
        ExchangeContext exchange = (ExchangeContext) context;
        if (isStale(used, exchange)) {
            throw new StaleConnectionException();
        }
        exchange.connected(used);
        // What is sent to a proxy to open a tunnel never arrives at the API.
        if (!Method.CONNECT.isSame(request.getMethod())) {
            exchange.sending();
        }
        try {
            return super.execute(request, connection, (interim, on, of) -> refuseOtherProtocols(interim), context);
        } catch (IllegalArgumentException e) {
            // The library does not expect a status such as 000.
            throw new ProtocolException("The response has an invalid status line", e);
        }
    }

    /**
     * Returns whether a connection must not be used again. For a request that can be repeated, and within a moment after
     * the last response, only looks for stray bytes: a server that closes the connection in that moment may as well do so
     * when the request is already on its way.
     */
    private static boolean isStale(HttpConnection connection, ExchangeContext exchange) {
        if (exchange.isRepeatable() && connection.wasUsedJustNow()) {
            return connection.hasStrayBytes();
        }
        return connection.wasUsed() && connection.isStale();
    }

    private static void refuseOtherProtocols(HttpResponse interim) throws ProtocolException {
        if (interim.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
            throw new ProtocolException("The server switched to a protocol that was not requested");
        }
    }
}
