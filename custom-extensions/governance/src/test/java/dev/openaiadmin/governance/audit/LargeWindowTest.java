package dev.openaiadmin.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.audit.FaultyAuditLog.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LargeWindowTest {
    private static final Instant BEGINNING = Instant.parse("2031-01-01T00:00:00Z");
    private static final int EVENTS = 12_000;
    /** The events of the window have 48 MB of text, which the heap below cannot hold. */
    private static final String PADDING = "x".repeat(4_000);

    /** Follows the log at the address in the first argument to the file in the second one. */
    public static void main(String[] arguments) {
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                        .adminKey(FaultyAuditLog.KEY)
                        .baseUrl(arguments[0])
                        .build();
                AuditTrail trail = AuditTrail.follow(admin)
                        .from(BEGINNING)
                        .to(FileSink.of(Path.of(arguments[1])))
                        .time(() -> BEGINNING.plusSeconds(80_000), wait -> {})
                        .build()) {
            trail.poll();
        }
    }

    @Test
    @Timeout(120)
    void sorts_a_window_that_is_larger_than_the_heap(@TempDir Path folder) throws Exception {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            long at = BEGINNING.getEpochSecond() + i;
            events.add(new Event("audit_log-%05d".formatted(i), at, at));
        }
        Path file = folder.resolve("audit.jsonl");
        try (FaultyAuditLog log = new FaultyAuditLog(
                () -> BEGINNING.plusSeconds(80_000), 1, event -> "\"note\":\"" + PADDING + "\"", "project.created")) {
            log.set(events);
            Process follower = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Xmx32m",
                            "-XX:+ExitOnOutOfMemoryError",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LargeWindowTest.class.getName(),
                            log.baseUrl(),
                            file.toString())
                    .inheritIO()
                    .start();

            assertThat(follower.waitFor()).isZero();
        }
        try (Stream<String> lines = Files.lines(file)) {
            assertThat(lines.map(line -> line.substring(7, 22)))
                    .containsExactlyElementsOf(events.stream().map(Event::id).toList());
        }
    }
}
