package dev.openaiadmin.benchmarks.subjects;

import dev.openaiadmin.benchmarks.Subject;
import dev.openaiadmin.benchmarks.subjects.ByHand.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** The HTTP client of the JDK, with parsing by hand. */
public final class JdkHttpClientSubject implements Subject {

    @Override
    public Client connect(String baseUrl) {
        return new Calls(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(),
                baseUrl + "/organization/projects");
    }

    @Override
    public Object decode(byte[] page) {
        try {
            return ByHand.page(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Calls(HttpClient http, String projects) implements Client {
        @Override
        public String retrieve(String id) {
            try {
                return String.valueOf(
                        ByHand.project(sent(request("/" + id).build())).name());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String create(String name) {
            try {
                HttpRequest request = request("")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"name\":\"" + name + "\"}"))
                        .build();
                return String.valueOf(ByHand.project(sent(request)).id());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long walk() {
            try {
                Page page = ByHand.page(sent(request("?limit=100").build()));
                long read = page.projects().size();
                while (page.hasMore()) {
                    page = ByHand.page(
                            sent(request("?limit=100&after=" + page.lastId()).build()));
                    read += page.projects().size();
                }
                return read;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private HttpRequest.Builder request(String rest) {
            return HttpRequest.newBuilder(URI.create(projects + rest))
                    .header("Accept", "application/json")
                    .header("Authorization", "Bearer sk-admin-benchmark");
        }

        private byte[] sent(HttpRequest request) throws IOException {
            try {
                HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
                if (response.statusCode() != 200) {
                    throw new IOException("Status " + response.statusCode());
                }
                return response.body();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            // Ends when nobody uses it any more.
        }
    }
}
