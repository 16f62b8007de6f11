package dev.openaiadmin.client;

import java.io.IOException;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Tells who watches over a call which connection it is on; speaks nothing but HTTP there. */
final class WatchedExecutor extends HttpRequestExecutor implements ConnectionEndpoint.RequestExecutor {

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback ignored,
            HttpContext context)
            throws IOException, HttpException {
        ((Progress) context).on((QuietConnection) connection);
        return super.execute(request, connection, (interim, on, of) -> refuseOtherProtocols(interim), context);
    }

    private static void refuseOtherProtocols(HttpResponse interim) throws ProtocolException {
        if (interim.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS) {
            throw new ProtocolException("Another protocol, which nobody asked for");
        }
    }
}
