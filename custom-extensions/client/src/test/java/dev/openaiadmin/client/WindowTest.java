package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.Pages;
import dev.openaiadmin.api.UsageApi;
import dev.openaiadmin.model.CompletionsUsageBucket;
import dev.openaiadmin.model.UsageBucketWidth;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Lists of buckets of time: usage; costs follow the same rules. */
class WindowTest {
    private static final int DAY = 86_400;
    private static final Instant FROM = Instant.ofEpochSecond(0);
    private static final Instant TO = Instant.ofEpochSecond(4 * DAY);
    private static final String REFUSED = "{\"error\": {\"message\": \"page token is invalid\"}}";

    @AutoClose
    private final CannedApi api = new CannedApi();

    private final UsageApi usage = api.client().usage();

    @Test
    void asks_for_as_many_buckets_as_a_page_can_hold() {
        for (int i = 0; i < 4; i++) {
            api.answers(200, page(null, 0));
        }
        usage.completions(FROM, TO).forEach(bucket -> {});
        usage.completions(FROM, query -> query.bucketWidth(UsageBucketWidth.HOUR))
                .forEach(bucket -> {});
        usage.completions(FROM, query -> query.bucketWidth(UsageBucketWidth.MINUTE))
                .forEach(bucket -> {});
        usage.completions(FROM, query -> query.limit(3)).forEach(bucket -> {});

        assertThat(queries())
                .containsExactly(
                        "start_time=0&end_time=345600&limit=31",
                        "start_time=0&bucket_width=1h&limit=168",
                        "start_time=0&bucket_width=1m&limit=1440",
                        "start_time=0&limit=3");
    }

    @Test
    void follows_pages_by_their_tokens() {
        api.answers(200, page("t1", 0, 1)).answers(200, page(null, 2, 3));

        assertThat(days(usage.completions(FROM, TO))).containsExactly(0L, 1L, 2L, 3L);
        assertThat(queries().get(1)).endsWith("&limit=31&page=t1");
    }

    @Test
    void continues_at_the_end_of_the_last_bucket_when_a_token_is_refused() {
        api.answers(200, page("t1", 0, 1)).answers(400, REFUSED).answers(200, page(null, 2, 3));

        assertThat(days(usage.completions(FROM, TO))).containsExactly(0L, 1L, 2L, 3L);
        assertThat(queries().get(2)).isEqualTo("start_time=172800&end_time=345600&limit=31");
    }

    @Test
    void returns_no_bucket_twice_when_pages_overlap() {
        api.answers(200, page("t1", 0, 1)).answers(200, page("t2", 1, 2)).answers(200, page(null, 2, 3));

        assertThat(days(usage.completions(FROM, TO))).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void continues_after_empty_pages() {
        api.answers(200, page("t1")).answers(200, page("t2", 0)).answers(200, page(null));

        assertThat(days(usage.completions(FROM, TO))).containsExactly(0L);
    }

    @Test
    void ends_when_a_token_is_refused_at_the_end_of_the_window() {
        api.answers(200, page("t1", 0, 1, 2, 3)).answers(400, REFUSED);

        assertThat(days(usage.completions(FROM, TO))).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void fails_when_the_same_position_is_refused_again() {
        api.answers(200, page("t1", 0))
                .answers(400, REFUSED)
                .answers(200, page("t2"))
                .answers(400, REFUSED);

        assertThatThrownBy(() -> days(usage.completions(FROM, TO)))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("page token is invalid");
    }

    @Test
    void fails_after_a_refusal_that_is_not_about_a_token() {
        api.answers(200, page("t1", 0)).answers(400, "{\"error\": {\"message\": \"No.\"}}");

        assertThatThrownBy(() -> days(usage.completions(FROM, TO))).isInstanceOf(BadRequestException.class);
        assertThat(api.requests).hasSize(2);
    }

    @Test
    void refuses_a_window_that_ends_before_it_starts() {
        assertThatThrownBy(() -> usage.completions(TO, FROM))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("listCompletionsUsage.endTime must be after startTime, which is 1970-01-05T00:00:00Z,"
                        + " but was 1970-01-01T00:00:00Z");
    }

    @Test
    void refuses_a_limit_that_is_too_large_for_the_width_of_the_buckets() {
        assertThatThrownBy(() -> usage.completions(
                        FROM, query -> query.bucketWidth(UsageBucketWidth.DAY).limit(32)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("listCompletionsUsage.limit must be at most 31 for buckets of 1d, but was 32");
    }

    private static List<Long> days(Pages<CompletionsUsageBucket> buckets) {
        return buckets.stream()
                .map(bucket -> bucket.startTime().getEpochSecond() / DAY)
                .toList();
    }

    private List<String> queries() {
        return api.requests.stream().map(ReceivedRequest::query).toList();
    }

    private static String page(@Nullable String next, int... days) {
        String buckets = Arrays.stream(days)
                .mapToObj(day -> "{\"object\": \"bucket\", \"start_time\": %d, \"end_time\": %d, \"results\": []}"
                        .formatted(day * DAY, (day + 1) * DAY))
                .collect(Collectors.joining(","));
        return "{\"object\": \"page\", \"data\": [%s], \"has_more\": %b, \"next_page\": %s}"
                .formatted(buckets, next != null, next == null ? "null" : '"' + next + '"');
    }
}
