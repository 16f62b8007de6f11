package dev.openaiadmin.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The API as far as the work needs it, at a cost that is small beside that of any client. How long it waits before it
 * answers, and how many projects it has, stands at the beginning of the path: {@code /20ms/100000/v1/...}.
 */
final class LoopbackServer {
    private static final Pattern PLACE = Pattern.compile("^\\w+ /(\\d+)ms/(\\d+)/");
    private static final Pattern AFTER = Pattern.compile("[?&]after=proj_(\\d+)");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");
    private static final int PAGE = 100;
    private static final byte[] PROJECT = answer(project(0));

    private final AtomicLong connections = new AtomicLong();

    private LoopbackServer() {}

    /** Serves until its standard input ends; prints the port first. */
    public static void main(String[] arguments) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
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
            while (true) {
                String head = requests.next();
                if (head.startsWith("GET /connections ")) {
                    out.write(answer(String.valueOf(connections.get())));
                    continue;
                }
                Matcher place = PLACE.matcher(head);
                if (!place.find()) {
                    throw new EOFException("Not a path of this server: " + head);
                }
                int delay = Integer.parseInt(place.group(1));
                if (delay > 0) {
                    Thread.sleep(delay);
                }
                int query = head.indexOf("/projects?");
                boolean list = query > 0 && query < head.indexOf('\r');
                out.write(list ? pages.page(head, Integer.parseInt(place.group(2))) : PROJECT);
            }
        } catch (IOException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests of one connection, one after the other. */
    private static final class Requests {
        private final InputStream in;
        private final byte[] buffer = new byte[16 * 1024];
        private int length;

        Requests(InputStream in) {
            this.in = in;
        }

        /** The head of the next request; its body is thrown away. */
        String next() throws IOException {
            int end = endOfHead();
            while (end < 0) {
                fill();
                end = endOfHead();
            }
            String head = new String(buffer, 0, end, StandardCharsets.US_ASCII);
            Matcher body = LENGTH.matcher(head);
            int whole = end + 4 + (body.find() ? Integer.parseInt(body.group(1)) : 0);
            while (length < whole) {
                fill();
            }
            System.arraycopy(buffer, whole, buffer, 0, length - whole);
            length -= whole;
            return head;
        }

        private void fill() throws IOException {
            int read = in.read(buffer, length, buffer.length - length);
            if (read <= 0) {
                throw new EOFException();
            }
            length += read;
        }

        private int endOfHead() {
            for (int i = 0; i + 3 < length; i++) {
                if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                    return i;
                }
            }
            return -1;
        }
    }

    /** Pages of one connection: the bytes of one page, in which only the numbers change. */
    private static final class Pages {
        private final byte[] last = answer(LoopbackServer.page(0, PAGE));
        private final byte[] more = answer(LoopbackServer.page(0, PAGE + 1));
        private final int[] places = places(more);

        byte[] page(String head, int total) {
            Matcher after = AFTER.matcher(head);
            int first = after.find() ? Integer.parseInt(after.group(1)) + 1 : 0;
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
