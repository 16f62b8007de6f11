package dev.openaiadmin.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.api.AuditLogsApi;
import dev.openaiadmin.api.Operation;
import dev.openaiadmin.client.ConnectionException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.ResponseInfo;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.audit.FaultyAuditLog.Event;
import dev.openaiadmin.governance.audit.FaultyAuditLog.Fault;
import dev.openaiadmin.model.AuditLogEventType;
import feign.RequestLine;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AuditTrailTest {
    private static final Instant NOON = Instant.parse("2031-01-01T12:00:00Z");

    private final ManualTime time = new ManualTime(NOON);
    private final List<AuditEvent> delivered = Collections.synchronizedList(new ArrayList<>());
    private final CheckpointStore checkpoint = CheckpointStore.inMemory();
    private final FaultyAuditLog log = new FaultyAuditLog(time::now, 1);
    private OpenAiAdmin admin;

    @BeforeEach
    void connect() {
        admin = log.client();
    }

    @AfterEach
    void disconnect() {
        admin.close();
        log.close();
    }

    @Test
    void delivers_by_time_and_by_id_where_times_are_equal() {
        log.set(List.of(at("b", 10), at("a", 10), at("z", 5), at("c", 10)));
        time.pass(Duration.ofMinutes(2));

        poll(follow().from(NOON));

        assertThat(ids()).containsExactly("z", "a", "b", "c");
    }

    @Test
    void begins_when_it_is_first_polled_and_remembers_that() {
        log.set(List.of(at("before", -1), at("after", 30)));

        poll();
        time.pass(Duration.ofMinutes(5));
        poll();

        assertThat(ids()).containsExactly("after");
    }

    @Test
    void reads_only_what_has_settled() {
        log.set(List.of(at("settled", 0), at("fresh", 1)));
        time.pass(Duration.ofSeconds(61));

        AuditCounters counters = poll(follow().from(NOON));

        assertThat(ids()).containsExactly("settled");
        assertThat(counters.settledUntil()).isEqualTo(NOON.plusSeconds(1));
        assertThat(counters.lag()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void delivers_late_events_of_the_overlap_once_and_counts_them() {
        log.set(List.of(at("a", 10), new Event("late", second(5), second(300)), at("b", 200)));
        time.pass(Duration.ofMinutes(2));
        poll(follow().from(NOON));
        time.pass(Duration.ofMinutes(8));

        AuditCounters second = poll();
        time.pass(Duration.ofMinutes(1));
        AuditCounters third = poll();

        assertThat(ids()).containsExactly("a", "late", "b");
        assertThat(second.late()).isEqualTo(1);
        assertThat(second.duplicates()).isEqualTo(1);
        assertThat(third.delivered()).isZero();
    }

    @Test
    void finds_events_that_are_hours_late_in_the_deep_sweep() {
        log.set(List.of(at("a", 0), new Event("late", second(10), second(0) + 11 * 3_600)));
        try (AuditTrail trail = follow().from(NOON).build()) {
            for (int hour = 0; hour <= 24; hour++) {
                time.pass(Duration.ofHours(1));
                trail.poll();
            }
            assertThat(trail.counters().late()).isEqualTo(1);
        }
        assertThat(ids()).containsExactly("a", "late");
    }

    @Test
    void does_not_deliver_events_before_the_beginning_in_a_deep_sweep() {
        log.set(List.of(at("before", -10), at("a", 10)));
        try (AuditTrail trail = follow().from(NOON).build()) {
            for (int hour = 0; hour <= 48; hour++) {
                time.pass(Duration.ofHours(1));
                trail.poll();
            }
        }
        assertThat(ids()).containsExactly("a");
    }

    @Test
    void keeps_events_as_they_were_received() {
        String json = "{\"id\":\"audit_log-1\",\"type\":\"moon.landed\",\"effective_at\":" + second(0)
                + ",\"actor\":null,\"object\":\"organization.audit_log\",\"ratio\":1.50,\"moon.landed\":{\"b\":1,\"a\":[]},"
                + "\"note\":\"%s\"}";
        try (FaultyAuditLog odd = new FaultyAuditLog(
                        time::now,
                        1,
                        event -> "\"actor\":null,\"object\":"
                                + "\"organization.audit_log\",\"ratio\":1.50,\"moon.landed\":{\"b\":1,\"a\":[]},\"note\":"
                                + "\"red \\u001b[31m \u202e line\\n\u2028 half \\ud800 東京\"",
                        "moon.landed");
                OpenAiAdmin reader = odd.client()) {
            odd.set(List.of(at("audit_log-1", 0)));
            time.pass(Duration.ofMinutes(2));

            AuditCounters counters = poll(follow(reader).from(NOON));

            assertThat(delivered).singleElement().satisfies(event -> {
                assertThat(event.json())
                        .isEqualTo(json.formatted("red \\u001B[31m \\u202e line\\n\\u2028 half \\ud800 東京"));
                assertThat(event.organization()).isEqualTo("org-acme");
                assertThat(event.log().unknownFields()).containsKeys("object", "ratio", "moon.landed", "note");
                assertThat(event).hasToString("AuditEvent[id=audit_log-1, type=moon.landed, effectiveAt=" + NOON + "]");
            });
            assertThat(counters.unknownTypes()).containsOnly(Map.entry("moon.landed", 1L));
        }
    }

    @Test
    void refuses_the_checkpoint_of_another_log_filter_or_organization() {
        log.set(List.of(at("a", 10)));
        time.pass(Duration.ofMinutes(2));
        poll(follow().from(NOON));

        assertThatThrownBy(() -> poll(follow().tenant()))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining(
                        "belongs to the audit log of the organization org-acme, and not to the tenant log");
        assertThatThrownBy(() -> poll(follow().filter(query -> query.projectIds(List.of("proj_2", "proj_1")))))
                .hasMessageContaining("with the filter {\"project_ids[]\":[\"proj_1\",\"proj_2\"]}");
        log.organization("org-other");
        time.pass(Duration.ofMinutes(2));
        assertThatThrownBy(this::poll).hasMessageContaining("and not to the audit log of the organization org-other");
        assertThat(ids()).containsExactly("a");
    }

    @Test
    void asks_for_the_events_of_the_tenant_and_for_those_of_the_filter() {
        log.set(List.of(at("a", 10)));
        time.pass(Duration.ofMinutes(2));

        poll(follow().from(NOON)
                .tenant()
                .filter(query -> query.eventTypes(List.of(AuditLogEventType.TENANT_USER_ADDED))
                        .actorEmails(List.of("ada@example.com"))));

        assertThat(log.lastQuery())
                .containsEntry("tenant_only", "true")
                .containsEntry("event_types[]", "tenant.user.added")
                .containsEntry("actor_emails[]", "ada@example.com")
                .containsEntry("limit", "100");
    }

    @Test
    void refuses_a_second_follower_and_not_after_the_end_of_the_first() {
        log.set(List.of());
        AuditTrail first = follow().build();
        try (AuditTrail second = follow().build()) {
            first.poll();

            assertThatThrownBy(second::poll).isInstanceOf(CheckpointInUseException.class);
            first.close();
            second.poll();
            assertThatThrownBy(first::poll).hasMessageContaining("is closed");
        }
    }

    @Test
    void reads_a_long_backlog_window_by_window_and_waits_for_the_sink() {
        List<Event> events = new ArrayList<>();
        for (int day = 0; day < 5; day++) {
            events.add(at("day-" + day, day * 86_400 + 3_600));
        }
        log.set(events);
        time.pass(Duration.ofDays(5));
        List<Long> requests = new ArrayList<>();

        poll(follow().from(NOON).to(event -> requests.add(log.requests())));

        assertThat(requests).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void delivers_again_what_the_sink_did_not_take() {
        log.set(List.of(at("a", 10), at("b", 20)));
        time.pass(Duration.ofMinutes(2));
        AtomicBoolean fails = new AtomicBoolean(true);
        AuditSink sink = event -> {
            if (event.id().equals("b") && fails.getAndSet(false)) {
                throw new IOException("the disk is full");
            }
            delivered.add(event);
        };
        try (AuditTrail trail = follow().from(NOON).to(sink).build()) {
            assertThatThrownBy(trail::poll)
                    .isInstanceOf(GovernanceException.class)
                    .hasMessageContaining("did not take the event b: the disk is full");

            assertThat(trail.poll().delivered()).isEqualTo(3);
        }
        assertThat(ids()).containsExactly("a", "a", "b");
    }

    @Test
    void tries_again_after_failures_that_pass_and_reports_them() {
        log.set(List.of(at("a", 10)));
        time.pass(Duration.ofMinutes(2));
        log.always(Fault.RESET);
        List<OpenAiAdminException> failures = new ArrayList<>();
        List<Duration> waits = new ArrayList<>();
        try (OpenAiAdmin impatient = OpenAiAdmin.builder()
                        .adminKey(FaultyAuditLog.KEY)
                        .baseUrl(log.baseUrl())
                        .options(options -> options.maxAttempts(1))
                        .build();
                AuditTrail trail = AuditTrail.follow(impatient)
                        .checkpoint(checkpoint)
                        .from(NOON)
                        .to(delivered::add)
                        .onFailure(failures::add)
                        .time(time::now, wait -> {
                            waits.add(wait);
                            if (waits.size() == 3) {
                                log.always(null);
                            }
                            if (waits.size() == 4) {
                                Thread.currentThread().interrupt();
                            }
                        })
                        .build()) {
            trail.run();
            assertThat(Thread.interrupted()).as("interrupted").isTrue();
            assertThat(trail.counters().failures()).isEqualTo(3);
        }
        assertThat(failures).hasSize(3).hasOnlyElementsOfType(ConnectionException.class);
        assertThat(waits)
                .containsExactly(
                        Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40), Duration.ofSeconds(10));
        assertThat(ids()).containsExactly("a");
    }

    @Test
    void ends_when_waiting_does_not_help() {
        log.set(List.of(at("a", 10)));
        time.pass(Duration.ofMinutes(2));
        log.refuse("limit");
        try (AuditTrail trail = follow().from(NOON).build()) {
            assertThatThrownBy(trail::run).isInstanceOf(OpenAiAdminException.class);
            assertThat(trail.counters().failures()).isZero();
        }
    }

    @Test
    void sends_one_request_every_ten_seconds_when_nothing_happens() {
        log.set(List.of());
        AuditTrail[] itself = new AuditTrail[1];
        try (AuditTrail trail = AuditTrail.follow(admin)
                .to(delivered::add)
                .time(time::now, wait -> {
                    time.pass(wait);
                    if (time.now().isAfter(NOON.plus(Duration.ofHours(1)))) {
                        itself[0].close();
                    }
                })
                .build()) {
            itself[0] = trail;
            trail.run();
        }
        // None in the first minute, since nothing has settled.
        assertThat(log.requests()).isBetween(350L, 360L);
    }

    @Test
    void waits_longer_after_polls_of_several_pages() {
        log.set(Stream.iterate(0, i -> i + 1)
                .limit(350)
                .map(i -> at("audit_log-" + i, 1 + i))
                .toList());
        time.pass(Duration.ofMinutes(7));
        List<Duration> waits = new ArrayList<>();
        try (AuditTrail trail = AuditTrail.follow(admin)
                .from(NOON)
                .to(delivered::add)
                .time(time::now, wait -> {
                    waits.add(wait);
                    Thread.currentThread().interrupt();
                })
                .build()) {
            trail.run();
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(waits).containsExactly(Duration.ofSeconds(40));
    }

    @Test
    void ends_in_the_middle_of_a_wait_when_it_is_closed() throws InterruptedException {
        log.set(List.of(at("a", 10)));
        time.pass(Duration.ofMinutes(2));
        CountDownLatch waits = new CountDownLatch(1);
        AuditTrail trail = AuditTrail.follow(admin)
                .checkpoint(checkpoint)
                .from(NOON)
                .to(delivered::add)
                .time(time::now, wait -> {
                    waits.countDown();
                    new CountDownLatch(1).await();
                })
                .build();
        AtomicBoolean isInterrupted = new AtomicBoolean(true);
        Thread reader = new Thread(() -> {
            trail.run();
            isInterrupted.set(Thread.currentThread().isInterrupted());
        });
        reader.start();
        assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();

        trail.close();
        reader.join(30_000);

        assertThat(reader.isAlive()).isFalse();
        assertThat(isInterrupted).as("interrupted").isFalse();
        checkpoint.lock("the next").close();
    }

    @Test
    void saves_what_was_delivered_when_it_is_closed_by_the_sink() {
        log.set(List.of(at("a", 10), at("b", 20)));
        time.pass(Duration.ofMinutes(2));
        AuditTrail[] itself = new AuditTrail[1];
        itself[0] = follow().from(NOON)
                .to(event -> {
                    delivered.add(event);
                    itself[0].close();
                })
                .build();

        itself[0].run();
        poll();

        assertThat(ids()).containsExactly("a", "b");
    }

    @Test
    void refuses_values_out_of_range_and_filters_of_its_own() {
        assertThatThrownBy(() -> AuditTrail.follow(admin).build())
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("name a sink");
        assertThatThrownBy(() -> follow().overlap(Duration.ofSeconds(-1)).build())
                .hasMessageContaining("overlap");
        assertThatThrownBy(() -> follow().settle(Duration.ofSeconds(-1)).build())
                .hasMessageContaining("settle");
        assertThatThrownBy(() -> follow().deepSweep(Duration.ofMinutes(10)).build())
                .hasMessageContaining("must be zero, or more than the overlap");
        assertThatThrownBy(() -> follow().pollInterval(Duration.ZERO).build()).hasMessageContaining("pollInterval");
        assertThatThrownBy(() ->
                        follow().filter(query -> query.effectiveAtGt(NOON)).build())
                .hasMessageContaining("effective_at[gt]");
        assertThatThrownBy(
                        () -> follow().filter(query -> query.tenantOnly(true)).build())
                .hasMessageContaining("tenant_only");
    }

    @Test
    void requests_the_operation_that_the_description_has() throws NoSuchMethodException {
        var own = AuditLogPages.class.getMethod("listPage", AuditLogsApi.ListQuery.class);
        var described = AuditLogsApi.class.getMethod("listPage", AuditLogsApi.ListQuery.class);

        assertThat(own.getAnnotation(RequestLine.class)).isEqualTo(described.getAnnotation(RequestLine.class));
        assertThat(own.getAnnotation(Operation.class)).isEqualTo(described.getAnnotation(Operation.class));
        assertThat(Arrays.stream(AuditLogsApi.ListQuery.class.getRecordComponents())
                        .map(part -> part.getName()))
                .as("the parameters that a follower knows; decide about new ones")
                .hasSize(13);
    }

    private static long second(long offset) {
        return NOON.getEpochSecond() + offset;
    }

    private static Event at(String id, long offset) {
        return new Event(id, second(offset), second(offset));
    }

    private List<String> ids() {
        return delivered.stream().map(AuditEvent::id).toList();
    }

    private AuditCounters poll() {
        return poll(follow());
    }

    private static AuditCounters poll(AuditTrail.Builder builder) {
        try (AuditTrail trail = builder.build()) {
            return trail.poll();
        }
    }

    @Test
    void keeps_calling_the_listener_of_the_client_while_it_learns_the_organization() {
        log.set(List.of(at("a", 10)));
        time.pass(Duration.ofMinutes(2));
        List<ResponseInfo> seen = Collections.synchronizedList(new ArrayList<>());
        try (OpenAiAdmin listened = log.client(options -> options.onResponse(seen::add))) {
            poll(follow(listened).from(NOON));
        }

        assertThat(ids()).containsExactly("a");
        assertThat(seen).isNotEmpty().hasSize((int) log.requests());
    }

    private AuditTrail.Builder follow() {
        return follow(admin);
    }

    private AuditTrail.Builder follow(OpenAiAdmin client) {
        return AuditTrail.follow(client)
                .checkpoint(checkpoint)
                .to(delivered::add)
                .time(time::now, time::pass);
    }
}
