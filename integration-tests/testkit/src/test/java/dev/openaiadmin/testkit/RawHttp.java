package dev.openaiadmin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests as they are written, even those that no client sends, on one connection. */
public final class RawHttp implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)");

    private final Socket socket;
    private final String host;

    /**
     * Connects to a server.
     *
     * @param url where the server is
     */
    public RawHttp(String url) {
        URI uri = URI.create(url);
        this.host = uri.getHost() + ":" + uri.getPort();
        try {
            this.socket = new Socket(uri.getHost(), uri.getPort());
            socket.setSoTimeout(10_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request with the server's own host, and returns head and body of the response. */
    public String send(String line, String... headers) {
        List<String> all = new ArrayList<>(List.of("Host: " + host));
        all.addAll(List.of(headers));
        return sendAs(line, "", all);
    }

    /** Sends a request whose headers, the host included, and body are given. */
    public String sendAs(String line, String body, List<String> headers) {
        StringBuilder request = new StringBuilder(line).append(" HTTP/1.1\r\n");
        headers.forEach(header -> request.append(header).append("\r\n"));
        if (!body.isEmpty()) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        request.append("\r\n").append(body);
        try {
            socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
            return response();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String response() throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf("\r\n\r\n") < 0) {
            read.append(next());
        }
        Matcher length = LENGTH.matcher(read);
        int end = read.indexOf("\r\n\r\n") + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
        while (read.length() < end) {
            read.append(next());
        }
        return read.toString();
    }

    private char next() throws IOException {
        int value = socket.getInputStream().read();
        if (value < 0) {
            throw new IOException("The connection ended before the response did");
        }
        return (char) value;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
