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
final class PlainHttp {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final InMemoryOrganization organization;

    PlainHttp(InMemoryOrganization organization) {
        this.organization = organization;
    }

    Reply get(String url) {
        return send("GET", url, "");
    }

    Reply post(String url, String body) {
        return send("POST", url, body);
    }

    Reply send(String method, String url, String body) {
        return send(authorized(url).method(method, BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder authorized(String url) {
        return request(url)
                .header("Authorization", "Bearer " + organization.adminKey())
                .header("Content-Type", "application/json");
    }

    HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(organization.baseUrl() + url));
    }

    static Reply send(HttpRequest.Builder request) {
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

    /** For an answer that is not JSON, or whose headers matter. */
    static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    record Reply(int status, JsonNode body, String requestId) {
        String text(String pointer) {
            return body.at(pointer).asText();
        }

        /** A property of each object of a page. */
        List<String> listed(String property) {
            List<String> values = new ArrayList<>();
            body.path("data").forEach(object -> values.add(object.path(property).asText()));
            return values;
        }
    }
}
