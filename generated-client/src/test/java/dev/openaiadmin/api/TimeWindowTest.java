package dev.openaiadmin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.model.CostBucket;
import dev.openaiadmin.model.CostPage;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of buckets, which continue from their last bucket when the API refuses its own cursor. */
class TimeWindowTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant FROM = Instant.ofEpochSecond(0);
    private static final Instant TO = FROM.plus(DAY.multipliedBy(4));

    private final ScriptedExecutor executor = new ScriptedExecutor();
    private final CostsApi costs = executor.resource(CostsApi.class);

    @Test
    void asks_again_for_the_page_that_failed() {
        executor.returning(page("t1", 0, 1))
                .throwing(new OpenAiAdminException("status 503"))
                .returning(page(null, 2, 3));
        Iterator<Page<CostBucket>> pages = costs.list(FROM, TO).pages().iterator();

        assertThat(days(pages.next())).containsExactly(0L, 1L);
        assertThatThrownBy(pages::next).hasMessage("status 503");
        assertThat(days(pages.next())).containsExactly(2L, 3L);
        assertThat(pages).isExhausted();
        assertThat(queries().get(2))
                .containsEntry("page", "t1")
                .isEqualTo(queries().get(1));
    }

    @Test
    void asks_again_after_the_page_that_replaces_a_refused_cursor_failed() {
        executor.returning(page("t1", 0, 1))
                .throwing(new RefusedCursor())
                .throwing(new OpenAiAdminException("status 503"))
                .throwing(new RefusedCursor())
                .returning(page(null, 2, 3));
        Iterator<Page<CostBucket>> pages = costs.list(FROM, TO).pages().iterator();
        pages.next();

        assertThatThrownBy(pages::next).hasMessage("status 503");
        assertThat(days(pages.next())).containsExactly(2L, 3L);
        assertThat(pages).isExhausted();
        assertThat(queries().get(4))
                .containsEntry("start_time", FROM.plus(DAY.multipliedBy(2)))
                .doesNotContainKey("page");
    }

    @Test
    void gives_up_when_the_cursor_is_refused_again_at_the_same_bucket() {
        executor.returning(page("t1", 0))
                .throwing(new RefusedCursor())
                .returning(page("t2"))
                .throwing(new RefusedCursor());
        Iterator<Page<CostBucket>> pages = costs.list(FROM, TO).pages().iterator();
        pages.next();
        pages.next();

        assertThatThrownBy(pages::next).isInstanceOf(RefusedCursor.class);
    }

    private List<Map<String, Object>> queries() {
        return executor.calls.stream()
                .map(call -> Objects.requireNonNull(call.query()).toQueryMap())
                .toList();
    }

    private static List<Long> days(Page<CostBucket> page) {
        return page.items().stream()
                .map(bucket -> Duration.between(FROM, bucket.startTime()).toDays())
                .toList();
    }

    private static CostPage page(@Nullable String nextPage, int... days) {
        List<CostBucket> buckets = Arrays.stream(days)
                .mapToObj(day -> CostBucket.builder()
                        .startTime(FROM.plus(DAY.multipliedBy(day)))
                        .endTime(FROM.plus(DAY.multipliedBy(day + 1)))
                        .results(List.of())
                        .build())
                .toList();
        return CostPage.builder()
                .data(buckets)
                .hasMore(nextPage != null)
                .nextPage(nextPage)
                .build();
    }

    private static final class RefusedCursor extends OpenAiAdminException implements CursorRefused {
        private static final long serialVersionUID = 1L;

        RefusedCursor() {
            super("the page token is invalid");
        }
    }
}
