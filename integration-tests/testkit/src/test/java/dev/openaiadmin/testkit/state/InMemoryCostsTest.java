package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryCostsTest {
    private static final Instant DAY = Instant.parse("2026-11-20T00:00:00Z");
    private static final long DAY_SECONDS = 86_400;

    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    @Test
    void sums_money_up_to_the_last_digit() {
        spend("0.1", Map.of());
        spend("0.00000000000000000000000000000000002", Map.of());

        assertThat(raw(window(1))).contains("\"value\":0.10000000000000000000000000000000002");
        assertThat(costs(window(1)).at("/data/0/results/0/amount/currency").asText())
                .isEqualTo("usd");
    }

    @Test
    void keeps_the_currencies_of_a_group_apart() {
        at.organization().seed("""
                {"costs": [{"start_time": %d, "results": [
                    {"amount": {"value": 5, "currency": "usd"}, "project_id": "proj_1"},
                    {"amount": {"value": 7, "currency": "eur"}, "project_id": "proj_1"}]}]}""".formatted(DAY.getEpochSecond()));

        JsonNode results = costs(window(1) + "&group_by=project_id").at("/data/0/results");

        assertThat(results)
                .hasSize(2)
                .allSatisfy(
                        result -> assertThat(result.path("project_id").asText()).isEqualTo("proj_1"));
        assertThat(results.findValuesAsText("currency")).containsExactlyInAnyOrder("usd", "eur");
        assertThat(results.findValuesAsText("value")).containsExactlyInAnyOrder("5", "7");
    }

    @Test
    void writes_a_zero_as_it_was_given() {
        spend("0E-6176", Map.of());

        assertThat(raw(window(1))).contains("\"value\":0E-6176");
    }

    @Test
    void lets_a_bucket_be_revised_after_it_was_read() {
        spend("12.50", Map.of());
        costs(window(1));
        spend("-2.25", Map.of());

        assertThat(raw(window(1))).contains("\"value\":10.25");
    }

    @Test
    void divides_by_project_and_keeps_the_row_without_one() {
        spend("1", Map.of("project_id", "proj_1"));
        spend("2", Map.of("project_id", "proj_1"));
        spend("4", Map.of());
        JsonNode results = costs(window(1) + "&group_by=project_id").at("/data/0/results");

        assertThat(results).hasSize(2);
        assertThat(results.at("/0/project_id").asText()).isEqualTo("proj_1");
        assertThat(results.at("/0/amount/value").asInt()).isEqualTo(3);
        assertThat(results.at("/1/project_id").isNull()).isTrue();
        assertThat(results.at("/1/amount/value").asInt()).isEqualTo(4);
    }

    @Test
    void tells_quantities_only_by_line_item() {
        spend("1", Map.of("line_item", "gpt-5.1, input", "quantity", 10, "quantity_unit", "1000_tokens"));
        spend("2", Map.of("line_item", "gpt-image-1", "quantity", 3, "quantity_unit", "images"));
        JsonNode divided = costs(window(1) + "&group_by=line_item").at("/data/0/results");
        JsonNode whole = costs(window(1)).at("/data/0/results/0");

        assertThat(divided.at("/0/quantity").asInt()).isEqualTo(10);
        assertThat(divided.at("/1/quantity_unit").asText()).isEqualTo("images");
        assertThat(whole.path("quantity").isNull()).isTrue();
        assertThat(whole.path("quantity_unit").isNull()).isTrue();
    }

    @Test
    void counts_what_passes_the_filters() {
        spend("1", Map.of("project_id", "proj_1", "line_item", "gpt-5.1, input"));
        spend("2", Map.of("project_id", "proj_2", "line_item", "gpt-5.1, input"));
        spend("4", Map.of("project_id", "proj_2", "line_item", "gpt-image-1"));

        assertThat(costs(window(1) + "&project_ids=proj_2&line_items=gpt-5.1,%20input")
                        .at("/data/0/results/0/amount/value")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void has_seven_days_on_a_page_and_no_more_than_180() {
        String years =
                "start_time=" + DAY.getEpochSecond() + "&end_time=" + (DAY.getEpochSecond() + 1000 * DAY_SECONDS);
        JsonNode page = costs(years);

        assertThat(page.path("data")).hasSize(7);
        assertThat(page.path("has_more").asBoolean()).isTrue();
        assertThat(costs(years + "&limit=180").path("data")).hasSize(180);
    }

    @Test
    void goes_on_with_its_own_token() {
        spend("1", Map.of());
        String query = window(2) + "&limit=1";
        String token = costs(query).path("next_page").asText();
        Reply last = at.http().get("/organization/costs?" + query + "&page=" + token);

        assertThat(last.body().at("/data/0/start_time").asLong()).isEqualTo(DAY.getEpochSecond() + DAY_SECONDS);
        assertThat(last.body().path("has_more").asBoolean()).isFalse();
    }

    @Test
    void refuses_a_token_that_was_made_up() {
        assertThat(at.http()
                        .get("/organization/costs?" + window(2) + "&page=page_abc")
                        .text("/error/message"))
                .isEqualTo("page token is invalid");
    }

    @Test
    void knows_no_other_fields() {
        assertThatThrownBy(() -> spend("1", Map.of("cups", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the entry has 'cups', which is not in the contract; known: ");
    }

    @Test
    void is_seeded_from_json_to_the_last_digit() {
        at.organization()
                .seed("{\"costs\": [{\"start_time\": " + DAY.getEpochSecond()
                        + ", \"results\": [{\"amount\": {\"value\": 0.100000000000000000000000000000000001, \"currency\":"
                        + " \"usd\"}, \"project_id\": \"proj_1\"}]}]}");

        assertThat(raw(window(1) + "&group_by=project_id"))
                .contains("\"value\":0.100000000000000000000000000000000001")
                .contains("\"project_id\":\"proj_1\"");
    }

    private void spend(String amount, Map<String, Object> fields) {
        at.organization().costs().add(DAY.plusSeconds(10), new BigDecimal(amount), fields);
    }

    private static String window(int days) {
        return "start_time=" + DAY.getEpochSecond() + "&end_time=" + (DAY.getEpochSecond() + days * DAY_SECONDS);
    }

    private JsonNode costs(String query) {
        return at.http().get("/organization/costs?" + query).body();
    }

    /** As it comes over the wire, since a reader may not keep every digit. */
    private String raw(String query) {
        return PlainHttp.exchange(at.http().authorized("/organization/costs?" + query))
                .body();
    }
}
