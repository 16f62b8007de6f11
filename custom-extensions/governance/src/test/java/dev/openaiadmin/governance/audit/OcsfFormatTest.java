package dev.openaiadmin.governance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.model.AuditLogEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OcsfFormatTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2031-01-01T12:00:00Z");

    /** What the schema requires of every event; a bar separates alternatives. */
    private static final List<String> REQUIRED = List.of(
            "activity_id",
            "category_uid",
            "class_uid",
            "type_uid",
            "severity_id",
            "time",
            "metadata/version",
            "metadata/product/name|metadata/product/uid");

    private static final String IDENTIFIED_USER = "user/uid|user/name|user/email_addr";
    /** What the schema requires of the events of a class besides. */
    private static final Map<Integer, List<String>> REQUIRED_OF_CLASS = Map.of(
            3001, List.of(IDENTIFIED_USER),
            3002, List.of(IDENTIFIED_USER, "service|dst_endpoint"),
            3004, List.of("entity/uid|entity/name"),
            3005, List.of(IDENTIFIED_USER, "privileges"),
            3006, List.of("group/uid|group/name"),
            3007, List.of(IDENTIFIED_USER),
            3008, List.of("iam_role/uid|iam_role/name"));
    /** Classes that a version does not have yet, or advises against. */
    private static final Map<OcsfVersion, List<Integer>> NOT_IN =
            Map.of(OcsfVersion.V1_8_0, List.of(3007, 3008), OcsfVersion.V1_9_0, List.of(3001, 3005));

    @ParameterizedTest
    @EnumSource
    void has_what_the_schema_requires_for_every_type_with_and_without_details(OcsfVersion version) {
        List<String> types = new ArrayList<>(
                AuditLogEventType.known().stream().map(AuditLogEventType::value).toList());
        types.add("moon.landed");
        types.add("nodots");
        for (String type : types) {
            for (String rest : List.of(
                    "",
                    ",\"actor\":null,\"" + type + "\":{}",
                    ",\"actor\":{\"type\":\"api_key\",\"api_key\":{\"id\":\"key_1\"}},\"" + type
                            + "\":{\"id\":\"x\"}")) {
                JsonNode event = only(version, type, rest);
                List<String> required = new ArrayList<>(REQUIRED);
                required.addAll(REQUIRED_OF_CLASS.get(event.path("class_uid").asInt()));
                assertThat(required)
                        .as("%s%s", type, rest)
                        .allMatch(alternatives -> Arrays.stream(alternatives.split("\\|"))
                                .map(path -> event.at("/" + path))
                                .anyMatch(value -> !value.isMissingNode() && !value.isNull()));
                assertThat(event.path("type_uid").asInt())
                        .isEqualTo(event.path("class_uid").asInt() * 100
                                + event.path("activity_id").asInt());
                assertThat(NOT_IN.get(version))
                        .as(type)
                        .doesNotContain(event.path("class_uid").asInt());
                assertThat(event.at("/metadata/version").asText()).isEqualTo(version.toString());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            login.succeeded, 300201, 300201
            login.failed, 300201, 300201
            logout.failed, 300202, 300202
            tenant.workload_identity.access_token.issued, 300203, 300203
            user.added, 300101, 300701
            user.updated, 300403, 300716
            user.deleted, 300106, 300703
            service_account.created, 300101, 300701
            service_account.updated, 300403, 300702
            service_account.deleted, 300106, 300703
            group.created, 300606, 300606
            group.updated, 300403, 300609
            group.deleted, 300605, 300605
            tenant.group.member.added, 300603, 300603
            tenant.group.member.removed, 300604, 300604
            role.created, 300401, 300801
            role.updated, 300403, 300802
            role.deleted, 300404, 300803
            role.bound_to_resource, 300403, 300806
            role.unbound_from_resource, 300403, 300807
            api_key.created, 300401, 300401
            api_key.updated, 300403, 300403
            api_key.deleted, 300404, 300404
            project.archived, 300411, 300411
            invite.sent, 300401, 300401
            invite.accepted, 300406, 300406
            invite.deleted, 300404, 300404
            certificates.activated, 300410, 300410
            certificates.deactivated, 300411, 300411
            scim.enabled, 300408, 300408
            scim.disabled, 300409, 300409
            external_key.registered, 300401, 300401
            external_storage.removed, 300404, 300404
            checkpoint.permission.deleted, 300404, 300404
            tunnel.updated, 300403, 300403
            tenant.user.removed, 300404, 300404
            tenant.chatgpt_access_token.revoked, 300404, 300404
            tenant.workload_identity.provider.archived, 300411, 300411
            tenant.policy.attached, 300499, 300499
            """)
    void maps_types_to_activities(String type, int inVersion18, int inVersion19) {
        assertThat(only(OcsfVersion.V1_8_0, type, "").path("type_uid").asInt()).isEqualTo(inVersion18);
        assertThat(only(OcsfVersion.V1_9_0, type, "").path("type_uid").asInt()).isEqualTo(inVersion19);
    }

    @ParameterizedTest
    @CsvSource({
        "created, user, '', 300403, 300716",
        "deleted, user, '', 300403, 300717",
        "created, user, ',\"permissions\":[\"api.usage.read\"]', 300501, 300716",
        "deleted, user, ',\"permissions\":[\"api.usage.read\"]', 300502, 300717",
        "created, group, '', 300601, 300612",
        "deleted, group, '', 300602, 300613"
    })
    void maps_role_assignments_by_their_principals(
            String what, String principal, String more, int inVersion18, int inVersion19) {
        String type = "role.assignment." + what;
        String details = ",\"" + type + "\":{\"id\":\"ra_1\",\"principal_id\":\"p_1\",\"principal_type\":\"" + principal
                + "\"" + more + "}";

        JsonNode older = only(OcsfVersion.V1_8_0, type, details);
        JsonNode newer = only(OcsfVersion.V1_9_0, type, details);

        assertThat(older.path("type_uid").asInt()).isEqualTo(inVersion18);
        assertThat(newer.path("type_uid").asInt()).isEqualTo(inVersion19);
        assertThat(newer.at("/" + principal + "/uid").asText()).isEqualTo("p_1");
    }

    @Test
    void tells_who_did_it_from_where() {
        JsonNode event = only(OcsfVersion.V1_8_0, "login.failed", """
                ,"actor":{"type":"session","session":{"user":{"id":"user-1","email":"ada@example.com"},
                "ip_address":"192.0.2.44","user_agent":"curl/8","ip_address_details":{"country":"DE","latitude":"52.5"}}},
                "login.failed":{"error_code":"invalid_credentials","error_message":"The password is wrong."}""");

        assertThat(event.at("/actor/user"))
                .hasToString("{\"uid\":\"user-1\",\"email_addr\":\"ada@example.com\",\"type_id\":1,\"type\":\"User\"}");
        assertThat(event.path("user")).isEqualTo(event.at("/actor/user"));
        assertThat(event.path("src_endpoint"))
                .hasToString("{\"ip\":\"192.0.2.44\",\"location\":{\"country\":\"DE\",\"lat\":52.5}}");
        assertThat(event.at("/http_request/user_agent").asText()).isEqualTo("curl/8");
        assertThat(event.path("status_id").asInt()).isEqualTo(2);
        assertThat(event.path("status_code").asText()).isEqualTo("invalid_credentials");
        assertThat(event.path("status_detail").asText()).isEqualTo("The password is wrong.");
        assertThat(event.path("time").asLong()).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void tells_the_key_of_a_service_account() {
        JsonNode event = only(OcsfVersion.V1_8_0, "api_key.created", """
                ,"project":{"id":"proj_1","name":"payments"},"actor":{"type":"api_key","api_key":{"id":"key_1",
                "type":"service_account","service_account":{"id":"svc_1"}}},
                "api_key.created":{"id":"key_2","data":{"scopes":["api.model.request"]}},"later":7""");

        assertThat(event.at("/actor/user"))
                .hasToString("{\"uid\":\"svc_1\",\"credential_uid\":\"key_1\",\"type_id\":4,\"type\":\"Service\"}");
        assertThat(event.path("entity")).hasToString("{\"uid\":\"key_2\",\"type\":\"API Key\",\"type_id\":99}");
        assertThat(event.path("unmapped"))
                .hasToString(
                        "{\"project\":{\"id\":\"proj_1\",\"name\":\"payments\"},"
                                + "\"api_key.created\":{\"id\":\"key_2\",\"data\":{\"scopes\":[\"api.model.request\"]}},\"later\":7}");
        assertThat(event.at("/metadata/tenant_uid").asText()).isEqualTo("org-acme");
        assertThat(event.at("/metadata/event_code").asText()).isEqualTo("api_key.created");
    }

    @Test
    void does_not_take_a_project_for_a_user() {
        JsonNode event = only(OcsfVersion.V1_9_0, "user.updated", ",\"user.updated\":{\"id\":\"proj_1\"}");

        assertThat(event.path("user")).hasToString("{\"name\":\"Unknown\",\"type_id\":1,\"type\":\"User\"}");
    }

    @Test
    void has_a_line_for_each_of_several_certificates() throws JsonProcessingException {
        List<String> lines = lines(OcsfVersion.V1_8_0, "certificates.activated", """
                ,"certificates.activated":{"certificates":[{"id":"cert_1","name":"one"},{"id":"cert_2"}]}""");

        assertThat(lines).hasSize(2);
        JsonNode second = MAPPER.readTree(lines.get(1));
        assertThat(second.at("/entity/uid").asText()).isEqualTo("cert_2");
        assertThat(second.at("/metadata/uid").asText()).isEqualTo("audit_log-1#1");
        assertThat(second.at("/metadata/correlation_uid").asText()).isEqualTo("audit_log-1");
    }

    @Test
    void is_in_version_1_8_0_by_default_and_on_one_line() throws JsonProcessingException {
        AuditEvent event = event("project.created", ",\"project.created\":{\"id\":\"a\\nb\\u001b\"}");

        assertThat(AuditFormat.ocsf().lines(event)).singleElement().satisfies(line -> {
            assertThat(line).doesNotContain("\n", "\u001b");
            JsonNode written = MAPPER.readTree(line);
            assertThat(written.at("/metadata/version").asText()).isEqualTo("1.8.0");
            assertThat(written.path("raw_data").asText()).isEqualTo(event.json());
        });
    }

    private static JsonNode only(OcsfVersion version, String type, String rest) {
        List<String> lines = lines(version, type, rest);
        assertThat(lines).hasSize(1);
        try {
            return MAPPER.readTree(lines.get(0));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> lines(OcsfVersion version, String type, String rest) {
        return AuditFormat.ocsf(version).lines(event(type, rest));
    }

    private static AuditEvent event(String type, String rest) {
        String json = "{\"id\":\"audit_log-1\",\"type\":\"" + type + "\",\"effective_at\":" + NOON.getEpochSecond()
                + rest + "}";
        return new AuditEvent("audit_log-1", new AuditLogEventType(type), NOON, "org-acme", json);
    }
}
