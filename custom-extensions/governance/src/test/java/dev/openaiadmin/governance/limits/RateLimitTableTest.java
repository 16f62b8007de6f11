package dev.openaiadmin.governance.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithOrganization
class RateLimitTableTest {
    private InMemoryOrganization organization;
    private OpenAiAdmin admin;

    @BeforeEach
    void begin(InMemoryOrganization organization) {
        this.organization = organization;
        organization.seed("""
                {"projects": [{"id": "proj_1", "name": "payments-prod"}]}""");
        admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build();
    }

    @AfterEach
    void end() {
        admin.close();
    }

    @Test
    void holds_what_the_api_gives_and_no_more() {
        assertThat(RateLimitTable.of(admin, "proj_1").rows())
                .containsEntry(
                        "gpt-image-1",
                        Map.of(
                                "max_requests_per_1_minute", RateLimitTable.UNLIMITED,
                                "max_tokens_per_1_minute", RateLimitTable.UNLIMITED,
                                "max_images_per_1_minute", 50L))
                .containsEntry(
                        "tts-1",
                        Map.of(
                                "max_requests_per_1_minute",
                                10_000L,
                                "max_tokens_per_1_minute",
                                RateLimitTable.UNLIMITED));
    }

    @Test
    void reads_back_the_json_that_it_wrote() {
        RateLimitTable table = RateLimitTable.of(admin, "proj_1");

        assertThat(RateLimitTable.fromJson(table.toJson())).isEqualTo(table);
    }

    @Test
    void writes_models_in_the_order_of_the_alphabet() {
        assertThat(RateLimitTable.empty()
                        .with("o4-mini", limits -> limits.maxRequestsPer1Minute(2))
                        .with("gpt-5", limits -> limits.maxTokensPer1Minute(3).maxRequestsPer1Minute(1))
                        .toJson())
                .isEqualToNormalizingNewlines("""
                        {
                          "gpt-5" : {
                            "max_requests_per_1_minute" : 1,
                            "max_tokens_per_1_minute" : 3
                          },
                          "o4-mini" : {
                            "max_requests_per_1_minute" : 2
                          }
                        }""");
    }

    @Test
    void sends_only_the_limits_that_differ() {
        RateLimitTable wished = RateLimitTable.empty()
                .with("gpt-5", limits -> limits.maxRequestsPer1Minute(500).maxTokensPer1Minute(4_000_000))
                .with("gpt-5-mini", limits -> limits.maxRequestsPer1Minute(10_000));

        assertThat(wished.applyTo(admin, "proj_1")).hasToString("[gpt-5: max_requests_per_1_minute 10000 -> 500]");
        assertThat(organization.requestCount("listRateLimits")).isEqualTo(1);
        assertThat(organization.requestCount("modifyRateLimit")).isEqualTo(1);
    }

    @Test
    void changes_nothing_the_second_time() {
        RateLimitTable wished = RateLimitTable.empty().with("gpt-5", limits -> limits.maxRequestsPer1Minute(500));
        wished.applyTo(admin, "proj_1");

        assertThat(wished.changesTo(admin, "proj_1")).isEmpty();
        assertThat(wished.applyTo(admin, "proj_1")).isEmpty();
        assertThat(organization.requestCount("modifyRateLimit")).isEqualTo(1);
    }

    @Test
    void restores_what_was_there_before() {
        RateLimitTable before = RateLimitTable.of(admin, "proj_1");
        RateLimitTable.empty()
                .with("gpt-5", limits -> limits.maxRequestsPer1Minute(0).batch1DayMaxInputTokens(1))
                .with("gpt-image-1", limits -> limits.maxRequestsPer1Minute(7))
                .applyTo(admin, "proj_1");

        assertThat(before.applyTo(admin, "proj_1"))
                .extracting(RateLimitChange::toString)
                .contains("gpt-image-1: max_requests_per_1_minute 7 -> unlimited");
        assertThat(RateLimitTable.of(admin, "proj_1")).isEqualTo(before);
    }

    @Test
    void goes_on_where_it_was_broken_off() {
        RateLimitTable wished = RateLimitTable.empty()
                .with("gpt-4o", limits -> limits.maxRequestsPer1Minute(1))
                .with("gpt-5", limits -> limits.maxRequestsPer1Minute(20_000));

        assertThatThrownBy(() -> wished.applyTo(admin, "proj_1")).hasMessageContaining("cannot exceed");
        assertThat(wished.changesTo(admin, "proj_1")).hasToString("[gpt-5: max_requests_per_1_minute 10000 -> 20000]");
    }

    @Test
    void leaves_alone_what_no_request_can_change() {
        RateLimitTable table = RateLimitTable.of(admin, "proj_1");
        organization.rateLimits().set("proj_1", "gpt-4o-mini", Map.of("max_tokens_per_1_day", 5L));

        assertThat(table.rows().get("gpt-4o-mini")).containsEntry("max_tokens_per_1_day", RateLimitTable.UNLIMITED);
        assertThat(table.applyTo(admin, "proj_1")).isEmpty();
    }

    @Test
    void refuses_a_model_that_the_project_does_not_have_before_it_changes_anything() {
        RateLimitTable wished = RateLimitTable.empty()
                .with("gpt-4o", limits -> limits.maxRequestsPer1Minute(1))
                .with("gpt-99", limits -> limits.maxRequestsPer1Minute(1));

        assertThatThrownBy(() -> wished.applyTo(admin, "proj_1"))
                .isInstanceOf(GovernanceException.class)
                .hasMessageStartingWith(
                        "The project proj_1 has no rate limits for gpt-99; it has them for gpt-4.1, gpt-4o,")
                .hasMessageEndingWith("whisper-1; nothing was changed");
        assertThat(organization.requestCount("modifyRateLimit")).isZero();
        assertThat(wished.without("gpt-99").applyTo(admin, "proj_1")).hasSize(1);
    }

    @Test
    void refuses_a_limit_that_the_model_does_not_have_before_it_changes_anything() {
        RateLimitTable wished = RateLimitTable.empty()
                .with("gpt-4o", limits -> limits.maxRequestsPer1Minute(1))
                .with("tts-1", limits -> limits.maxImagesPer1Minute(1));

        assertThatThrownBy(() -> wished.applyTo(admin, "proj_1"))
                .isInstanceOf(GovernanceException.class)
                .hasMessage("The model tts-1 in project proj_1 has no limit max_images_per_1_minute; it has"
                        + " max_requests_per_1_minute, max_tokens_per_1_minute; nothing was changed");
        assertThat(organization.requestCount("modifyRateLimit")).isZero();
    }

    @Test
    void refuses_a_limit_that_the_api_does_not_have() {
        assertThatThrownBy(() -> RateLimitTable.empty().with("gpt-5", limits -> limits.unknownField("max_hopes", 1)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("limit of gpt-5 must be one of batch_1_day_max_input_tokens, ");
    }

    @Test
    void refuses_a_negative_limit() {
        assertThatThrownBy(() -> RateLimitTable.empty().with("gpt-5", limits -> limits.maxRequestsPer1Minute(-1)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("max_requests_per_1_minute of gpt-5 must be zero or more, but was -1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    []                                            | in line 1: '[' stands where there can be an object with a field for each model
                    {"gpt-5": 500}                                | in line 1: '500' stands where there can be an object with the limits of the model
                    {"gpt-5": {"max_requests": 500}}              | in line 1: 'max_requests' stands where there can be one of batch_1_day_max_input_tokens, max_audio
                    {"gpt-5": {"max_images_per_1_minute": -1}}    | in line 1: '-1' stands where there can be a whole number, and 2147483647 for unlimited
                    {"gpt-5": {"max_images_per_1_minute": "9"}}   | in line 1: '9' stands where there can be a whole number
                    {" ": {}}                                     | in line 1: ' ' stands where there can be the name of a model
                    {} {}                                         | in line 1: '{' stands where there can be the end
                    {"gpt-5": {}, "gpt-5": {}}                    | not JSON in line 1: Duplicate field 'gpt-5'
                    {"gpt-5": {                                   | not JSON in line 1: Unexpected end-of-input
                    """)
    void says_where_a_mistake_is_and_what_can_stand_there(String json, String message) {
        assertThatThrownBy(() -> RateLimitTable.fromJson(json))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining(message);
    }
}
