package dev.openaiadmin.governance.audit;

import dev.openaiadmin.api.AuditLogsApi;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.NotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads all events of a window of time, from the newest to the oldest. New events cannot shift the pages, because the window
 * is closed.
 *
 * <p>A cursor is missing, is repeated or is refused now and then. The window is then read on by time, up to and including the
 * second of the oldest event so far; events of that second come twice. An empty page is the end of a window only when there
 * is no further page, or when the same question without a cursor has brought nothing new either.
 */
final class WindowReader {
    private final Function<AuditLogsApi.ListQuery, ReceivedPage> pages;
    private final AuditLogsApi.ListQuery filter;
    private final Counters counters;

    WindowReader(
            Function<AuditLogsApi.ListQuery, ReceivedPage> pages, AuditLogsApi.ListQuery filter, Counters counters) {
        this.pages = pages;
        this.filter = filter;
        this.counters = counters;
    }

    /** Takes an event. */
    interface Sink {
        /** Takes an event, in no particular order, and possibly one that it has taken before. */
        void accept(ReceivedEvent event) throws IOException;
    }

    /**
     * Reads a window.
     *
     * @param from its beginning, inclusive
     * @param to its end, exclusive
     * @throws PageSequenceException when it cannot be read to its end
     */
    void read(Instant from, Instant to, Sink sink) throws IOException {
        Walk walk = new Walk(from.getEpochSecond(), to.getEpochSecond());
        boolean more = true;
        while (more) {
            ReceivedPage page = walk.request();
            for (ReceivedEvent event : page == null ? List.<ReceivedEvent>of() : page.data()) {
                if (walk.take(event)) {
                    sink.accept(event);
                }
            }
            more = walk.goesOnAfter(page);
        }
    }

    /** The state of reading one window. */
    private final class Walk {
        private final long from;
        /** The end of the requested period, in seconds since 1970. It moves back when a cursor cannot be used. */
        private long end;

        private @Nullable String cursor;
        private final Set<String> cursors = new HashSet<>();
        private long oldest;
        /** The ids of the second of the oldest event, by which progress is told from repetition. */
        private final Set<String> oldestIds = new HashSet<>();

        private boolean hasNewEvents;
        private boolean isAskedAgain;

        Walk(long from, long end) {
            this.from = from;
            this.end = end;
            this.oldest = end;
        }

        /** Returns a page, or null when the API refuses the cursor. */
        @Nullable
        ReceivedPage request() {
            AuditLogsApi.ListQuery query = filter.toBuilder()
                    .effectiveAtGte(Instant.ofEpochSecond(from))
                    .effectiveAtLt(Instant.ofEpochSecond(end))
                    .after(cursor)
                    .build();
            try {
                ReceivedPage page = pages.apply(query);
                counters.page();
                return page;
            } catch (BadRequestException | NotFoundException e) {
                if (cursor == null) {
                    throw e;
                }
                return null;
            }
        }

        /** Returns whether the event is of the window; the API ignores filters that it does not know. */
        boolean take(ReceivedEvent event) {
            if (event.at() < from || event.at() >= end) {
                return false;
            }
            if (event.at() < oldest) {
                oldest = event.at();
                oldestIds.clear();
            }
            if (event.at() == oldest) {
                hasNewEvents |= oldestIds.add(event.id());
            }
            return true;
        }

        /** Returns whether there may be more events, and prepares the next request. */
        boolean goesOnAfter(@Nullable ReceivedPage page) {
            if (page != null && !page.hasMore()) {
                return false;
            }
            String next = page == null || page.data().isEmpty() ? null : page.lastId();
            if (next != null && !next.isEmpty() && cursors.add(next)) {
                cursor = next;
                return true;
            }
            boolean isEmpty = page != null && page.data().isEmpty();
            if (!hasNewEvents && isAskedAgain) {
                if (isEmpty) {
                    return false;
                }
                throw noWayOn();
            }
            counters.restart();
            isAskedAgain = !hasNewEvents;
            hasNewEvents = false;
            cursor = null;
            cursors.clear();
            end = Math.min(end, oldest + 1);
            return true;
        }

        private PageSequenceException noWayOn() {
            return new PageSequenceException("The audit log cannot be read past " + Instant.ofEpochSecond(oldest)
                    + ": the API states that more events follow, but gives no new cursor and the same events again."
                    + " The checkpoint has not moved; run this again later, and report the problem if it persists");
        }
    }
}
