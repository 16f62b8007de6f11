package dev.openaiadmin.governance.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.RequestOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An audit log of any length, whose events appear some time after they happened, and whose server fails at random: resets,
 * 429s, missing, repeated and refused cursors, empty pages, and events that are listed twice.
 */
final class FaultyAuditLog implements AutoCloseable {
    static final String KEY = "sk-admin-test";

    private static final Comparator<Event> NEWEST_FIRST =
            Comparator.comparingLong(Event::at).thenComparing(Event::id).reversed();

    static {
        // Otherwise each response waits for an acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final Supplier<Instant> clock;
    private final Function<Event, String> details;
    private final String type;
    private final Random random;
    private final AtomicLong requests = new AtomicLong();
    private List<Event> events = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private volatile double faultRate;
    private volatile String organization = "org-acme";
    private volatile @Nullable Fault always;
    private volatile String refused = "";
    private volatile Map<String, String> lastQuery = Map.of();

    /** What goes wrong with a response. */
    enum Fault {
        RESET,
        TOO_MANY_REQUESTS,
        MISSING_CURSOR,
        REPEATED_PAGE,
        REFUSED_CURSOR,
        EMPTY_PAGE,
        LISTED_TWICE
    }

    /**
     * An event.
     *
     * @param at when it happened
     * @param arrives when the API shows it
     */
    record Event(String id, long at, long arrives) {
        boolean isOnTime(Duration settle) {
            return arrives - at <= settle.toSeconds();
        }
    }

    FaultyAuditLog(Supplier<Instant> clock, long seed) {
        this(clock, seed, event -> "\"project.created\":{\"id\":\"proj_" + event.at() + "\"}", "project.created");
    }

    /**
     * @param details the fields of an event behind its id, type and time
     * @param type the type of all events
     */
    FaultyAuditLog(Supplier<Instant> clock, long seed, Function<Event, String> details, String type) {
        this.clock = clock;
        this.details = details;
        this.type = type;
        this.random = new Random(seed);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        server.setExecutor(threads);
        server.createContext("/v1/organization/audit_logs", this::respond);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Returns a client that does not wait after a 429 longer than it is told to. */
    OpenAiAdmin client() {
        return client(options -> {});
    }

    OpenAiAdmin client(Consumer<RequestOptions.Builder> more) {
        return OpenAiAdmin.builder()
                .adminKey(KEY)
                .baseUrl(baseUrl())
                .options(options -> more.accept(options.pacing(false).maxAttempts(10)))
                .build();
    }

    void set(List<Event> all) {
        List<Event> sorted = new ArrayList<>(all);
        sorted.sort(NEWEST_FIRST);
        synchronized (places) {
            events = sorted;
            places.clear();
            for (int i = 0; i < sorted.size(); i++) {
                places.put(sorted.get(i).id(), i);
            }
        }
    }

    /** Lets a part of the responses fail, each in a way that is drawn at random. */
    void faultRate(double rate) {
        faultRate = rate;
    }

    /** Lets every response fail that can fail in this way; null for none. */
    void always(@Nullable Fault fault) {
        always = fault;
    }

    /** Refuses every request with a parameter. */
    void refuse(String parameter) {
        refused = parameter;
    }

    void organization(String name) {
        organization = name;
    }

    Map<String, String> lastQuery() {
        return lastQuery;
    }

    long requests() {
        return requests.get();
    }

    private void respond(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        lastQuery = query;
        Fault fault = fault();
        try (exchange) {
            if (fault == Fault.RESET) {
                return;
            }
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.getResponseHeaders().add("openai-organization", organization);
            boolean hasCursor = query.containsKey("after");
            if (fault == Fault.TOO_MANY_REQUESTS) {
                exchange.getResponseHeaders().add("retry-after-ms", "1");
                send(exchange, 429, error("Rate limit reached"));
            } else if ((fault == Fault.REFUSED_CURSOR && hasCursor) || query.containsKey(refused)) {
                send(exchange, 400, error("A parameter is invalid"));
            } else {
                send(exchange, 200, page(query, fault));
            }
        }
    }

    private @Nullable Fault fault() {
        if (always != null) {
            return always;
        }
        synchronized (random) {
            return random.nextDouble() < faultRate ? Fault.values()[random.nextInt(Fault.values().length)] : null;
        }
    }

    private String page(Map<String, String> query, @Nullable Fault fault) {
        long from = Long.parseLong(query.getOrDefault("effective_at[gte]", "0"));
        long to = Long.parseLong(query.getOrDefault("effective_at[lt]", Long.toString(Long.MAX_VALUE)));
        int limit = Integer.parseInt(query.getOrDefault("limit", "20"));
        long now = clock.get().getEpochSecond();
        List<Event> page = new ArrayList<>();
        boolean more = false;
        synchronized (places) {
            String after = fault == Fault.REPEATED_PAGE ? null : query.get("after");
            int next = after == null ? firstBefore(to) : places.getOrDefault(after, events.size() - 1) + 1;
            for (; next < events.size() && events.get(next).at() >= from; next++) {
                if (events.get(next).arrives() <= now) {
                    if (page.size() == limit) {
                        more = true;
                        break;
                    }
                    page.add(events.get(next));
                }
            }
        }
        if (fault == Fault.EMPTY_PAGE) {
            return "{\"object\":\"list\",\"data\":[],\"first_id\":null,\"last_id\":null,\"has_more\":true}";
        }
        StringBuilder json = new StringBuilder("{\"object\":\"list\",\"data\":[");
        for (int i = 0; i < page.size(); i++) {
            json.append(i == 0 ? "" : ",").append(json(page.get(i)));
            if (fault == Fault.LISTED_TWICE) {
                json.append(',').append(json(page.get(i)));
            }
        }
        String last = page.isEmpty() || fault == Fault.MISSING_CURSOR
                ? "null"
                : "\"" + page.get(page.size() - 1).id() + "\"";
        return json.append("],\"last_id\":")
                .append(last)
                .append(",\"has_more\":")
                .append(more)
                .append('}')
                .toString();
    }

    private int firstBefore(long to) {
        int place = Collections.binarySearch(
                events,
                new Event("", to - 1, 0),
                Comparator.comparingLong(Event::at).reversed());
        if (place < 0) {
            return -place - 1;
        }
        while (place > 0 && events.get(place - 1).at() == to - 1) {
            place--;
        }
        return place;
    }

    private String json(Event event) {
        return "{\"id\":\"" + event.id() + "\",\"type\":\"" + type + "\",\"effective_at\":" + event.at() + ","
                + details.apply(event) + "}";
    }

    private static String error(String message) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\",\"code\":null}}";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> query(String query) {
        Map<String, String> values = new HashMap<>();
        for (String parameter : query.split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            values.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return values;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
