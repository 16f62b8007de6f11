package dev.openaiadmin.testkit;

import dev.openaiadmin.testkit.internal.command.ServerCommand;
import dev.openaiadmin.testkit.internal.server.StandaloneServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How fast the server starts and answers, how many creates it takes at once, and how much memory it keeps.
 *
 * <pre>{@code
 * mvn -q verify -DskipTests -pl :openai-admin-testkit -am
 * cd integration-tests/testkit/target
 * java -cp openai-admin-testkit-VERSION-standalone.jar:test-classes dev.openaiadmin.testkit.ServerFigures start
 * }</pre>
 *
 * <p>Instead of {@code start}: {@code throughput}, {@code creates}, {@code keys} (with {@code -Xmx256m}) or {@code memory},
 * of which the last takes minutes.
 */
final class ServerFigures {
    private static final int CALLERS = 8;
    private static final int CREATES = 10_000;
    private static final int KEYS = 50_000;
    private static final int REQUESTS_IN_MEMORY = 1_000_000;
    private static final String PROJECTS = "/organization/projects";
    private static final Pattern ID = Pattern.compile("\"id\":\"(proj_\\w+)\"");

    private ServerFigures() {}

    /**
     * Measures.
     *
     * @param arguments what to measure
     */
    public static void main(String[] arguments) throws Exception {
        Map<String, Callable<Void>> figures = Map.of(
                "start", ServerFigures::start,
                "throughput", ServerFigures::throughput,
                "creates", ServerFigures::creates,
                "memory", ServerFigures::memory,
                "keys", ServerFigures::keys);
        for (String name : arguments.length == 0 ? new String[] {"start", "throughput", "creates"} : arguments) {
            Callable<Void> figure = figures.get(name);
            if (figure == null) {
                throw new IllegalArgumentException("There is no figure '" + name + "'; known: " + figures.keySet());
            }
            figure.call();
        }
    }

    private static Void start() {
        Instant jvm = Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        Instant before = Instant.now();
        try (OrganizationServer first = OrganizationServer.start()) {
            answer(first.organization(), "GET", "");
            System.out.printf(
                    "cold: first answer %d ms after start(), %d ms after the JVM%n", since(before), since(jvm));
        }
        for (int i = 0; i < 5; i++) {
            Instant again = Instant.now();
            try (OrganizationServer next = OrganizationServer.start()) {
                long started = since(again);
                answer(next.organization(), "GET", "");
                System.out.printf("warm: started in %d ms, first answer after %d ms%n", started, since(again));
            }
        }
        return null;
    }

    private static Void throughput() throws Exception {
        try (OrganizationServer server = OrganizationServer.start()) {
            InMemoryOrganization organization = server.organization();
            for (int i = 0; i < 20; i++) {
                organization.projects().add("p" + i);
            }
            for (int round = 1; round <= 5; round++) {
                long lists = ask(organization, 2_000, "GET", "");
                System.out.printf("throughput: %d lists of 20 projects a second by %d callers%n", lists, CALLERS);
            }
            for (int round = 1; round <= 3; round++) {
                long creates = ask(organization, 2_000, "POST", "{\"name\":\"p\"}");
                System.out.printf("throughput: %d creates a second by %d callers%n", creates, CALLERS);
            }
        }
        return null;
    }

    /**
     * All connections are open before the first request is sent, so that the server has all of them at once. It is a
     * process of its own, since both ends of so many connections are more than one process may have open.
     */
    private static Void creates() throws Exception {
        Process server = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerCommand.class.getName(),
                        "--port=0")
                .start();
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            URI baseUrl = URI.create(out.readLine().replaceAll(".* ", ""));
            byte[] request = create(baseUrl);
            Set<String> ids = ConcurrentHashMap.newKeySet();
            Map<String, AtomicLong> failures = new ConcurrentHashMap<>();
            CountDownLatch connected = new CountDownLatch(CREATES);
            List<Thread> threads = new ArrayList<>();
            Instant before = Instant.now();
            for (int i = 0; i < CREATES; i++) {
                Thread thread = new Thread(
                        null,
                        () -> {
                            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), baseUrl.getPort())) {
                                connected.countDown();
                                connected.await();
                                socket.getOutputStream().write(request);
                                String answer =
                                        new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                                Matcher id = ID.matcher(answer);
                                if (id.find()) {
                                    ids.add(id.group(1));
                                } else {
                                    count(failures, answer.lines().findFirst().orElse("an empty answer"));
                                }
                            } catch (IOException | InterruptedException e) {
                                connected.countDown();
                                count(failures, e.toString());
                            }
                        },
                        "caller-" + i,
                        128 * 1024);
                threads.add(thread);
                thread.start();
            }
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.printf(
                    "creates: %d at once gave %d distinct projects in %d ms; failures: %s%n",
                    CREATES, ids.size(), since(before), failures);
        } finally {
            server.destroy();
        }
        return null;
    }

    private static Void memory() throws Exception {
        try (OrganizationServer server = OrganizationServer.start()) {
            InMemoryOrganization organization = server.organization();
            int step = REQUESTS_IN_MEMORY / 10;
            for (int done = step; done <= REQUESTS_IN_MEMORY; done += step) {
                long rate = ask(organization, step / CALLERS, "GET", "");
                System.gc();
                long used =
                        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
                System.out.printf(
                        "memory: %d MB of heap in use after %d requests (%d a second)%n", used >> 20, done, rate);
            }
        }
        return null;
    }

    /** Asks the stand-alone server with more keys than it keeps organizations. */
    private static Void keys() throws Exception {
        AtomicLong removed = new AtomicLong();
        try (StandaloneServer server = StandaloneServer.start(
                StandaloneServer.Settings.defaults().reportingTo(line -> removed.incrementAndGet(), failure -> {}))) {
            for (int i = 0; i < KEYS; i++) {
                answer(server.baseUrl(), "sk-key-" + i, "GET", "");
            }
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.printf(
                    "keys: %d MB of heap in use after %d keys; %d organizations were removed%n",
                    used >> 20, KEYS, removed.get());
        }
        return null;
    }

    /** How many requests a second all callers together get answered. */
    private static long ask(InMemoryOrganization organization, int each, String method, String body)
            throws InterruptedException, ExecutionException {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            Instant before = Instant.now();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                running.add(callers.submit(() -> {
                    for (int done = 0; done < each; done++) {
                        answer(organization, method, body);
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            return 1000L * each * CALLERS / Math.max(1, since(before));
        } finally {
            callers.shutdown();
        }
    }

    private static void answer(InMemoryOrganization organization, String method, String body) {
        answer(organization.baseUrl(), organization.adminKey(), method, body);
    }

    private static void answer(String baseUrl, String key, String method, String body) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(baseUrl + PROJECTS).toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setRequestProperty("Authorization", "Bearer " + key);
            connection.setRequestProperty("Content-Type", "application/json");
            if (!body.isEmpty()) {
                connection.setDoOutput(true);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body.getBytes(StandardCharsets.UTF_8));
                }
            }
            try (InputStream in = connection.getInputStream()) {
                in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] create(URI baseUrl) {
        String body = "{\"name\":\"at-once\"}";
        return String.join(
                        "\r\n",
                        "POST " + baseUrl.getPath() + PROJECTS + " HTTP/1.1",
                        "Host: 127.0.0.1",
                        "Authorization: Bearer sk-admin-figures",
                        "Content-Type: application/json",
                        "Content-Length: " + body.length(),
                        "Connection: close",
                        "",
                        body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void count(Map<String, AtomicLong> failures, String failure) {
        failures.computeIfAbsent(failure, unused -> new AtomicLong()).incrementAndGet();
    }

    private static long since(Instant before) {
        return Duration.between(before, Instant.now()).toMillis();
    }
}
