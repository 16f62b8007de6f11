package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.internal.json.JsonCodec;
import dev.openaiadmin.model.CostAmount;
import dev.openaiadmin.model.CostBucket;
import dev.openaiadmin.model.CreateProjectRequest;
import dev.openaiadmin.model.DiscoveryTokenVerification;
import dev.openaiadmin.model.ModifyProjectRequest;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectResidency;
import dev.openaiadmin.model.ProjectStatus;
import dev.openaiadmin.model.RateLimit;
import dev.openaiadmin.model.TokenVerification;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @AutoClose
    private final CannedApi api = new CannedApi();

    @Test
    void reads_a_project() {
        assertThat(decoded(CannedApi.PROJECT))
                .isEqualTo(Project.builder()
                        .id("proj_1")
                        .name("payments-prod")
                        .createdAt(Instant.ofEpochSecond(1790000000))
                        .status(ProjectStatus.ACTIVE)
                        .build());
    }

    @Test
    void keeps_unknown_fields_and_values() {
        Project project =
                decoded("{\"id\": \"proj_1\", \"object\": \"organization.project\", \"created_at\": 1790000000,"
                        + " \"status\": \"frozen\", \"budget\": {\"amount\": 0.10, \"tags\": [null]}}");

        assertThat(project.status()).isEqualTo(new ProjectStatus("frozen"));
        assertThat(ProjectStatus.known()).doesNotContain(new ProjectStatus("frozen"));
        assertThat(project.unknownFields().get("budget"))
                .isEqualTo(Map.of("amount", new BigDecimal("0.10"), "tags", Collections.singletonList(null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "\"1.10\"",
                "0E-6176",
                "\"0E-6176\"",
                "\"0.123456789012345678901234567890123456\"",
                "123456789012345678901234567890.123456"
            })
    void reads_amounts_of_money_exactly(String amount) {
        api.answers(
                200,
                "{\"object\": \"page\", \"has_more\": false, \"data\": [{\"object\": \"bucket\", \"start_time\": 1,"
                        + " \"end_time\": 2, \"results\": [{\"object\": \"organization.costs.result\","
                        + " \"amount\": {\"value\": " + amount + ", \"currency\": \"usd\"}}]}]}");

        CostBucket bucket = api.client().costs().list(Instant.EPOCH).iterator().next();

        CostAmount read = Objects.requireNonNull(
                Objects.requireNonNull(bucket.results()).get(0).amount());
        assertThat(read.value()).isEqualTo(new BigDecimal(amount.replace("\"", "")));
        assertThat(read.toString().length()).isLessThan(80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1790000000\"", "1790000000.0", "1.79e9"})
    void reads_seconds_in_other_notations(String seconds) {
        assertThat(decoded("{\"id\": \"proj_1\", \"object\": \"organization.project\", \"created_at\": " + seconds
                                + "}")
                        .createdAt())
                .isEqualTo(Instant.ofEpochSecond(1790000000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{}",
                "[]",
                "7",
                "\"proj_1\"",
                "<html>Welcome</html>",
                "{\"object\": \"organization.project\", \"created_at\": 1790000000}",
                "{\"id\": null, \"object\": \"organization.project\", \"created_at\": 1790000000}",
                "{\"id\": \"proj_1\", \"object\": \"organization.project\", \"created_at\": \"soon\"}",
                "{\"id\": \"proj_1\", \"object\": \"organization.project\", \"created_at\": 9e99}",
                "{\"id\": \"proj_1\", \"object\": \"organization.project\", \"created_at\": 99999999999999999999}",
                "{\"id\": {}, \"object\": \"organization.project\", \"created_at\": 1790000000}",
                "{\"id\": \"proj_1\", \"id\": \"proj_2\", \"object\": \"o\", \"created_at\": 1790000000}",
                "{\"id\": \"proj_1\", \"object\": \"o\", \"created_at\": 1790000000} {}",
                "{\"id\": \"proj_1\", \"object\": \"o\", \"created_at\": 17900"
            })
    void refuses_a_body_that_is_not_a_complete_object(String body) {
        api.answers(200, body, "x-request-id", "req_1");

        UnreadableResponseException failure = catchThrowableOfType(
                UnreadableResponseException.class, () -> api.client().projects().retrieve("proj_1"));
        assertThat(failure)
                .returns(200, UnreadableResponseException::status)
                .returns("req_1", UnreadableResponseException::requestId)
                .returns(body.strip(), UnreadableResponseException::body);
        assertThat(api.requests).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"id\": \"proj_2\"",
                "\"archived_at\": null, \"archived_at\": null",
                "\"new\": 1, \"new\": 2",
                "\"new\": {\"deep\": [{\"a\": 1, \"a\": 1}]}"
            })
    void refuses_a_duplicate_field(String more) {
        api.answers(200, "{\"id\": \"proj_1\", \"object\": \"o\", \"created_at\": 1790000000, " + more + "}");

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1"))
                .isInstanceOf(UnreadableResponseException.class);
    }

    @Test
    void refuses_a_duplicate_name_in_a_map() {
        api.answers(200, """
                {"id": "fr_1", "object": "organization.federation_rule", "attribute_matchers": {"sub": 1, "sub": 2}}""");

        assertThatThrownBy(() -> api.client().federationRules().retrieve("idp_1", "fr_1"))
                .hasMessageStartingWith("Unreadable response: attribute_matchers");
    }

    @Test
    void names_the_place_where_a_body_is_unreadable() {
        api.answers(200, "{\"object\": \"list\", \"has_more\": false, \"data\": [{\"id\": 1, \"object\": {}}]}");

        assertThatThrownBy(() -> api.client().projects().list().iterator().next())
                .hasMessageStartingWith(
                        "Unreadable response: data[0].object has a value of another type than expected on GET /organization/projects (200)")
                .hasMessageContaining("the body begins with: {\"object\": \"list\"");
    }

    @Test
    void shows_no_key_of_an_unreadable_body() {
        api.answers(200, "{\"value\": \"sk-svcacct-canary\", ");

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1"))
                .hasMessageContaining("\"sk-***\"")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void refuses_deep_nesting() {
        api.answers(200, "{\"x\": " + "[".repeat(100_000));

        assertThatThrownBy(() -> api.client().projects().retrieve("proj_1"))
                .isInstanceOf(UnreadableResponseException.class);
    }

    @Test
    void writes_only_what_is_set() {
        api.answers(200, CannedApi.PROJECT);
        api.client()
                .projects()
                .create(
                        "payments",
                        request -> request.residency(ProjectResidency.EU_STORAGE_PROCESSING)
                                .unknownField("color", "blue"));

        assertThat(sentBody())
                .isEqualTo("{\"name\":\"payments\",\"residency\":\"EU_STORAGE_PROCESSING\",\"color\":\"blue\"}");
    }

    @Test
    void sends_only_what_a_builder_added_to_the_unknown_fields_of_a_response() {
        String provider = """
                {"object": "organization.workload_identity_provider", "id": "idp_1", "name": "n", "type": "oidc",
                 "verification": {"type": "discovery", "discovery_url": "u", "checked_at": 1790000000}}""";
        api.answers(200, provider).answers(200, provider).answers(200, provider);
        DiscoveryTokenVerification received = (DiscoveryTokenVerification) Objects.requireNonNull(
                api.client().workloadIdentityProviders().retrieve("idp_1").verification());

        assertThat(received.unknownFields()).containsExactly(Map.entry("checked_at", 1790000000));
        assertThat(bodyOfModify(received))
                .isEqualTo("{\"verification\":{\"type\":\"discovery\",\"discovery_url\":\"u\"}}");
        assertThat(bodyOfModify(received.toBuilder()
                        .discoveryUrl("v")
                        .unknownField("color", "blue")
                        .build()))
                .isEqualTo("{\"verification\":{\"type\":\"discovery\",\"discovery_url\":\"v\",\"color\":\"blue\"}}");
    }

    @Test
    void sends_an_object_of_an_unknown_kind_as_it_was_received() {
        String provider = """
                {"object": "organization.workload_identity_provider", "id": "idp_1", "name": "n", "type": "oidc",
                 "verification": {"type": "pinned", "fingerprint": "f"}}""";
        api.answers(200, provider).answers(200, provider);
        TokenVerification received = Objects.requireNonNull(
                api.client().workloadIdentityProviders().retrieve("idp_1").verification());

        assertThat(bodyOfModify(received)).isEqualTo("{\"verification\":{\"type\":\"pinned\",\"fingerprint\":\"f\"}}");
    }

    private String bodyOfModify(TokenVerification verification) {
        api.client().workloadIdentityProviders().modify("idp_1", changes -> changes.verification(verification));
        return sentBody();
    }

    @Test
    void refuses_what_cannot_be_written_before_anything_is_sent() {
        Map<String, Object> endless = new HashMap<>();
        endless.put("itself", endless);

        assertThatThrownBy(() ->
                        api.client().projects().create("payments", request -> request.unknownField("endless", endless)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("The request must be writable as JSON: ");
        assertThat(api.requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "\"7\"", "7.0", "0.7e1"})
    void reads_an_integer_in_any_notation(String number) {
        assertThat(rateLimit(number).maxRequestsPer1Minute()).isEqualTo(7L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "\"1.5\"", "1e99", "\"many\"", "\"\"", "true", "[1]"})
    void refuses_other_values_for_an_integer(String number) {
        assertThatThrownBy(() -> rateLimit(number))
                .hasMessageStartingWith("Unreadable response: data[0].max_requests_per_1_minute");
    }

    private RateLimit rateLimit(String maxRequests) {
        api.answers(200, """
                {"object": "list", "has_more": false, "data": [{"object": "project.rate_limit", "id": "rl_1",
                 "model": "m", "max_requests_per_1_minute": %s}]}""".formatted(maxRequests));
        return api.client().rateLimits().list("proj_1").iterator().next();
    }

    @Test
    void shares_the_strings_that_the_description_fixes() {
        assertThat(decoded(CannedApi.PROJECT).object())
                .isSameAs(decoded(CannedApi.PROJECT).object());
    }

    @Test
    void distinguishes_an_unset_change_from_a_value_and_from_null() {
        assertThat(bodyOf(changes -> changes.name("a"))).isEqualTo("{\"name\":\"a\"}");
        assertThat(bodyOf(changes -> changes.externalKeyId("ek_1"))).isEqualTo("{\"external_key_id\":\"ek_1\"}");
        assertThat(bodyOf(changes -> changes.clearExternalKeyId())).isEqualTo("{\"external_key_id\":null}");
    }

    @Test
    void writes_instants_as_unix_seconds() throws Exception {
        Project project = Project.builder()
                .id("proj_1")
                .createdAt(Instant.parse("2026-09-21T14:13:20.5Z"))
                .build();

        assertThat(new JsonCodec().encode(project)).asString().contains("\"created_at\":1790000000");
    }

    @Test
    void equal_requests_are_equal() {
        assertThat(CreateProjectRequest.builder().name("a").build())
                .isEqualTo(CreateProjectRequest.builder().name("a").build());
    }

    private Project decoded(String body) {
        api.answers(200, body);
        return api.client().projects().retrieve("proj_1");
    }

    private String bodyOf(Consumer<ModifyProjectRequest.Builder> changes) {
        api.answers(200, CannedApi.PROJECT);
        api.client().projects().modify("proj_1", changes);
        return sentBody();
    }

    private String sentBody() {
        return api.requests.get(api.requests.size() - 1).body();
    }
}
