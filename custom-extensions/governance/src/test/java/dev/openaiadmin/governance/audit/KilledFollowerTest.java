package dev.openaiadmin.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.governance.audit.FaultyAuditLog.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills followers at every moment, and lets the next one continue from the checkpoint and the files that are left. */
@Timeout(120)
class KilledFollowerTest {
    private static final Instant BEGINNING = Instant.parse("2031-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void delivers_every_event_once_whenever_it_is_killed() throws Exception {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            long at = BEGINNING.getEpochSecond() + i / 4 * 60L;
            events.add(new Event("audit_log-%02d".formatted(i), at, at));
        }
        List<String> ids = events.stream().map(Event::id).toList();
        try (FaultyAuditLog log = new FaultyAuditLog(() -> BEGINNING.plusSeconds(7_200), 1)) {
            log.set(events);
            Path whole = folder.resolve("whole");
            int moments = FollowerProcess.follow(log.baseUrl(), whole, FollowerProcess.NEVER, () -> {});
            assertThat(delivered(whole)).isEqualTo(ids);
            assertThat(moments).isGreaterThan(30);

            FollowerProcess.killAt(log.baseUrl(), folder, moments);

            for (int moment = 1; moment <= moments; moment++) {
                Path place = folder.resolve(Integer.toString(moment));
                FollowerProcess.follow(log.baseUrl(), place, FollowerProcess.NEVER, () -> {});
                assertThat(delivered(place)).as("killed at moment %s", moment).isEqualTo(ids);
            }
        }
    }

    private static List<String> delivered(Path place) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<String> ids = new ArrayList<>();
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    ids.add(mapper.readTree(line).path("id").asText());
                }
            }
        }
        return ids;
    }
}
