package dev.openaiadmin.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.audit.FaultyAuditLog.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows a log from its beginning to its end, with events that arrive late, a server that fails, and followers that end in
 * the middle of anything and begin anew.
 */
class ExactlyOnceTest {
    private static final Instant BEGINNING = Instant.parse("2031-01-01T00:00:00Z");
    private static final Duration SETTLE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final ManualTime time = new ManualTime(BEGINNING);

    @Test
    void delivers_two_thousand_events_exactly_once_in_order() throws IOException {
        follow(2_000, Duration.ofDays(1));
    }

    @Test
    @Tag("thorough")
    void delivers_a_hundred_thousand_events_exactly_once_in_order() throws IOException {
        follow(100_000, Duration.ofDays(20));
    }

    private void follow(int count, Duration length) throws IOException {
        List<Event> events = events(count, length, new Random(7));
        Instant end = BEGINNING.plus(length).plus(Duration.ofDays(1));
        List<AuditCounters> counters = new ArrayList<>();
        try (FaultyAuditLog log = new FaultyAuditLog(time::now, 7);
                OpenAiAdmin admin = log.client()) {
            log.set(events);
            log.faultRate(0.03);
            Killer killer = new Killer(new Random(7), count / 8);
            while (time.now().isBefore(end)) {
                counters.add(followUntilKilled(admin, killer, end));
            }
            assertThat(killer.kills).as("kills").isGreaterThan(4);
        }
        List<String> ids = delivered();
        assertThat(ids).as("each event once").doesNotHaveDuplicates();
        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(Event::id).toList());
        assertInOrder(ids, events);
        assertThat(counters.stream().mapToLong(AuditCounters::late).sum()).isPositive();
        assertThat(counters.stream().mapToLong(AuditCounters::duplicates).sum()).isPositive();
        assertThat(counters.stream().mapToLong(AuditCounters::restarts).sum()).isPositive();
    }

    private AuditCounters followUntilKilled(OpenAiAdmin admin, Killer killer, Instant end) {
        AuditTrail[] itself = new AuditTrail[1];
        AuditTrail trail = AuditTrail.follow(admin)
                .from(BEGINNING)
                .settle(SETTLE)
                .pollInterval(Duration.ofMinutes(5))
                .batch(50)
                .checkpoint(killer.mayKill(CheckpointStore.file(folder.resolve("checkpoint"))))
                .to(killer.mayKill(
                        FileSink.of(folder.resolve("audit.jsonl")).rotateDaily().rotateAt(20_000)))
                .time(time::now, wait -> {
                    time.pass(wait);
                    if (!time.now().isBefore(end)) {
                        itself[0].close();
                    }
                })
                .build();
        itself[0] = trail;
        try (trail) {
            trail.run();
        } catch (Killer.Killed e) {
            // The next follower continues.
        }
        return trail.counters();
    }

    /** Events of one organization: many at the same second, most of them shown at once, some late, a few very late. */
    private static List<Event> events(int count, Duration length, Random random) {
        List<Event> events = new ArrayList<>();
        long start = BEGINNING.getEpochSecond();
        while (events.size() < count) {
            long at = start + random.nextInt((int) length.toSeconds());
            int together = random.nextInt(10) == 0 ? 1 + random.nextInt(120) : 1;
            for (int i = 0; i < together && events.size() < count; i++) {
                int kind = random.nextInt(100);
                long lag =
                        kind < 90 ? random.nextInt(30) : kind < 98 ? random.nextInt(600) : random.nextInt(11 * 3_600);
                events.add(new Event("audit_log-%024x".formatted(random.nextLong()), at, at + lag));
            }
        }
        return events;
    }

    private List<String> delivered() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<String> ids = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode event = mapper.readTree(line);
                    ids.add(event.path("id").asText());
                }
            }
        }
        return ids;
    }

    /** Events that are shown in time are in order of time and id; only late ones are elsewhere. */
    private static void assertInOrder(List<String> ids, List<Event> events) {
        List<String> onTime = events.stream()
                .filter(event -> event.isOnTime(SETTLE))
                .sorted(Comparator.comparingLong(Event::at).thenComparing(Event::id))
                .map(Event::id)
                .toList();
        Set<String> known = new HashSet<>(onTime);
        assertThat(onTime).hasSizeGreaterThan(events.size() * 8 / 10);
        assertThat(ids.stream().filter(known::contains))
                .as("events that are on time")
                .containsExactlyElementsOf(onTime);
    }

    /** Ends followers at random moments, before and after whatever they do. */
    private static final class Killer {
        private final Random random;
        private final int every;
        private int kills;

        Killer(Random random, int every) {
            this.random = random;
            this.every = every;
        }

        /** The end of a follower. */
        static final class Killed extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        private void mayKill() {
            if (random.nextInt(every) == 0) {
                kills++;
                throw new Killed();
            }
        }

        AuditSink mayKill(AuditSink sink) {
            return new AuditSink() {
                @Override
                public @Nullable String open(@Nullable String position) throws IOException {
                    return sink.open(position);
                }

                @Override
                public void accept(AuditEvent event) throws IOException {
                    sink.accept(event);
                    mayKill();
                }

                @Override
                public @Nullable String commit() throws IOException {
                    mayKill();
                    return sink.commit();
                }

                @Override
                public void close() throws IOException {
                    sink.close();
                }
            };
        }

        CheckpointStore mayKill(CheckpointStore store) {
            return new CheckpointStore() {
                @Override
                public Optional<Checkpoint> load() {
                    return store.load();
                }

                @Override
                public void save(AuditSource source, AuditProgress progress, Map<String, Instant> delivered) {
                    mayKill();
                    store.save(source, progress, delivered);
                    mayKill();
                }

                @Override
                public Lock lock(String holder) {
                    return store.lock(holder);
                }
            };
        }
    }
}
