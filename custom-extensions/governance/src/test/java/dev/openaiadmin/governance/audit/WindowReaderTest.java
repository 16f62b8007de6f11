package dev.openaiadmin.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.audit.FaultyAuditLog.Event;
import dev.openaiadmin.governance.audit.FaultyAuditLog.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cursors can do: each of these faults lasts for as long as the log is read. */
@Timeout(60)
class WindowReaderTest {
    private static final Instant BEGINNING = Instant.parse("2031-01-01T00:00:00Z");
    private static final Instant NOW = BEGINNING.plus(Duration.ofHours(1));

    private final FaultyAuditLog log = new FaultyAuditLog(() -> NOW, 1);
    private final List<String> delivered = new ArrayList<>();
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

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"MISSING_CURSOR", "REPEATED_PAGE", "REFUSED_CURSOR", "LISTED_TWICE"})
    void reads_every_event_whatever_becomes_of_cursors(Fault fault) {
        List<String> ids = set(450, 7);
        log.always(fault);

        AuditCounters counters = poll();

        assertThat(delivered).containsExactlyElementsOf(ids);
        assertThat(counters.restarts()).isEqualTo(fault == Fault.LISTED_TWICE ? 0 : 4);
    }

    @Test
    void reads_events_of_one_second_that_need_several_pages() {
        List<String> ids = set(450, 450);

        poll();

        assertThat(delivered).containsExactlyElementsOf(ids);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"MISSING_CURSOR", "REPEATED_PAGE", "REFUSED_CURSOR"})
    void refuses_to_leave_events_out_that_it_cannot_reach(Fault fault) {
        set(450, 450);
        log.always(fault);

        assertThatThrownBy(this::poll)
                .isInstanceOf(PageSequenceException.class)
                .hasMessageContaining("cannot be read past 2031-01-01T00:00:00Z");
        assertThat(delivered).isEmpty();
    }

    @Test
    void takes_an_empty_page_for_the_end_when_it_is_empty_again() {
        set(10, 1);
        log.always(Fault.EMPTY_PAGE);

        assertThat(poll().pages()).isEqualTo(2);
        assertThat(delivered).isEmpty();
    }

    @Test
    void reports_a_bad_request_that_has_no_cursor() {
        set(10, 1);
        try (AuditTrail trail = AuditTrail.follow(admin)
                .from(BEGINNING)
                .filter(query -> query.projectIds(List.of("bad")))
                .to(event -> {})
                .time(() -> NOW, wait -> {})
                .build()) {
            log.refuse("project_ids[]");

            assertThatThrownBy(trail::poll).isInstanceOf(BadRequestException.class);
        }
    }

    private AuditCounters poll() {
        try (AuditTrail trail = AuditTrail.follow(admin)
                .from(BEGINNING)
                .to(event -> delivered.add(event.id()))
                .time(() -> NOW, wait -> {})
                .build()) {
            return trail.poll();
        }
    }

    /** Fills the log, and returns the ids in the order of time and id. */
    private List<String> set(int count, int perSecond) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long at = BEGINNING.getEpochSecond() + i / perSecond;
            events.add(new Event("audit_log-%06d".formatted(i), at, at));
        }
        log.set(events);
        return events.stream().map(Event::id).toList();
    }
}
