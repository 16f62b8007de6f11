package dev.openaiadmin.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;

/**
 * The API as far as the work needs it, at a cost that is small beside that of any client. How long it waits before it
 * answers, and how many projects it has, stands at the beginning of the path: {@code /20ms/100000/v1/...}.
 */
final class LoopbackServer {
    static final String EMPTY_PAGE =
            "{\"object\":\"list\",\"data\":[],\"first_id\":null,\"last_id\":null,\"has_more\":false}";

    private static final int PAGE = 100;
    private static final byte[] PROJECT = answer(project(0));

    private final AtomicLong connections = new AtomicLong();

    private LoopbackServer() {}

    /**
     * Serves until its standard input ends; prints the port first.
     *
     * @param arguments the file of a {@link TlsIdentity} to serve over TLS; nothing to serve without
     */
    public static void main(String[] arguments) throws Exception {
        ServerSocketFactory sockets = arguments.length == 0
                ? ServerSocketFactory.getDefault()
                : new TlsIdentity(Path.of(arguments[0])).context().getServerSocketFactory();
        try (ServerSocket server = sockets.createServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
            LoopbackServer api = new LoopbackServer();
            Thread accepting = new Thread(() -> api.accept(server));
            accepting.setDaemon(true);
            accepting.start();
            System.out.println(server.getLocalPort());
            while (System.in.read() >= 0) {
                // Until whoever started it ends.
            }
        }
    }

    static String project(int number) {
        return "{\"id\":\"proj_%07d\",\"object\":\"organization.project\",\"name\":\"project number %07d\""
                        .formatted(number, number)
                + ",\"created_at\":1790000000,\"archived_at\":null,\"status\":\"active\"}";
    }

    static String page(int first, int total) {
        StringBuilder page = new StringBuilder("{\"object\":\"list\",\"data\":[");
        for (int i = first; i < first + PAGE; i++) {
            page.append(i == first ? "" : ",").append(project(i));
        }
        return page.append("],\"first_id\":\"proj_%07d\",\"last_id\":\"proj_%07d\",\"has_more\":%s}"
                        .formatted(first, first + PAGE - 1, first + PAGE < total ? "true " : "false"))
                .toString();
    }

    private static byte[] answer(String body) {
        // As many headers as the API itself sends.
        return ("HTTP/1.1 200 OK\r\nDate: Mon, 23 Nov 2026 12:00:00 GMT\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + body.length() + "\r\nConnection: keep-alive\r\n"
                        + "openai-version: 2020-10-01\r\nopenai-organization: org-abc123\r\n"
                        + "x-request-id: req_0123456789abcdef0123456789abcdef\r\nopenai-processing-ms: 12\r\n"
                        + "strict-transport-security: max-age=31536000; includeSubDomains; preload\r\n"
                        + "x-content-type-options: nosniff\r\nServer: loopback\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread connection = new Thread(() -> serve(socket));
                connection.setDaemon(true);
                connection.start();
            }
        } catch (IOException e) {
            // The server is closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Requests requests = new Requests(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            Pages pages = new Pages();
            while (requests.next()) {
                int delay = requests.numberAt(requests.path() + 1);
                if (delay < 0) {
                    out.write(answer(String.valueOf(connections.get())));
                    continue;
                }
                if (delay > 0) {
                    Thread.sleep(delay);
                }
                if (requests.isList()) {
                    int total = requests.numberAt(requests.after("ms/"));
                    int after = requests.after("after=proj_");
                    out.write(pages.page(after < 0 ? 0 : requests.numberAt(after) + 1, total));
                } else {
                    out.write(PROJECT);
                }
            }
        } catch (IOException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests of one connection, one after the other; looked at where they lie, since a text of each would cost more. */
    private static final class Requests {
        private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

        private final InputStream in;
        private final byte[] buffer = new byte[16 * 1024];
        private int length;
        private int whole;

        Requests(InputStream in) {
            this.in = in;
        }

        /** Whether there is one more. */
        boolean next() throws IOException {
            System.arraycopy(buffer, whole, buffer, 0, length - whole);
            length -= whole;
            int end = endOfHead(0);
            while (end < 0) {
                int seen = length;
                if (!fill()) {
                    return false;
                }
                end = endOfHead(Math.max(0, seen - 3));
            }
            whole = end + (buffer[0] == 'P' ? bodyLength(end) : 0);
            while (length < whole) {
                if (!fill()) {
                    return false;
                }
            }
            return true;
        }

        private boolean fill() throws IOException {
            int read = in.read(buffer, length, buffer.length - length);
            length += Math.max(0, read);
            return read > 0;
        }

        private int endOfHead(int from) {
            for (int i = from; i + 3 < length; i++) {
                if (buffer[i + 3] == '\n' && buffer[i + 2] == '\r' && buffer[i + 1] == '\n') {
                    return i + 4;
                }
            }
            return -1;
        }

        private int bodyLength(int end) {
            int matched = 0;
            for (int i = 0; i < end; i++) {
                matched = Character.toLowerCase(buffer[i]) == LENGTH[matched] ? matched + 1 : 0;
                if (matched == LENGTH.length) {
                    return numberAt(buffer[i + 1] == ' ' ? i + 2 : i + 1);
                }
            }
            return 0;
        }

        int path() {
            return buffer[0] == 'P' ? 5 : 4;
        }

        boolean isList() {
            return buffer[0] == 'G' && after("/projects?") > 0;
        }

        /** The place behind a text in the first line; negative when it is not there. */
        int after(String text) {
            int matched = 0;
            for (int i = path(); buffer[i] != ' '; i++) {
                matched = buffer[i] == text.charAt(matched) ? matched + 1 : buffer[i] == text.charAt(0) ? 1 : 0;
                if (matched == text.length()) {
                    return i + 1;
                }
            }
            return -1;
        }

        /** The number at a place; negative when there is none. */
        int numberAt(int place) {
            int number = -1;
            for (int i = place; buffer[i] >= '0' && buffer[i] <= '9'; i++) {
                number = Math.max(0, number) * 10 + buffer[i] - '0';
            }
            return number;
        }
    }

    /** Pages of one connection: the bytes of one page, in which only the numbers change. */
    private static final class Pages {
        private final byte[] last = answer(LoopbackServer.page(0, PAGE));
        private final byte[] more = answer(LoopbackServer.page(0, PAGE + 1));
        private final int[] places = places(more);

        byte[] page(int first, int total) {
            byte[] page = first + PAGE < total ? more : last;
            for (int i = 0; i < 2 * PAGE; i++) {
                write(first + i / 2, page, places[i]);
            }
            write(first, page, places[2 * PAGE]);
            write(first + PAGE - 1, page, places[2 * PAGE + 1]);
            return page;
        }

        private static void write(int number, byte[] page, int end) {
            int rest = number;
            for (int i = end - 1; i >= end - 7; i--) {
                page[i] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }

        /** Where the numbers of seven digits end. */
        private static int[] places(byte[] page) {
            return Pattern.compile("\\b(?:proj_|number )\\d{7}\"")
                    .matcher(new String(page, StandardCharsets.US_ASCII))
                    .results()
                    .mapToInt(number -> number.end() - 1)
                    .toArray();
        }
    }
}
