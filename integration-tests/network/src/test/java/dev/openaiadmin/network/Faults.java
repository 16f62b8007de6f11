package dev.openaiadmin.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Replies of a {@link FaultServer}. */
final class Faults {
    static final String JSON = "Content-Type: application/json";
    static final String REQUEST_ID = "x-request-id: req_matrix";
    /** Makes the client retry at once. */
    static final String NO_WAIT = "retry-after-ms: 1";

    private static final int BOMB_MEGABYTES = 64;
    /** A small archive of a large text. */
    static final byte[] BOMB = zipped(" ".repeat(1024 * 1024), BOMB_MEGABYTES);

    private Faults() {}

    /** Replies as the API does. */
    static FaultServer.Reply good() {
        return (request, connection) -> connection.respond(200, valid(request), JSON, REQUEST_ID);
    }

    static FaultServer.Reply status(int status, String body, String... headers) {
        String[] all = Stream.concat(Arrays.stream(headers), Stream.of(REQUEST_ID, NO_WAIT))
                .toArray(String[]::new);
        return (request, connection) -> connection.respond(status, body, all);
    }

    /** Replies with 200 and this body. */
    static FaultServer.Reply json(String body) {
        return (request, connection) -> connection.respond(200, body, JSON, REQUEST_ID);
    }

    /** Replies as the API does, with another field at the start. */
    static FaultServer.Reply withField(String name, String value) {
        return (request, connection) -> connection.respond(
                200, valid(request).replaceFirst("\\{", "{\"" + name + "\": " + value + ", "), JSON, REQUEST_ID);
    }

    /** Sends the start of a response, and less of the body than Content-Length says. */
    static void half(FaultServer.Connection connection) throws IOException {
        connection.send("HTTP/1.1 200 OK\r\n" + JSON + "\r\n" + REQUEST_ID + "\r\nContent-Length: 100\r\n\r\n{\"id\":");
    }

    /** Sends the head of a response with a chunked body. */
    static void chunked(FaultServer.Connection connection) throws IOException {
        connection.send("HTTP/1.1 200 OK\r\n" + JSON + "\r\n" + REQUEST_ID + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    /** Returns a valid body for the response to a request. */
    static String valid(FaultServer.Received request) {
        if (request.line().startsWith("DELETE")) {
            return "{\"object\": \"organization.user.deleted\", \"id\": \"user_1\", \"deleted\": true}";
        }
        return "{\"id\": \"proj_1\", \"object\": \"organization.project\", \"name\": \"payments-prod\","
                + " \"created_at\": 1790000000, \"status\": \"active\"}";
    }

    static byte[] zipped(String text) {
        return zipped(text, 1);
    }

    private static byte[] zipped(String text, int times) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = text.getBytes(StandardCharsets.UTF_8);
        try (OutputStream zip = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < times; i++) {
                zip.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
