package dev.openaiadmin.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A headless Chromium of this machine, driven by its DevTools protocol. */
final class Browser implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://(.*?)/");
    private static final int PATIENCE_SECONDS = 60;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    private Browser(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts the browser, or skips the test if there is none.
     *
     * @param consequence what is not proven then
     * @param profile an empty directory
     * @param options more options of the program
     */
    static Browser startOrSkip(String consequence, Path profile, String... options) throws IOException {
        Path chromium = Installed.orSkip(consequence, "chromium", "chromium-browser", "google-chrome");
        List<String> command = new ArrayList<>(List.of(
                chromium.toString(),
                "--headless",
                "--disable-gpu",
                // Root, as in containers, is refused a sandbox; the page is our own.
                "--no-sandbox",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader err =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            Matcher listening = LISTENING.matcher("");
            String line = err.readLine();
            while (line != null && !listening.reset(line).find()) {
                line = err.readLine();
            }
            return new Browser(process, listening.group(1));
        }
    }

    /** Opens a page in a tab of its own. */
    Page open(String page) throws IOException, InterruptedException {
        String tab = http.send(
                        HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?"
                                        + URLEncoder.encode(page, StandardCharsets.UTF_8)))
                                .PUT(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString())
                .body();
        URI socket = URI.create(JSON.readTree(tab).path("webSocketDebuggerUrl").asText());
        Messages messages = new Messages();
        return new Page(http.newWebSocketBuilder().buildAsync(socket, messages).join(), messages);
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** A page that is open. */
    static final class Page implements AutoCloseable {
        private final WebSocket socket;
        private final Messages messages;
        private final AtomicInteger sent = new AtomicInteger();

        private Page(WebSocket socket, Messages messages) {
            this.socket = socket;
            this.messages = messages;
        }

        /** The value of an expression of JavaScript; of a promise, what it comes to; missing when the page has gone on. */
        JsonNode evaluate(String expression) throws IOException, InterruptedException {
            int id = sent.incrementAndGet();
            ObjectNode command = JSON.createObjectNode().put("id", id).put("method", "Runtime.evaluate");
            command.putObject("params")
                    .put("expression", expression)
                    .put("awaitPromise", true)
                    .put("returnByValue", true);
            socket.sendText(command.toString(), true).join();
            while (true) {
                String message = messages.received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("The page did not answer to " + expression);
                }
                JsonNode answer = JSON.readTree(message);
                if (answer.path("id").asInt() == id) {
                    if (answer.at("/result").has("exceptionDetails")) {
                        throw new AssertionError(
                                answer.at("/result/exceptionDetails").toString());
                    }
                    return answer.at("/result/result/value");
                }
            }
        }

        /** Waits until an expression has a value that is true, and gives that. */
        JsonNode await(String expression) throws IOException, InterruptedException {
            String promise =
                    "new Promise(done => { const look = () => { const found = (() => { try { return " + expression
                            + " } catch { return null } })(); found ? done(found) : setTimeout(look, 20) }; look() })";
            JsonNode found = evaluate(promise);
            while (found.isMissingNode()) {
                found = evaluate(promise);
            }
            return found;
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    /** Puts the fragments of messages together. */
    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final StringBuilder fragments = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            fragments.append(text);
            if (last) {
                received.add(fragments.toString());
                fragments.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
