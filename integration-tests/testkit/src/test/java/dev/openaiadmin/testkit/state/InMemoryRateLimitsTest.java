package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@WithOrganization
class InMemoryRateLimitsTest {
    @RegisterExtension
    private final ResourceFixture at = new ResourceFixture();

    private String limits;

    @BeforeEach
    void seed() {
        limits = at.inProject("rate_limits");
    }

    @Test
    void has_a_row_for_each_model_with_the_limits_of_its_kind() {
        Reply page = at.http().get(limits);

        assertThat(page.listed("model"))
                .contains("gpt-5", "text-embedding-3-small", "gpt-image-1", "whisper-1")
                .doesNotHaveDuplicates();
        assertThat(page.body().path("has_more").asBoolean()).isFalse();
        page.body().path("data").forEach(row -> {
            String model = row.path("model").asText();
            assertThat(row.path("id").asText()).isEqualTo("rl-" + model);
            assertThat(row.has("max_images_per_1_minute")).isEqualTo(model.contains("image"));
            assertThat(row.has("max_audio_megabytes_per_1_minute")).isEqualTo(model.contains("whisper"));
        });
    }

    @Test
    void says_unlimited_as_the_api_does() {
        at.organization()
                .rateLimits()
                .set(at.project(), "gpt-5", Map.of("max_requests_per_1_minute", InMemoryRateLimits.UNLIMITED));

        assertThat(at.http()
                        .post(limits + "/rl-gpt-5", "{}")
                        .body()
                        .path("max_requests_per_1_minute")
                        .asLong())
                .isEqualTo(2_147_483_647L);
    }

    @Test
    void changes_what_is_sent_in_one_project_only() {
        at.organization().rateLimits().set(at.project(), "gpt-5", Map.of("max_tokens_per_1_minute", 9000L));
        Reply modified = at.http().post(limits + "/rl-gpt-5", "{\"max_requests_per_1_minute\":500}");
        String other = at.organization().projects().add("other");
        Reply untouched = at.http().post("/organization/projects/" + other + "/rate_limits/rl-gpt-5", "{}");

        assertThat(modified.body().path("max_requests_per_1_minute").asInt()).isEqualTo(500);
        assertThat(modified.body().path("max_tokens_per_1_minute").asInt()).isEqualTo(9000);
        assertThat(at.http().post(limits + "/rl-gpt-5", "{}").body()).isEqualTo(modified.body());
        assertThat(untouched.body().path("max_requests_per_1_minute").asInt()).isGreaterThan(500);
    }

    @Test
    void lets_limits_be_lowered_to_zero_and_raised_again() {
        at.organization().rateLimits().set(at.project(), "gpt-5", Map.of("max_requests_per_1_minute", 90_000L));

        assertThat(at.http()
                        .post(limits + "/rl-gpt-5", "{\"max_requests_per_1_minute\":0}")
                        .status())
                .isEqualTo(200);
        assertThat(at.http()
                        .post(limits + "/rl-gpt-5", "{\"max_requests_per_1_minute\":90000}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refuses_more_than_the_organization_has() {
        at.organization().rateLimits().set(at.project(), "gpt-new", Map.of("max_requests_per_1_minute", 500L));
        Reply refused = at.http().post(limits + "/rl-gpt-new", "{\"max_requests_per_1_minute\":501}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/message"))
                .isEqualTo("The max_requests_per_1_minute for rl-gpt-new cannot exceed the organization rate limit of"
                        + " 500");
    }

    @Test
    void refuses_a_limit_that_the_model_does_not_have() {
        Reply refused =
                at.http().post(limits + "/rl-gpt-5", "{\"max_requests_per_1_minute\":1,\"max_images_per_1_minute\":1}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("invalid_rate_limit_type");
        assertThat(at.http()
                        .post(limits + "/rl-gpt-5", "{}")
                        .body()
                        .path("max_requests_per_1_minute")
                        .asInt())
                .isNotEqualTo(1);
    }

    @Test
    void refuses_a_model_that_the_organization_does_not_have() {
        Reply refused = at.http().post(limits + "/rl-gpt-missing", "{\"max_requests_per_1_minute\":1}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/error/code")).isEqualTo("rate_limit_does_not_exist_for_org_and_model");
        assertThat(refused.text("/error/message"))
                .isEqualTo("The rate limit for model gpt-missing is not set for your organization");
    }

    @Test
    void refuses_to_change_limits_that_are_shared() {
        at.organization().rateLimits().set(at.project(), "gpt-5-shared", Map.of("max_requests_per_1_minute", 500L));

        assertThat(at.http()
                        .post(limits + "/rl-gpt-5-shared", "{\"max_requests_per_1_minute\":1}")
                        .text("/error/code"))
                .isEqualTo("rate_limit_not_updatable");
    }

    @Test
    void refuses_changes_in_an_archived_project() {
        String archived = at.organization().projects().addArchived("old");

        assertThat(at.http()
                        .post("/organization/projects/" + archived + "/rate_limits/rl-gpt-5", "{}")
                        .text("/error/code"))
                .isEqualTo("project_archived");
    }

    @Test
    void turns_pages_in_both_directions() {
        Reply first = at.http().get(limits + "?limit=2");
        Reply second = at.http().get(limits + "?limit=2&after=" + first.text("/last_id"));
        Reply back = at.http().get(limits + "?limit=2&before=" + second.text("/first_id"));

        assertThat(second.listed("id")).doesNotContainAnyElementsOf(first.listed("id"));
        assertThat(back.listed("id")).isEqualTo(first.listed("id"));
        assertThat(back.body().path("has_more").asBoolean()).isFalse();
    }

    @Test
    void is_seeded_from_json() {
        at.organization()
                .seed("{\"projects/" + at.project()
                        + "/rate_limits\": [{\"model\": \"gpt-5\", \"max_requests_per_1_minute\": 7}]}");

        assertThat(at.http()
                        .post(limits + "/rl-gpt-5", "{}")
                        .body()
                        .path("max_requests_per_1_minute")
                        .asInt())
                .isEqualTo(7);
    }

    @Test
    void knows_no_other_limits() {
        assertThatThrownBy(() -> at.organization().rateLimits().set(at.project(), "gpt-5", Map.of("max_cups", 1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the rate limit has 'max_cups', which is not in the contract; known: ");
    }
}
