package dev.openaiadmin.testkit.internal.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import dev.openaiadmin.testkit.state.OrganizationResources;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@WithOrganization
class ContractTest {
    @Test
    void every_operation_of_the_description_has_a_handler() {
        assertThat(new OrganizationResources("sk-admin-test").handledOperations())
                .containsExactlyInAnyOrderElementsOf(Contract.published().operations().stream()
                        .map(ContractOperation::id)
                        .toList());
    }

    @Test
    void takes_arrays_with_brackets_as_official_clients_send_them_and_nothing_else_so(
            InMemoryOrganization organization) {
        PlainHttp http = new PlainHttp(organization);
        http.get("/organization/costs?start_time=0&group_by%5B%5D=project_id&project_ids%5B%5D=proj_1");
        assertThat(organization.breaches()).isEmpty();

        http.get("/organization/projects?limit%5B%5D=1");
        assertThat(organization.takeBreaches()).hasSize(1);
    }

    static Stream<Arguments> requestsOfOfficialClients() {
        return Stream.of(
                arguments("GET /organization/projects/PROJECT/rate_limits?limit=1000", ""),
                arguments("GET /organization/admin_api_keys?limit=1000", ""),
                arguments("GET /organization/groups?limit=0", ""),
                arguments("GET /organization/roles?limit=0", ""),
                arguments("GET /organization/spend_alerts?limit=0", ""),
                arguments("GET /organization/external_keys?limit=0", ""),
                arguments("GET /organization/projects/PROJECT/groups?limit=0", ""),
                arguments("GET /organization/projects?after=", ""),
                arguments("GET /organization/audit_logs?before=&project_ids[]=", ""),
                arguments("GET /organization/external_storage?project_id=", ""),
                arguments("GET /organization/costs?start_time=0&page=&line_items=", ""),
                arguments("GET /organization/users?emails[]=ada@example.com", ""),
                arguments("GET /organization/users?emails=ada@example.com", ""),
                arguments("GET /organization/certificates/CERTIFICATE?include[]=content", ""),
                arguments("GET /organization/certificates/CERTIFICATE?include=content", ""),
                arguments("POST /organization/projects", "{\"name\":\"payments\",\"residency\":null}"),
                arguments(
                        "POST /organization/projects/PROJECT/service_accounts",
                        "{\"name\":\"ci\",\"expires_in_seconds\":null,\"create_service_account_only\":null}"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("requestsOfOfficialClients")
    void takes_what_official_clients_send(String request, String body, InMemoryOrganization organization) {
        String method = request.substring(0, request.indexOf(' '));
        String path = request.substring(method.length() + 1)
                .replace("PROJECT", organization.projects().add("payments"))
                .replace("CERTIFICATE", organization.certificates().add("payments"))
                .replace("[]", "%5B%5D");

        assertThat(new PlainHttp(organization).send(method, path, body).status())
                .isEqualTo(200);
        assertThat(organization.breaches()).isEmpty();
    }

    static Stream<Arguments> breaches() {
        return Stream.of(
                arguments(
                        "GET /organization/projects?limt=1",
                        "",
                        400,
                        "query parameter 'limt' is not in the contract; known: after, include_archived, limit"),
                arguments(
                        "GET /organization/projects?limit=101",
                        "",
                        400,
                        "query parameter 'limit' must be at most 100, but was 101"),
                arguments(
                        "GET /organization/projects?limit=0",
                        "",
                        400,
                        "query parameter 'limit' must be at least 1, but was 0"),
                arguments(
                        "GET /organization/projects?limit=ten",
                        "",
                        400,
                        "query parameter 'limit' must be of type integer, but was \"ten\""),
                arguments(
                        "GET /organization/projects?limit=1&limit=2",
                        "",
                        400,
                        "query parameter 'limit' was sent 2 times"),
                arguments(
                        "GET /organization/projects?include_archived=yes",
                        "",
                        400,
                        "query parameter 'include_archived' must be of type boolean, but was \"yes\""),
                arguments(
                        "POST /organization/groups",
                        "{\"name\":\"\"}",
                        400,
                        "the body at /name must not be shorter than 1, but was \"\""),
                arguments(
                        "GET /organization/projects/proj%2Fx",
                        "",
                        400,
                        "path parameter 'project_id' must be an id, without blanks, control characters, backslashes,"
                                + " '..' and any of / % ? #, but was \"proj/x\""),
                arguments("GET /organization/projects", "[]", 400, "a body was sent, but the operation has none"),
                arguments("POST /organization/projects", "", 400, "the body is missing"),
                arguments("POST /organization/projects", "{}", 400, "the body lacks 'name'"),
                arguments(
                        "POST /organization/projects",
                        "{\"name\":7}",
                        400,
                        "the body at /name must be of type string, but was 7"),
                arguments(
                        "POST /organization/projects/proj_1/service_tier_settings",
                        "{}",
                        400,
                        "the body must have at least 1 property"),
                arguments(
                        "POST /organization/projects",
                        "{\"name\":\"a\",\"nmae\":\"b\"}",
                        400,
                        "the body has 'nmae', which is not in the contract; known: external_key_id, "),
                arguments(
                        "POST /organization/projects",
                        "{\"name\":\"a\",\"name\":\"b\"}",
                        400,
                        "the body is not JSON: Duplicate field 'name'"),
                arguments("POST /organization/projects", "[]", 400, "the body must be of type object, but was []"),
                arguments("GET /organization/project", "", 404, "the path is not in the contract"),
                arguments(
                        "DELETE /organization/projects/proj_1",
                        "",
                        405,
                        "the method is not in the contract; known for /organization/projects/{project_id}: GET,"
                                + " POST"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("breaches")
    void names_what_breaks_the_contract_and_where(
            String request, String body, int status, String breach, InMemoryOrganization organization) {
        String method = request.substring(0, request.indexOf(' '));
        Reply reply = new PlainHttp(organization).send(method, request.substring(method.length() + 1), body);

        assertThat(organization.takeBreaches()).singleElement().asString().startsWith(request + ": " + breach);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.text("/error/type")).isEqualTo("invalid_request_error");
    }

    @Test
    void refuses_what_has_no_words_of_its_own_with_the_reason(InMemoryOrganization organization) {
        Reply reply = new PlainHttp(organization).get("/organization/projects?limit=101");

        assertThat(reply.text("/error/message"))
                .isEqualTo("GET /organization/projects?limit=101: query parameter 'limit' must be at most 100,"
                        + " but was 101");
        organization.takeBreaches();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /organization/projects | {"name": "a", "colour": 1} | Unknown parameter: 'colour'. | unknown_parameter | colour
            /organization/projects | {} | Missing required parameter: 'name'. | missing_required_parameter | name
            /organization/invites | {"email": "a@b.example", "role": "reader", "projects": [{"id": "proj_1", "role": "member", "x": 1}]} | Unknown parameter: 'projects[0].x'. | unknown_parameter | projects[0].x
            /organization/invites | {"email": "a@b.example", "role": "reader", "projects": [{"id": "proj_1", "role": 7}]} | POST /organization/invites: the body at /projects/0/role | invalid_request | projects[0].role
            """)
    void refuses_with_the_message_code_and_place_of_the_api(
            String path, String body, String message, String code, String param, InMemoryOrganization organization) {
        Reply reply = new PlainHttp(organization).post(path, body);

        assertThat(reply.text("/error/message")).startsWith(message);
        assertThat(reply.text("/error/code")).isEqualTo(code);
        assertThat(reply.text("/error/param")).isEqualTo(param);
        organization.takeBreaches();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", ""})
    void takes_a_body_that_says_nothing_where_there_is_none(String body, InMemoryOrganization organization) {
        PlainHttp http = new PlainHttp(organization);
        String id = organization.projects().add("payments-prod");

        assertThat(http.post("/organization/projects/" + id + "/archive", body).status())
                .isEqualTo(200);
        assertThat(organization.breaches()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "Application/JSON ; charset=utf-8, 200",
        "application/json-patch+json, 400",
        "application/jsonx, 400"
    })
    void compares_content_types_exactly(String contentType, int status, InMemoryOrganization organization) {
        Reply reply = PlainHttp.send(new PlainHttp(organization)
                .request("/organization/projects")
                .header("Authorization", "Bearer " + organization.adminKey())
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString("{\"name\":\"payments-prod\"}")));

        assertThat(reply.status()).isEqualTo(status);
        organization.takeBreaches();
    }

    @Test
    void tells_all_breaches_and_the_parameter_of_the_first(InMemoryOrganization organization) {
        Reply reply = new PlainHttp(organization).get("/organization/projects?limit=0&page=2");

        assertThat(organization.takeBreaches()).hasSize(2);
        assertThat(reply.text("/error/param")).isEqualTo("limit");
    }

    @Test
    void wants_bodies_to_be_sent_as_json(InMemoryOrganization organization) {
        PlainHttp http = new PlainHttp(organization);
        Reply reply = PlainHttp.send(http.request("/organization/projects")
                .header("Authorization", "Bearer " + organization.adminKey())
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{\"name\":\"payments-prod\"}")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(organization.takeBreaches())
                .containsExactly("POST /organization/projects: the body must be sent as application/json, but was"
                        + " 'text/plain'");
    }

    @Test
    void does_not_change_anything_when_the_contract_is_broken(InMemoryOrganization organization) {
        PlainHttp http = new PlainHttp(organization);
        http.post("/organization/projects", "{\"name\":\"a\",\"nmae\":\"b\"}");

        assertThat(http.get("/organization/projects").body().path("data")).hasSize(1);
        organization.takeBreaches();
    }

    @Test
    void sees_an_answer_of_its_own_that_breaks_the_contract() {
        ContractOperation retrieve = Contract.published().operations().stream()
                .filter(operation -> operation.id().equals("retrieveProject"))
                .findFirst()
                .orElseThrow();
        OperationResponse answer = OperationResponse.ok(JsonNodeFactory.instance
                .objectNode()
                .put("id", "proj_1")
                .put("object", "organization.project")
                .put("created_at", 1)
                .put("colour", "red")
                .put("status", 1));

        assertThat(retrieve.violationsOf(answer))
                .extracting(ContractViolation::what)
                .anyMatch(breach -> breach.startsWith("the answer has 'colour', which is not in the contract; known: "))
                .contains(
                        "the answer at /status must be of type string, but was 1",
                        "the answer at /status must be one of active, archived, but was 1");
        assertThat(retrieve.violationsOf(new OperationResponse(302, answer.body())))
                .extracting(ContractViolation::what)
                .isEqualTo(List.of("the status 302 is not in the contract"));
    }
}
