package dev.openaiadmin.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectionPoolTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final HttpClientConnectionManager pool =
            ConnectionPool.create(new TransportSettings(LONG, LONG, LONG, 1, 1024, null, null));

    @AfterEach
    void close() {
        pool.close(CloseMode.IMMEDIATE);
    }

    /** A timeout costs four system calls for each read: Java makes the socket non-blocking and blocking again. */
    @Test
    void reused_connections_read_without_a_socket_timeout() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HttpRoute route = new HttpRoute(new HttpHost("http", server.getInetAddress(), server.getLocalPort()));

            ConnectionEndpoint first = lease(route);
            pool.connect(first, null, HttpCoreContext.create());
            pool.release(first, null, TimeValue.NEG_ONE_MILLISECOND);
            ConnectionEndpoint second = lease(route);

            assertThat(second.isConnected()).isTrue();
            assertThat(socketTimeoutOf(second)).isEqualTo(Timeout.ZERO_MILLISECONDS);
        }
    }

    private ConnectionEndpoint lease(HttpRoute route) throws Exception {
        return pool.lease("test", route, Timeout.of(LONG), null).get(Timeout.of(LONG));
    }

    private static Timeout socketTimeoutOf(ConnectionEndpoint endpoint) throws Exception {
        Timeout[] timeout = new Timeout[1];
        endpoint.execute(
                "test",
                new BasicClassicHttpRequest("GET", "/"),
                (request, connection, context) -> {
                    timeout[0] = connection.getSocketTimeout();
                    return new BasicClassicHttpResponse(200);
                },
                HttpCoreContext.create());
        return timeout[0];
    }
}
