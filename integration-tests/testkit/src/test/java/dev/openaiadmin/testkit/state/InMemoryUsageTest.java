package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithOrganization
class InMemoryUsageTest {
    private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");
    private static final long DAY_SECONDS = 86_400;

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    @BeforeEach
    void seed() {
        FixedClock.set(at.organization(), DAY.plusSeconds(3 * DAY_SECONDS + 10));
    }

    @Test
    void sums_up_what_a_bucket_holds() {
        use(10, Map.of("model", "gpt-5.1", "input_tokens", 100, "output_tokens", 20, "num_model_requests", 1));
        use(20, Map.of("model", "gpt-5-mini", "input_tokens", 5, "input_audio_tokens", 3));
        JsonNode bucket = completions(window(1)).at("/data/0");

        assertThat(bucket.path("start_time").asLong()).isEqualTo(DAY.getEpochSecond());
        assertThat(bucket.path("end_time").asLong()).isEqualTo(DAY.getEpochSecond() + DAY_SECONDS);
        assertThat(bucket.path("results")).hasSize(1);
        JsonNode result = bucket.at("/results/0");
        assertThat(result.path("input_tokens").asLong()).isEqualTo(105);
        assertThat(result.path("output_tokens").asLong()).isEqualTo(20);
        assertThat(result.path("input_audio_tokens").asLong()).isEqualTo(3);
        assertThat(result.path("num_model_requests").asLong()).isEqualTo(1);
        assertThat(result.path("model").isNull()).isTrue();
    }

    @Test
    void divides_by_what_is_asked_for_and_nothing_else() {
        use(10, Map.of("model", "gpt-5.1", "project_id", "proj_1", "input_tokens", 100));
        use(20, Map.of("model", "gpt-5.1", "project_id", "proj_2", "input_tokens", 10));
        use(30, Map.of("model", "gpt-5-mini", "project_id", "proj_1", "input_tokens", 1));
        use(40, Map.of("input_tokens", 7));

        assertThat(groups(window(1) + "&group_by=model", "model"))
                .containsExactly("gpt-5.1 110", "gpt-5-mini 1", "null 7");
        assertThat(completions(window(1) + "&group_by=model&group_by=project_id")
                        .at("/data/0/results"))
                .hasSize(4);
        assertThat(completions(window(1) + "&group_by=model")
                        .at("/data/0/results/0/project_id")
                        .isNull())
                .isTrue();
    }

    @Test
    void counts_what_passes_all_filters() {
        use(10, Map.of("model", "gpt-5.1", "batch", true, "input_tokens", 100));
        use(20, Map.of("model", "gpt-5.1", "input_tokens", 10));
        use(30, Map.of("model", "gpt-5-mini", "batch", true, "input_tokens", 1));

        assertThat(tokens("&models=gpt-5.1")).isEqualTo(110);
        assertThat(tokens("&models=gpt-5.1&models=gpt-5-mini")).isEqualTo(111);
        assertThat(tokens("&models=gpt-5.1&batch=true")).isEqualTo(100);
        assertThat(tokens("&batch=false")).isEqualTo(10);
    }

    @Test
    void takes_the_names_of_arrays_with_brackets_as_official_clients_send_them() {
        use(10, Map.of("model", "gpt-5.1", "input_tokens", 100));
        use(20, Map.of("model", "gpt-5-mini", "input_tokens", 1));

        assertThat(tokens("&models[]=gpt-5.1".replace("[]", "%5B%5D"))).isEqualTo(100);
    }

    @Test
    void begins_buckets_at_midnight_and_leaves_none_out() {
        use(10, Map.of("input_tokens", 1));
        JsonNode page = completions("start_time=" + (DAY.getEpochSecond() + 5) + "&end_time="
                + (DAY.getEpochSecond() + 2 * DAY_SECONDS + 1));

        assertThat(starts(page))
                .containsExactly(
                        DAY.getEpochSecond(),
                        DAY.getEpochSecond() + DAY_SECONDS,
                        DAY.getEpochSecond() + 2 * DAY_SECONDS);
        assertThat(page.at("/data/0/results")).hasSize(1);
        assertThat(page.at("/data/1/results")).isEmpty();
    }

    @Test
    void goes_on_to_now_when_no_end_is_asked_for() {
        assertThat(completions("start_time=" + DAY.getEpochSecond()).path("data"))
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"1m, 60, 1440", "1h, 24, 168", "1d, 7, 31"})
    void has_the_pages_of_each_width(String width, int usual, int most) {
        String query = "start_time=0&bucket_width=" + width;

        assertThat(completions(query).path("data")).hasSize(usual);
        assertThat(completions(query + "&limit=" + most).path("data")).hasSize(most);
        if (most < 1440) {
            Reply refused = at.http().get("/organization/usage/completions?" + query + "&limit=" + (most + 1));
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/param")).isEqualTo("limit");
        }
    }

    @Test
    void turns_pages_without_losing_a_bucket() {
        String query = window(3) + "&bucket_width=1h&limit=31";
        List<Long> starts = new ArrayList<>();
        JsonNode page = completions(query);
        starts.addAll(starts(page));
        while (page.path("has_more").asBoolean()) {
            page = completions(query + "&page=" + page.path("next_page").asText());
            starts.addAll(starts(page));
        }

        assertThat(starts).hasSize(72).doesNotHaveDuplicates().isSorted();
        assertThat(page.path("next_page").isNull()).isTrue();
    }

    @Test
    void refuses_a_token_that_was_made_up_or_belongs_to_another_question() {
        String token = completions(window(3) + "&limit=1").path("next_page").asText();

        for (String url : List.of(
                "completions?" + window(3) + "&page=page_abc",
                "completions?" + window(3) + "&page=!",
                "completions?" + window(2) + "&page=" + token,
                "embeddings?" + window(3) + "&page=" + token)) {
            Reply refused = at.http().get("/organization/usage/" + url);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/error/message")).isEqualTo("page token is invalid");
        }
    }

    @Test
    void refuses_a_window_that_ends_before_it_begins() {
        assertThat(at.http()
                        .get("/organization/usage/completions?start_time=10&end_time=10")
                        .text("/error/param"))
                .isEqualTo("end_time");
    }

    @Test
    void answers_for_everything_that_can_be_used() {
        Map<String, Map<String, Object>> used = Map.of(
                "completions", Map.of("input_tokens", 1),
                "embeddings", Map.of("input_tokens", 1),
                "moderations", Map.of("input_tokens", 1),
                "images", Map.of("images", 1, "source", "image.edit", "size", "256x256"),
                "audio_speeches", Map.of("characters", 1),
                "audio_transcriptions", Map.of("seconds", 1),
                "vector_stores", Map.of("usage_bytes", 1),
                "code_interpreter_sessions", Map.of("num_sessions", 1),
                "file_search_calls", Map.of("num_requests", 1, "vector_store_id", "vs_1"),
                "web_search_calls", Map.of("num_requests", 1, "context_level", "low"));
        used.forEach((kind, fields) -> at.organization().usage().add(kind, DAY, fields));
        at.organization().usage().add("decisions", DAY, Map.of("input_tokens", 1));

        for (String kind : used.keySet()) {
            Reply reply = at.http().get("/organization/usage/" + kind + "?" + window(1));
            assertThat(reply.body().at("/data/0/results")).as(kind).hasSize(1);
        }
        assertThat(at.http()
                        .get("/organization/usage/decisions?" + window(1))
                        .body()
                        .at("/data/0/results"))
                .hasSize(1);
        assertThat(at.http()
                        .get("/organization/usage/images?" + window(1) + "&sources=image.variation")
                        .body()
                        .at("/data/0/results"))
                .isEmpty();
    }

    @Test
    void knows_no_other_usage_and_no_other_fields() {
        assertThatThrownBy(() -> at.organization().usage().add("coffee", DAY, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no usage of 'coffee'; known: audio_speeches, ");
        assertThatThrownBy(() -> use(0, Map.of("cups", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the entry has 'cups', which is not in the contract; known: ");
    }

    @Test
    void is_seeded_from_json() {
        at.organization()
                .seed("{\"usage/completions\": [{\"start_time\": " + DAY.getEpochSecond()
                        + ", \"results\": [{\"model\": \"gpt-5.1\", \"input_tokens\": 12}]}]}");

        assertThat(groups(window(1) + "&group_by=model", "model")).containsExactly("gpt-5.1 12");
    }

    @Test
    void names_the_mistakes_of_a_seed() {
        assertThatThrownBy(() -> at.organization()
                        .seed("{\"usage/completions\": [{}, {\"start_time\": 0, \"results\": [{\"cups\": 1}, 7]}]}"))
                .hasMessageContaining("the seed: /usage~1completions/0: start_time must be there, in unix seconds")
                .hasMessageContaining("the seed: /usage~1completions/1/results/0 has 'cups', which is not in")
                .hasMessageContaining("the seed: /usage~1completions/1/results/1 must be of type object, but was 7");
        assertThat(completions(window(1)).at("/data/0/results")).isEmpty();
    }

    private void use(int second, Map<String, Object> fields) {
        at.organization().usage().add("completions", DAY.plusSeconds(second), fields);
    }

    private static String window(int days) {
        return "start_time=" + DAY.getEpochSecond() + "&end_time=" + (DAY.getEpochSecond() + days * DAY_SECONDS);
    }

    private JsonNode completions(String query) {
        return at.http().get("/organization/usage/completions?" + query).body();
    }

    private long tokens(String filters) {
        return completions(window(1) + filters)
                .at("/data/0/results/0/input_tokens")
                .asLong();
    }

    private List<String> groups(String query, String by) {
        List<String> groups = new ArrayList<>();
        completions(query)
                .at("/data/0/results")
                .forEach(result -> groups.add(result.path(by).asText() + " "
                        + result.path("input_tokens").asText()));
        return groups;
    }

    private static List<Long> starts(JsonNode page) {
        List<Long> starts = new ArrayList<>();
        page.path("data").forEach(bucket -> starts.add(bucket.path("start_time").asLong()));
        return starts;
    }
}
