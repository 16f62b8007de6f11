package dev.openaiadmin.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.network.FaultServer.Connection;
import dev.openaiadmin.network.FaultServer.Received;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An organization of projects behind a network that fails at random; it records the requests and what was done.
 *
 * <p>The fate of a request depends on the seed, the name of the call in the header {@link #CALL} and the number of the
 * attempt, and so not on the order of threads.
 */
final class FaultyOrganization implements FaultServer.Reply {
    static final String CALL = "x-call";
    private static final double FAULTY = 0.25;
    private static final List<Fate> FAULTS =
            Arrays.stream(Fate.values()).filter(fate -> fate != Fate.NONE).toList();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] REFUSED =
            json(400, "{\"error\": {\"message\": \"Archived.\", \"code\": \"project_archived\"}}");

    private final long seed;
    private final Map<String, ObjectNode> projects = new LinkedHashMap<>();
    private final Map<String, Integer> requests = new HashMap<>();
    private final Map<String, Integer> carriedOut = new HashMap<>();
    private final Map<Fate, Integer> fates = new EnumMap<>(Fate.class);
    private final Map<String, Set<Fate>> fatesOfCalls = new HashMap<>();
    private volatile @Nullable CyclicBarrier meeting;

    FaultyOrganization(long seed) {
        this.seed = seed;
    }

    /** Returns the ids of all projects that were created with a name. */
    synchronized List<String> idsOf(String name) {
        return projects.values().stream()
                .filter(project -> project.path("name").asText().equals(name))
                .map(project -> project.path("id").asText())
                .toList();
    }

    /** Returns the number of attempts of each call. */
    synchronized Map<String, Integer> requests() {
        return Map.copyOf(requests);
    }

    /** Returns how often a call was carried out. */
    synchronized int timesCarriedOut(String call) {
        return carriedOut.getOrDefault(call, 0);
    }

    /** Returns whether every attempt of a call was rate limited, so that nothing was carried out. */
    synchronized boolean onlyRefused(String call) {
        return EnumSet.of(Fate.RATE_LIMITED).equals(fatesOfCalls.get(call));
    }

    synchronized Map<Fate, Integer> fates() {
        return new EnumMap<>(fates);
    }

    /** Stops failing, and answers only when that many requests have arrived. */
    void answerTogether(int count) {
        meeting = new CyclicBarrier(count);
    }

    @Override
    public void to(Received request, Connection connection) throws IOException {
        CyclicBarrier others = meeting;
        if (others != null) {
            connection.send(afterMeeting(others, request));
            return;
        }
        String call = request.header(CALL);
        RandomGenerator random = randomOf(call);
        Fate fate = random.nextDouble() < FAULTY ? FAULTS.get(random.nextInt(FAULTS.size())) : Fate.NONE;
        synchronized (this) {
            fates.merge(fate, 1, Integer::sum);
            fatesOfCalls
                    .computeIfAbsent(call, unused -> EnumSet.noneOf(Fate.class))
                    .add(fate);
        }
        byte[] answer = fate.carriedOut() ? carriedOut(call, request) : new byte[0];
        switch (fate) {
            case NONE -> connection.send(answer);
            case UNAVAILABLE_BEFORE, UNAVAILABLE_AFTER ->
                connection.send(json(503, error("Try again."), "retry-after-ms: " + random.nextInt(50)));
            case BAD_GATEWAY_BEFORE, BAD_GATEWAY_AFTER ->
                connection.send(json(502, "<html><body>502 Bad Gateway</body></html>"));
            case REQUEST_TIMEOUT -> connection.send(json(408, error("Too slow."), "retry-after-ms: 1"));
            case RATE_LIMITED ->
                connection.send(json(429, error("Too fast."), "retry-after-ms: " + random.nextInt(50)));
            case RESET_BEFORE, RESET_AFTER -> connection.reset();
            case HUNG_UP_BEFORE, HUNG_UP_AFTER -> connection.close();
            case SILENCE_BEFORE, SILENCE_AFTER -> connection.stall();
            case CUT_OFF -> {
                connection.send(partOf(answer, random));
                connection.close();
            }
            case STALLED -> {
                connection.send(partOf(answer, random));
                connection.stall();
            }
            case GARBAGE -> connection.send(json(200, "\"" + Long.toHexString(random.nextLong())));
            case NOT_HTTP -> {
                connection.send(noise(random));
                connection.close();
            }
        }
    }

    private byte[] afterMeeting(CyclicBarrier others, Received request) throws IOException {
        try {
            others.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IOException(e);
        }
        return carriedOut("afterwards", request);
    }

    private synchronized RandomGenerator randomOf(String call) {
        return new SplittableRandom(Objects.hash(seed, call, requests.merge(call, 1, Integer::sum)));
    }

    private synchronized byte[] carriedOut(String call, Received request) throws IOException {
        byte[] answer = answerTo(request);
        if (!Arrays.equals(answer, REFUSED)) {
            carriedOut.merge(call, 1, Integer::sum);
        }
        return answer;
    }

    private byte[] answerTo(Received request) throws IOException {
        String[] path = request.target().split("\\?", 2)[0].split("/", -1);
        boolean post = request.method().equals("POST");
        return switch (path.length) {
            case 4 -> post ? create(request.body()) : list();
            case 5 -> post ? modify(path[4], request.body()) : retrieve(path[4]);
            default -> archive(path[4]);
        };
    }

    private byte[] create(String body) throws IOException {
        String id = "proj_" + projects.size();
        ObjectNode project = JSON.createObjectNode()
                .put("id", id)
                .put("object", "organization.project")
                .put("created_at", 1_790_000_000)
                .put("status", "active");
        project.setAll((ObjectNode) JSON.readTree(body));
        projects.put(id, project);
        return ok(project);
    }

    private byte[] list() {
        List<ObjectNode> all = new ArrayList<>(projects.values());
        ObjectNode page = JSON.createObjectNode().put("object", "list").put("has_more", false);
        page.putArray("data").addAll(all.subList(Math.max(0, all.size() - 20), all.size()));
        return ok(page);
    }

    private byte[] retrieve(String id) {
        ObjectNode project = projects.get(id);
        return project == null ? json(404, error("No project found.")) : ok(project);
    }

    private byte[] modify(String id, String body) throws IOException {
        ObjectNode project = projects.get(id);
        if (project == null || isArchived(project)) {
            return REFUSED;
        }
        project.setAll((ObjectNode) JSON.readTree(body));
        return ok(project);
    }

    private byte[] archive(String id) {
        ObjectNode project = projects.get(id);
        if (project == null || isArchived(project)) {
            return REFUSED;
        }
        project.put("status", "archived").put("archived_at", 1_790_000_001);
        return ok(project);
    }

    private static boolean isArchived(ObjectNode project) {
        return project.path("status").asText().equals("archived");
    }

    private static byte[] ok(JsonNode body) {
        return json(200, body.toString());
    }

    private static String error(String message) {
        return "{\"error\": {\"message\": \"" + message + "\"}}";
    }

    private static byte[] json(int status, String body, String... headers) {
        String[] all =
                Stream.concat(Stream.of(Faults.JSON), Arrays.stream(headers)).toArray(String[]::new);
        return FaultServer.response(status, body.getBytes(StandardCharsets.UTF_8), all);
    }

    /** Returns the head and a random part of the body. */
    private static byte[] partOf(byte[] answer, RandomGenerator random) {
        int head = new String(answer, StandardCharsets.ISO_8859_1).indexOf("\r\n\r\n") + 4;
        return Arrays.copyOf(answer, random.nextInt(head, answer.length));
    }

    private static byte[] noise(RandomGenerator random) {
        byte[] noise = new byte[64];
        random.nextBytes(noise);
        return noise;
    }
}
