package dev.openaiadmin.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** A client that knows nothing of the API, so that the kit is tested as any client may use it. */
public final class PlainHttp {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InMemoryOrganization organization;

    public PlainHttp(InMemoryOrganization organization) {
        this.organization = organization;
    }

    public Reply get(String url) {
        return send("GET", url, "");
    }

    public Reply post(String url, String body) {
        return send("POST", url, body);
    }

    public Reply send(String method, String url, String body) {
        return send(authorized(url).method(method, BodyPublishers.ofString(body)));
    }

    public HttpRequest.Builder authorized(String url) {
        return request(url)
                .header("Authorization", "Bearer " + organization.adminKey())
                .header("Content-Type", "application/json");
    }

    public HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(organization.baseUrl() + url));
    }

    public static Reply send(HttpRequest.Builder request) {
        HttpResponse<String> response = exchange(request);
        try {
            return new Reply(
                    response.statusCode(),
                    JSON.readTree(response.body()),
                    response.headers().firstValue("x-request-id").orElse("none"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request whose response is not JSON, or whose headers matter. */
    public static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public record Reply(int status, JsonNode body, String requestId) {
        public String text(String pointer) {
            return body.at(pointer).asText();
        }

        /** Returns a property of each object of a page. */
        public List<String> listed(String property) {
            List<String> values = new ArrayList<>();
            body.path("data").forEach(object -> values.add(object.path(property).asText()));
            return values;
        }
    }
}
