package dev.openaiadmin.testkit.internal.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response, and how it is delivered. Immutable. */
public final class HttpResponse {
    /** What the client receives. */
    public enum Delivery {
        /** The whole response. */
        COMPLETE,
        /** The head and the first half of the body; then the connection ends. */
        TRUNCATED,
        /** Nothing; the connection is reset. */
        RESET,
        /** Nothing; the connection is closed. */
        CLOSED,
        /** The bytes of the body without a head; then the connection is closed. */
        RAW
    }

    private static final String CONTENT_TYPE = "Content-Type";

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Duration delay;
    private final Delivery delivery;

    private HttpResponse(int status, Map<String, String> headers, byte[] body, Duration delay, Delivery delivery) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.delay = delay;
        this.delivery = delivery;
    }

    public static HttpResponse of(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public static HttpResponse of(int status, String contentType, byte[] body) {
        return new HttpResponse(
                status,
                contentType.isEmpty() ? Map.of() : Map.of(CONTENT_TYPE, contentType),
                body.clone(),
                Duration.ZERO,
                Delivery.COMPLETE);
    }

    /** Returns this response with one more header, or another value of a header. */
    public HttpResponse withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.keySet().removeIf(name::equalsIgnoreCase);
        more.put(name, value);
        return new HttpResponse(status, more, body, delay, delivery);
    }

    /** Returns this response with more headers. */
    public HttpResponse withHeaders(Map<String, String> added) {
        HttpResponse response = this;
        for (Map.Entry<String, String> header : added.entrySet()) {
            response = response.withHeader(header.getKey(), header.getValue());
        }
        return response;
    }

    public HttpResponse delayed(Duration by) {
        return new HttpResponse(status, headers, body, by, delivery);
    }

    public HttpResponse delivered(Delivery otherwise) {
        return new HttpResponse(status, headers, body, delay, otherwise);
    }

    /** Returns the status, or 0 if there is no response. */
    public int status() {
        return delivery == Delivery.COMPLETE || delivery == Delivery.TRUNCATED ? status : 0;
    }

    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    public byte[] body() {
        return body.clone();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public Duration delay() {
        return delay;
    }

    public Delivery delivery() {
        return delivery;
    }

    /** Returns the bytes without a copy, for the one that writes them. */
    byte[] bytes() {
        return body;
    }
}
