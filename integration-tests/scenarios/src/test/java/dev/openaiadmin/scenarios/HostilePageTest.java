package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A page of another site, in a real browser on the machine where the stand-alone server runs. */
class HostilePageTest {
    private static final String KEY = "sk-admin-demo";

    @AutoClose
    private static ServerProcess server;

    @AutoClose
    private static Browser browser;

    @BeforeAll
    static void start(
            // The browser may still write to it when the tests are over.
            @TempDir(cleanup = CleanupMode.NEVER) Path profile) throws IOException {
        browser = Browser.startOrSkip(
                "no hostile page was tried",
                profile,
                // DNS rebinding: a name of another site that has this machine's address.
                "--host-resolver-rules=MAP rebound.example 127.0.0.1");
        server = ServerProcess.start();
    }

    @Test
    void cannot_read_change_or_stop_anything() throws Exception {
        HttpServer site = site("<!doctype html><title>hostile</title>");
        try (Browser.Page page =
                browser.open("http://127.0.0.1:" + site.getAddress().getPort() + "/")) {
            String origin = server.origin();
            create(origin);
            page.await("document.title === 'hostile'");

            // What a page can send: with the key and without, as JSON and as a form, and to read or only to have sent.
            String attacks = page.evaluate("(async () => {"
                            + "const seen = [];"
                            + "const attempt = async (path, options) => {"
                            + "  try {"
                            + "    const response = await fetch('" + origin + "' + path, options);"
                            + "    seen.push(path + ' ' + response.type + ' ' + (await response.text()));"
                            + "  } catch (e) { seen.push(path + ' refused'); }"
                            + "};"
                            + "const key = {Authorization: 'Bearer " + KEY + "'};"
                            + "await attempt('/v1/organization/projects', {headers: key});"
                            + "await attempt('/_control/requests', {headers: key});"
                            + "await attempt('/_control/reset', {method: 'POST', headers: key});"
                            + "await attempt('/docs/openapi.json', {});"
                            + "await attempt('/_control/reset', {method: 'POST', mode: 'no-cors', body: 'x'});"
                            + "await attempt('/__admin/shutdown', {method: 'POST', mode: 'no-cors', body: ''});"
                            + "await attempt('/__admin/mappings', {method: 'POST', mode: 'no-cors', body: '{}'});"
                            + "const form = document.createElement('form');"
                            + "form.method = 'POST'; form.action = '" + origin
                            + "/_control/reset'; form.target = 'frame';"
                            + "const frame = document.createElement('iframe'); frame.name = 'frame';"
                            + "document.body.append(frame, form);"
                            + "const loaded = new Promise(done => { frame.onload = done; });"
                            + "form.submit(); await loaded;"
                            + "const docs = document.createElement('iframe'); docs.src = '" + origin + "/docs';"
                            + "const shown = new Promise(done => { docs.onload = docs.onerror = done; });"
                            + "document.body.append(docs); await shown;"
                            + "return seen.join('\\n');"
                            + "})()")
                    .asText();

            assertThat(attacks.lines())
                    .as("what the page got")
                    .hasSize(7)
                    .allMatch(line -> line.endsWith(" refused") || line.endsWith(" opaque "));
            assertThat(projects(origin)).as("what is left").contains("payments-prod");
        } finally {
            site.stop(0);
        }
    }

    @Test
    void is_not_taken_for_the_server_when_its_name_leads_there() throws Exception {
        int port = URI.create(server.origin()).getPort();
        try (Browser.Page page = browser.open("http://rebound.example:" + port + "/docs")) {
            String shown =
                    page.await("document.body && document.body.textContent").asText();

            assertThat(shown).contains("The server is not known as").doesNotContain("Administration API");
        }
    }

    private static HttpServer site(String page) throws IOException {
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        site.start();
        return site;
    }

    private static void create(String origin) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(origin + "/v1/organization/projects"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\": \"payments-prod\"}")));
    }

    private static String projects(String origin) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(origin + "/v1/organization/projects")));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.header("Authorization", "Bearer " + KEY).build(), BodyHandlers.ofString())
                .body();
    }
}
