package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.Limit.Limiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RateLimiterTest {
    @AutoClose
    private final CannedApi canned = new CannedApi();

    private final VirtualClock time = new VirtualClock();
    private final List<LimitedApi> limitedApis = new ArrayList<>();

    @AfterEach
    void close() {
        limitedApis.forEach(LimitedApi::close);
    }

    @ParameterizedTest
    @EnumSource
    void carries_out_many_calls_below_a_small_limit_without_failures_and_with_few_refusals(Limit limit) {
        LimitedApi api = limitedApi(limit::start);
        AdminApi bulk = patient(api.client());

        crowd(16, 500, () -> bulk.projects().retrieve("proj_1"));
        time.run();

        assertThat(api.served).hasSize(500);
        assertThat(api.refused).hasSizeLessThan(60);
        // At ten a minute, 500 calls take 50 minutes.
        assertThat(time.passed()).isLessThan(Duration.ofMinutes(62));
    }

    @Test
    void gives_permits_in_the_order_in_which_calls_were_made() {
        LimitedApi api = limitedApi(Limit.SLIDING_MINUTE::start);
        AdminApi bulk = patient(api.client());
        crowd(1, 20, () -> bulk.projects().retrieve("before"));
        List<String> made = IntStream.range(0, 30).mapToObj(i -> "proj_" + i).toList();
        for (int i = 0; i < made.size(); i++) {
            String id = made.get(i);
            time.start(
                    Duration.ofSeconds(20).plusMillis(i), () -> bulk.projects().retrieve(id));
        }

        time.run();

        assertThat(api.sent).endsWith(made.toArray(String[]::new));
    }

    @Test
    void gives_all_threads_the_same_number_of_permits() {
        LimitedApi api = limitedApi(Limit.SLIDING_MINUTE::start);
        AdminApi bulk = patient(api.client());
        int[] done = new int[16];
        List<Integer> leads = new ArrayList<>();
        for (int i = 0; i < done.length; i++) {
            int thread = i;
            time.start(() -> {
                for (int call = 0; call < 15; call++) {
                    bulk.projects().retrieve("proj_1");
                    done[thread]++;
                    leads.add(Arrays.stream(done).max().getAsInt()
                            - Arrays.stream(done).min().getAsInt());
                }
            });
        }

        time.run();

        assertThat(Collections.max(leads)).isLessThanOrEqualTo(2);
    }

    @Test
    void adapts_to_a_limit_that_was_raised() {
        LimitedApi api = limitedApi(Limit.SLIDING_MINUTE::start);
        AdminApi bulk = patient(api.client());
        time.start(Duration.ofMinutes(10), () -> api.limit("retrieveProject", Limit.sliding(600, false)));

        crowd(16, 2000, () -> bulk.projects().retrieve("proj_1"));
        time.run();

        // 100 calls in the first ten minutes; the other 1,900 take at least three minutes, and 190 with the old limit.
        assertThat(time.passed()).isLessThan(Duration.ofMinutes(10 + 12));
    }

    @Test
    void adapts_to_a_limit_that_was_lowered() {
        LimitedApi api = limitedApi(() -> Limit.sliding(60, false));
        AdminApi bulk = patient(api.client());
        time.start(Duration.ofMinutes(5), () -> api.limit("retrieveProject", Limit.sliding(10, false)));

        crowd(16, 400, () -> bulk.projects().retrieve("proj_1"));
        time.run();

        assertThat(api.refused).hasSizeLessThan(60);
        // 300 calls in the first five minutes; the other 100 take ten minutes.
        assertThat(time.passed()).isLessThan(Duration.ofMinutes(5 + 14));
    }

    @Test
    void does_not_delay_other_operations() {
        LimitedApi api = limitedApi(Limit.SLIDING_MINUTE::start);
        api.limit("archiveProject", now -> true);
        AdminApi bulk = patient(api.client());
        List<Duration> durations = new ArrayList<>();

        crowd(16, 50, () -> bulk.projects().retrieve("proj_1"));
        crowd(4, 400, () -> {
            Duration started = time.passed();
            bulk.projects().archive("proj_1");
            durations.add(time.passed().minus(started));
        });
        time.run();

        assertThat(durations)
                .hasSize(400)
                .allSatisfy(duration -> assertThat(duration).isLessThan(Duration.ofMillis(200)));
    }

    @Test
    void delays_no_call_before_one_is_refused() {
        LimitedApi api = limitedApi(() -> now -> true);
        OpenAiAdmin admin = api.client();

        crowd(16, 1000, () -> admin.projects().retrieve("proj_1"));
        time.run();

        assertThat(time.parked()).isZero();
        assertThat(api.served).hasSize(1000);
    }

    @Test
    void delays_no_call_after_a_minute_without_calls() {
        LimitedApi api = limitedApi(Limit.SLIDING_MINUTE::start);
        AdminApi bulk = patient(api.client());
        crowd(16, 16, () -> bulk.projects().retrieve("proj_1"));
        time.run();
        int parkedBefore = time.parked();

        for (int i = 0; i < 10; i++) {
            time.start(Duration.ofMinutes(3), () -> bulk.projects().retrieve("proj_1"));
        }
        time.run();

        assertThat(time.parked()).isEqualTo(parkedBefore);
    }

    @Test
    void fails_at_once_when_no_permit_comes_before_the_deadline_and_says_when_to_retry() {
        LimitedApi api = limitedApi(Limit.SLIDING_MINUTE::start);
        OpenAiAdmin admin = api.client();
        crowd(1, 11, () -> patient(admin).projects().retrieve("proj_1"));
        List<Duration> durations = new ArrayList<>();
        List<RateLimitException> failures = new ArrayList<>();
        time.start(Duration.ofSeconds(20), () -> {
            Duration started = time.passed();
            failures.add(catchThrowableOfType(
                    RateLimitException.class,
                    () -> admin.with(options -> options.timeout(Duration.ofSeconds(5)))
                            .projects()
                            .retrieve("proj_2")));
            durations.add(time.passed().minus(started));
        });

        time.run();

        assertThat(durations).containsExactly(Duration.ZERO);
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure)
                    .hasMessageMatching("Held back by the rate limit on GET /organization/projects/proj_2 \\(429\\):"
                            + " \"Slow down\\.\"; retry after [0-9.]+ s, or allow the call more time with"
                            + " admin\\.with\\(options -> options\\.timeout\\(\\.\\.\\.\\)\\)");
            assertThat(failure.retryAfter()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(30));
            assertThat(failure.attempts()).isZero();
        });
    }

    @Test
    void ends_every_call_by_its_deadline_when_the_api_lets_nothing_through() {
        LimitedApi api = limitedApi(() -> now -> false);
        OpenAiAdmin admin = api.client();
        List<Duration> ended = new ArrayList<>();

        for (int i = 0; i < 16; i++) {
            time.start(() -> {
                assertThatThrownBy(() -> admin.projects().retrieve("proj_1")).isInstanceOf(RateLimitException.class);
                ended.add(time.passed());
            });
        }
        time.run();

        assertThat(ended).hasSize(16).allSatisfy(at -> assertThat(at).isLessThanOrEqualTo(Duration.ofSeconds(60)));
        // All of them once, and then one at a time, at intervals that double.
        assertThat(api.refused).hasSizeLessThan(16 + 8);
    }

    @Test
    void ends_the_wait_of_an_interrupted_thread_and_says_that_nothing_was_created() {
        LimitedApi api = limitedApi(Limit.SLIDING_MINUTE::start);
        AdminApi bulk = patient(api.client());
        List<Duration> ended = new ArrayList<>();
        crowd(15, 30, () -> bulk.projects().create("payments-prod"));
        Thread interrupted = time.start(Duration.ofSeconds(10), () -> {
            assertThatThrownBy(() -> bulk.projects().create("payments-prod"))
                    .isInstanceOfSatisfying(
                            InterruptedCallException.class,
                            failure ->
                                    assertThat(failure.mayHaveBeenCarriedOut()).isFalse())
                    .hasMessage("Interrupted on POST /organization/projects");
            assertThat(Thread.interrupted()).isTrue();
            ended.add(time.passed());
        });
        time.start(Duration.ofSeconds(11), () -> time.interrupt(interrupted));

        time.run();

        assertThat(ended).containsExactly(Duration.ofSeconds(11));
        assertThat(api.served).hasSize(30);
    }

    @Test
    void ends_all_waits_when_the_client_is_closed() {
        LimitedApi api = limitedApi(Limit.SLIDING_MINUTE::start);
        OpenAiAdmin admin = api.client();
        AdminApi bulk = patient(admin);
        List<Duration> closed = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            time.start(() -> {
                try {
                    bulk.projects().retrieve("proj_1");
                } catch (ClientClosedException e) {
                    closed.add(time.passed());
                }
            });
        }
        time.start(Duration.ofSeconds(5), admin::close);

        time.run();

        assertThat(closed).hasSize(6).containsOnly(Duration.ofSeconds(5));
    }

    @Test
    void does_not_count_attempts_that_were_rate_limited() {
        for (int i = 0; i < 5; i++) {
            canned.answers(429, "{}");
        }
        canned.answers(503, "{}").answers(429, "{}").answers(503, "{}").answers(200, CannedApi.PROJECT);

        assertThat(patient(canned.client()).projects().retrieve("proj_1").id()).isEqualTo("proj_1");
    }

    @Test
    void spends_nothing_of_the_retry_budget() {
        for (int i = 0; i < 150; i++) {
            canned.answers(429, "{}");
        }
        canned.answers(200, CannedApi.PROJECT);
        AdminApi bulk = canned.client().with(options -> options.timeout(Duration.ofHours(3)));

        assertThat(bulk.projects().retrieve("proj_1").id()).isEqualTo("proj_1");
    }

    @Test
    void does_not_send_again_when_retries_are_off() {
        canned.answers(429, "{}");
        AdminApi once = canned.client().with(options -> options.maxAttempts(1));

        assertThatThrownBy(() -> once.projects().retrieve("proj_1")).isInstanceOf(RateLimitException.class);
        assertThat(canned.requests).hasSize(1);
    }

    @Test
    void does_not_send_again_when_the_api_forbids_it() {
        canned.answers(429, "{}", "x-should-retry", "false");

        assertThatThrownBy(() -> canned.client().projects().retrieve("proj_1")).isInstanceOf(RateLimitException.class);
        assertThat(canned.requests).hasSize(1);
    }

    @Test
    void fails_after_three_attempts_when_it_is_off() {
        canned.answers(429, "{}").answers(429, "{}").answers(429, "{}");
        AdminApi unpaced = canned.client().with(options -> options.pacing(false));

        assertThatThrownBy(() -> unpaced.projects().retrieve("proj_1"))
                .isInstanceOf(RateLimitException.class)
                .hasMessageContaining("tried 3 times");
        assertThat(canned.requests).hasSize(3);
    }

    @Test
    void waits_longer_than_a_minute_when_the_deadline_allows_it() {
        canned.answers(429, "{}", "Retry-After", "90").answers(200, CannedApi.PROJECT);

        patient(canned.client()).projects().retrieve("proj_1");
        assertThat(canned.waits).containsExactly(Duration.ofSeconds(90));
    }

    private LimitedApi limitedApi(Supplier<Limiter> limit) {
        LimitedApi api = new LimitedApi(time, limit);
        limitedApis.add(api);
        return api;
    }

    private static AdminApi patient(OpenAiAdmin admin) {
        return admin.with(options -> options.timeout(Duration.ofHours(1)));
    }

    private void crowd(int threads, int calls, Runnable call) {
        int[] left = {calls};
        for (int i = 0; i < threads; i++) {
            time.start(() -> {
                while (left[0]-- > 0) {
                    call.run();
                }
            });
        }
    }
}
