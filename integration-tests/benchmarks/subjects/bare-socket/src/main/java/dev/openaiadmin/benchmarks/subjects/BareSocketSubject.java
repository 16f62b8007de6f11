package dev.openaiadmin.benchmarks.subjects;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.openaiadmin.benchmarks.Subject;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A socket a thread: writes requests, and finds the body behind the first empty line. */
public final class BareSocketSubject implements Subject {
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public Client connect(String baseUrl) {
        return new Calls(URI.create(baseUrl));
    }

    private static final class Calls implements Client {
        private final URI base;
        private final String headers;
        private final ThreadLocal<Connection> connections;

        Calls(URI base) {
            this.base = base;
            this.headers = " HTTP/1.1\r\nAccept: application/json\r\nAuthorization: Bearer sk-admin-benchmark\r\nHost: "
                    + base.getAuthority() + "\r\n";
            this.connections = ThreadLocal.withInitial(() -> new Connection(base));
        }

        @Override
        public String retrieve(String id) {
            return value("GET " + base.getPath() + "/organization/projects/" + id + headers + "\r\n", "name");
        }

        @Override
        public String create(String name) {
            String body = "{\"name\":\"" + name + "\"}";
            return value(
                    "POST " + base.getPath() + "/organization/projects" + headers
                            + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body,
                    "id");
        }

        private String value(String request, String field) {
            try {
                return connections.get().value(request, field);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            // Connections end with the process.
        }
    }

    private static final class Connection {
        private static final byte[] LENGTH = "Content-Length: ".getBytes(StandardCharsets.US_ASCII);

        private final Socket socket;
        private final byte[] buffer = new byte[16 * 1024];

        Connection(URI base) {
            try {
                socket = new Socket(base.getHost(), base.getPort());
                socket.setTcpNoDelay(true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String value(String request, String field) throws IOException {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            int length = 0;
            int body = -1;
            int end = Integer.MAX_VALUE;
            while (length < end) {
                int read = in.read(buffer, length, buffer.length - length);
                if (read < 0) {
                    throw new EOFException();
                }
                length += read;
                if (body < 0) {
                    body = bodyIn(length);
                    end = body < 0 ? end : body + bodyLength();
                }
            }
            try (JsonParser json = JSON.createParser(buffer, body, length - body)) {
                String value = "";
                json.nextToken();
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    value = name.equals(field) ? json.getText() : value;
                }
                return value;
            }
        }

        private int bodyIn(int length) {
            for (int i = 3; i < length; i++) {
                if (buffer[i] == '\n' && buffer[i - 1] == '\r' && buffer[i - 2] == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        private int bodyLength() {
            int at = 0;
            for (int matched = 0; matched < LENGTH.length; at++) {
                matched = buffer[at] == LENGTH[matched] ? matched + 1 : 0;
            }
            int length = 0;
            for (; buffer[at] != '\r'; at++) {
                length = length * 10 + buffer[at] - '0';
            }
            return length;
        }
    }
}
