package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.api.Pages;
import dev.openaiadmin.client.Described.DescribedOperation;
import dev.openaiadmin.client.internal.call.Redactor;
import dev.openaiadmin.client.internal.json.JsonCodec;
import feign.Request;
import feign.Response;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * Valid response bodies with random changes. Each is read as an object, or refused with an exception of the client. Each
 * case depends on the seed, which {@code -Dseed=} sets, and on its number alone.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class DecoderFuzzTest {
    private static final JsonCodec JSON = new JsonCodec();
    private static final long SEED = Long.getLong("seed", 20261123);
    private static final int MOST = 100_000;
    private static final int SOME = 5_000;
    private static final Duration A_HANG = Duration.ofSeconds(2);
    private static final Duration FOR_ALL = Duration.ofSeconds(60);
    private static final int LONGEST_MESSAGE = 2000;
    private static final int EXCERPT = 400;
    private static final List<Mutation> MUTATIONS = List.of(Mutation.values());
    private static final int[] STATUSES = {400, 401, 403, 404, 408, 409, 418, 422, 429, 500, 502, 503, 504, 307, 599};
    private static final List<String> ERROR_BODIES = List.of(
            "{\"error\": {\"message\": \"Please try again in 6.937s.\", \"type\": \"t\", \"param\": null, \"code\": 1}}",
            "{\"error\": {\"message\": \"Bad name.\", \"type\": \"invalid_request_error\", \"code\": \"invalid_name\"}}",
            "{\"error\": \"You have insufficient permissions. Missing scopes: api.management.read.\"}",
            "{\"code\": 404, \"message\": \"Not found.\"}",
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>nginx</body></html>");
    private static final Map<String, List<String>> ERROR_HEADERS = Map.of(
            "retry-after", List.of("41", "0.5", "Mon, 23 Nov 2026 12:00:41 GMT", "-1", "1e9"),
            "retry-after-ms", List.of("250", "6937.5"),
            "date", List.of("Mon, 23 Nov 2026 12:00:00 GMT"),
            "x-should-retry", List.of("true", "false"),
            "x-request-id", List.of("req_abc123"));

    private final OpenAiAdmin admin = OpenAiAdmin.builder()
            .adminKey("sk-admin-canary")
            .feignClient((request, options) -> answer(request))
            .options(options -> options.maxAttempts(1).pacing(false))
            .build();

    private int status;
    private byte[] body = {};
    private Map<String, Collection<String>> headers = Map.of();

    private int read;
    private int refused;
    private Duration slowest = Duration.ZERO;

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void reads_a_changed_body_or_refuses_it() throws Exception {
        readOrRefuse(SOME);
    }

    @Test
    @Tag("thorough")
    void reads_each_of_many_changed_bodies_or_refuses_it() throws Exception {
        readOrRefuse(MOST);
    }

    private void readOrRefuse(int cases) throws Exception {
        List<Answer> answers = goodAnswers();
        status = 200;

        for (int number = 0; number < cases; number++) {
            Answer answer = answers.get(number % answers.size());
            RandomGenerator random = randomOf(number);
            body = mutated(bytes(answer.json()), random);
            run(number, answer.call());
        }

        report("answers", cases);
        assertThat(read).as("read").isGreaterThan(cases / 20);
        assertThat(refused).as("refused").isGreaterThan(cases / 20);
    }

    @Test
    void throws_the_exception_of_the_status_whatever_the_error_body_is() throws Exception {
        throwTheExceptionOfTheStatus(SOME);
    }

    @Test
    @Tag("thorough")
    void throws_the_exception_of_the_status_whatever_each_of_many_error_bodies_is() throws Exception {
        throwTheExceptionOfTheStatus(MOST);
    }

    private void throwTheExceptionOfTheStatus(int cases) throws Exception {
        List<Answer> answers = goodAnswers();

        for (int number = 0; number < cases; number++) {
            RandomGenerator random = randomOf(number);
            status = STATUSES[random.nextInt(STATUSES.length)];
            body = mutated(bytes(ERROR_BODIES.get(random.nextInt(ERROR_BODIES.size()))), random);
            headers = mutatedHeaders(random);
            run(number, answers.get(number % answers.size()).call());
        }

        report("errors", cases);
        assertThat(refused).isEqualTo(cases);
    }

    private void run(int number, DescribedCall call) {
        Duration started = workOfThisThread();
        Throwable failure = failureOf(call);
        Duration duration = workOfThisThread().minus(started);
        slowest = slowest.compareTo(duration) < 0 ? duration : slowest;
        if (duration.compareTo(A_HANG) > 0 || !(failure == null || isNamed(failure))) {
            throw new AssertionError(
                    "case %d of seed %d, %s, took %d ms of work, status %d, headers %s, body of %d bytes: %s"
                            .formatted(
                                    number,
                                    SEED,
                                    call,
                                    duration.toMillis(),
                                    status,
                                    Redactor.shortened(headers.toString(), EXCERPT),
                                    body.length,
                                    Redactor.shortened(new String(body, StandardCharsets.UTF_8), EXCERPT)),
                    failure);
        }
        if (failure == null) {
            read++;
        } else {
            refused++;
        }
    }

    private @Nullable Throwable failureOf(DescribedCall call) {
        try {
            Object value = call.on(admin);
            if (value instanceof Pages<?> pages) {
                for (Object item : pages.pages().iterator().next().items()) {
                    use(item);
                }
            } else {
                use(value);
            }
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    /** Uses an object as applications do: prints, compares, writes and reads it. */
    private static void use(Object value) throws Exception {
        String asOthersDo = UsersMapper.WITH_SECRETS.writeValueAsString(value);
        // An unpaired surrogate can be read, as an escape, but not written as UTF-8.
        if (StandardCharsets.UTF_8.newEncoder().canEncode(asOthersDo)) {
            // The client leaves out unknown fields that it read itself, not those that others read.
            byte[] written = JSON.encode(UsersMapper.MAPPER.readValue(asOthersDo, value.getClass()));
            // As trees, since Jackson reverses the order of unknown fields.
            assertThat(UsersMapper.MAPPER.readTree(written)).isEqualTo(UsersMapper.MAPPER.readTree(asOthersDo));
            assertThat(UsersMapper.WITH_SECRETS.writeValueAsBytes(JSON.decode(written, value.getClass())))
                    .isEqualTo(written);
        }
        assertThat(value.toString()).isNotEmpty();
        assertThat(value.hashCode()).isEqualTo(value.hashCode());
    }

    private boolean isNamed(Throwable failure) {
        Throwable named = failure instanceof OutcomeUnknownException ? failure.getCause() : failure;
        return failure instanceof CallException call
                && (status == 200 ? named instanceof UnreadableResponseException : named instanceof ApiException)
                && call.getMessage().length() <= LONGEST_MESSAGE;
    }

    private Response answer(Request request) {
        return Response.builder()
                .request(request)
                .status(status)
                .headers(headers)
                .body(body)
                .build();
    }

    private static byte[] mutated(byte[] good, RandomGenerator random) {
        byte[] changed = good;
        do {
            Mutation mutation = MUTATIONS.get(random.nextInt(MUTATIONS.size()));
            changed = mutation.of(changed, random);
        } while (random.nextInt(3) == 0);
        return changed;
    }

    private static Map<String, Collection<String>> mutatedHeaders(RandomGenerator random) {
        Map<String, Collection<String>> changed = new TreeMap<>();
        new TreeMap<>(ERROR_HEADERS).forEach((name, values) -> {
            String value = values.get(random.nextInt(values.size()));
            switch (random.nextInt(3)) {
                case 0 -> changed.put(name, List.of(value));
                case 1 ->
                    // The transport reads headers in this charset.
                    changed.put(name, List.of(new String(mutated(bytes(value), random), StandardCharsets.ISO_8859_1)));
                default -> {}
            }
        });
        return changed;
    }

    private static List<Answer> goodAnswers() throws Exception {
        List<Answer> answers = new ArrayList<>();
        for (DescribedOperation operation : Described.operations().toList()) {
            DescribedCall call = DescribedCall.of(operation);
            for (Sample sample : Sample.values()) {
                String json = sample.of(operation.answer().path("schema")).toString();
                answers.add(new Answer(call, json));
                call.ofAllPages().ifPresent(pages -> answers.add(new Answer(pages, json)));
            }
        }
        return answers;
    }

    private static RandomGenerator randomOf(int number) {
        return new SplittableRandom(SEED + number * 1_000_003L);
    }

    /** Returns CPU time, because elapsed time depends on what else the machine does. */
    private static Duration workOfThisThread() {
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void report(String what, int cases) {
        Duration work = workOfThisThread();
        System.out.printf(
                "%d %s with seed %d: %d read, %d refused, %d s of work, at most %d ms for one%n",
                cases, what, SEED, read, refused, work.toSeconds(), slowest.toMillis());
        assertThat(work).isLessThan(FOR_ALL);
    }

    /** A call, and a valid response body for it. */
    private record Answer(DescribedCall call, String json) {}
}
