package dev.openaiadmin.testkit.internal.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.internal.server.StandaloneServer.JsonSource;
import dev.openaiadmin.testkit.internal.server.StandaloneServer.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandaloneServerTest {
    private static final String PROJECTS = "/v1/organization/projects";
    private static final JsonSource NO_FAULTS = JsonSource.NONE;

    private final StandaloneServer server = StandaloneServer.start(Settings.defaults()
            .beginningWith(
                    new JsonSource("org.json", "{\"projects\": [{\"id\": \"proj_1\", \"name\": \"seeded\"}]}"),
                    NO_FAULTS));

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void gives_every_key_an_organization_with_the_seed() {
        ask("sk-a", "POST", PROJECTS, "{\"name\": \"mine\"}");

        assertThat(names("sk-a")).isEqualTo("[Default project, seeded, mine]");
        assertThat(names("sk-b")).isEqualTo("[Default project, seeded]");
    }

    @ParameterizedTest
    @ValueSource(strings = {PROJECTS, "/_control/requests"})
    void refuses_what_is_no_key(String path) {
        assertThat(ask("hunter2", "GET", path, "").status()).isEqualTo(401);
    }

    @Test
    void lets_organizations_begin_with_faults() {
        try (StandaloneServer failing = StandaloneServer.start(Settings.defaults()
                .beginningWith(JsonSource.NONE, new JsonSource("faults.json", "{\"status\": 503}")))) {
            assertThat(ask(failing, "sk-a", "GET", PROJECTS, "").status()).isEqualTo(503);
            assertThat(ask(failing, "sk-a", "GET", PROJECTS, "").status()).isEqualTo(200);
            assertThat(ask(failing, "sk-b", "GET", PROJECTS, "").status()).isEqualTo(503);
        }
    }

    @Test
    void does_not_start_with_a_seed_that_has_a_mistake() {
        Settings mistaken = Settings.defaults()
                .beginningWith(new JsonSource("org.json", "{\"projects\": [{\"name\": 7}]}"), NO_FAULTS);

        assertThatThrownBy(() -> StandaloneServer.start(mistaken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("org.json: /projects/0/name must be of type string, but was 7");
    }

    @Test
    void begins_anew_when_it_is_reset() {
        ask("sk-a", "POST", PROJECTS, "{\"name\": \"mine\"}");
        ask("sk-a", "GET", PROJECTS + "?limt=1", "");
        ask("sk-b", "POST", PROJECTS, "{\"name\": \"theirs\"}");

        assertThat(control("sk-a", "POST", "reset", "").status()).isEqualTo(200);
        assertThat(control("sk-a", "GET", "violations", "").body()).hasToString("{\"violations\":[]}");
        assertThat(control("sk-a", "GET", "requests", "").body()).hasToString("{\"counts\":{},\"requests\":[]}");
        assertThat(names("sk-a")).isEqualTo("[Default project, seeded]");
        assertThat(names("sk-b")).isEqualTo("[Default project, seeded, theirs]");
    }

    @Test
    void opens_an_organization_by_the_keys_that_were_created_in_it_until_it_is_reset() {
        String created = ask("sk-a", "POST", "/v1/organization/admin_api_keys", "{\"name\": \"second\"}")
                .text("/value");
        ask("sk-a", "POST", PROJECTS, "{\"name\": \"mine\"}");
        assertThat(names(created)).isEqualTo("[Default project, seeded, mine]");

        control("sk-a", "POST", "reset", "");
        assertThat(names(created)).isEqualTo("[Default project, seeded]");
    }

    @Test
    void resets_an_organization_whose_key_was_deleted() {
        String id = ask("sk-a", "GET", "/v1/organization/admin_api_keys", "").text("/data/0/id");
        ask("sk-a", "DELETE", "/v1/organization/admin_api_keys/" + id, "");
        assertThat(ask("sk-a", "GET", PROJECTS, "").status()).isEqualTo(401);

        control("sk-a", "POST", "reset", "");
        assertThat(names("sk-a")).isEqualTo("[Default project, seeded]");
    }

    @Test
    void adds_the_objects_of_a_seed() {
        control("sk-a", "POST", "seed", "{\"projects\": [{\"name\": \"more\"}]}");

        assertThat(names("sk-a")).isEqualTo("[Default project, seeded, more]");
        assertThat(names("sk-b")).isEqualTo("[Default project, seeded]");
    }

    @Test
    void fails_until_it_is_told_to_stop() {
        control("sk-a", "POST", "faults", "[{\"fault\": \"unavailable\", \"on\": \"listProjects\", \"always\": true}]");
        assertThat(ask("sk-a", "GET", PROJECTS, "").status()).isEqualTo(503);
        assertThat(ask("sk-b", "GET", PROJECTS, "").status()).isEqualTo(200);

        control("sk-a", "DELETE", "faults", "");
        assertThat(ask("sk-a", "GET", PROJECTS, "").status()).isEqualTo(200);
    }

    @Test
    void accepts_an_invite_as_whoever_was_invited_would() {
        String invite = ask(
                        "sk-a",
                        "POST",
                        "/v1/organization/invites",
                        "{\"email\": \"a@example.com\", \"role\": \"reader\"}")
                .text("/id");
        String user = control("sk-a", "POST", "accept", "{\"invite\": \"" + invite + "\"}")
                .text("/user");

        assertThat(ask("sk-a", "GET", "/v1/organization/users/" + user, "").text("/email"))
                .isEqualTo("a@example.com");
    }

    @Test
    void lags_by_the_clock_that_it_is_given() {
        control("sk-a", "PUT", "clock", "{\"now\": 1790000000}");
        control("sk-a", "PUT", "lag", "{\"lists\": 60}");
        Reply created = ask("sk-a", "POST", PROJECTS, "{\"name\": \"late\"}");
        assertThat(created.body().path("created_at").asLong()).isEqualTo(1790000000);
        assertThat(names("sk-a")).isEqualTo("[Default project, seeded]");

        control("sk-a", "PUT", "clock", "{\"now\": 1790000060}");
        assertThat(names("sk-a")).isEqualTo("[Default project, seeded, late]");
    }

    @Test
    void lets_the_clock_go_again() {
        control("sk-a", "PUT", "clock", "{\"now\": 1}");
        control("sk-a", "DELETE", "clock", "");

        assertThat(ask("sk-a", "POST", PROJECTS, "{\"name\": \"now\"}")
                        .body()
                        .path("created_at")
                        .asLong())
                .isGreaterThan(1_700_000_000);
    }

    @Test
    void tells_which_requests_came() {
        Reply asked = ask("sk-a", "GET", PROJECTS + "?limt=1", "");
        Reply told = control("sk-a", "GET", "requests", "");

        assertThat(told.body().path("counts")).hasToString("{\"listProjects\":1}");
        assertThat(told.body().at("/requests/0"))
                .hasToString("{\"operation\":\"listProjects\",\"method\":\"GET\","
                        + "\"url\":\"/organization/projects?limt=1\",\"status\":400,\"request_id\":\""
                        + asked.requestId() + "\",\"repeat\":\"read\",\"fault\":null,"
                        + "\"violations\":[\"query parameter 'limt' is not in the contract; known: after,"
                        + " include_archived, limit\"]}");
    }

    @Test
    void tells_how_the_contract_was_broken_until_it_is_forgotten() {
        ask("sk-a", "GET", PROJECTS + "?limit=0", "");
        Reply told = control("sk-a", "DELETE", "violations", "");

        assertThat(told.text("/violations/0"))
                .isEqualTo("GET /organization/projects?limit=0: query parameter 'limit' must be at least 1, but was 0");
        assertThat(control("sk-a", "GET", "violations", "").body()).hasToString("{\"violations\":[]}");
    }

    @Test
    void tells_without_a_key_what_can_be_controlled() {
        Reply index = PlainHttp.send(HttpRequest.newBuilder(URI.create(server.origin() + "/_control")));

        assertThat(index.body().properties())
                .extracting(entry -> entry.getKey())
                .contains("POST /_control/reset", "POST /_control/seed", "GET /_control/violations")
                .hasSize(11);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST   | seed     | {"project": []}      | 400 | the seed: /project is no resource that can be seeded
            POST   | faults   | {"fault": "flood"}   | 400 | the faults: /fault: There is no fault 'flood'; known: arch
            PUT    | lag      | {"lists": -1}        | 400 | lag must not be negative, but was PT-1S
            PUT    | lag      | {"lists": "1"}       | 400 | /lists must be whole seconds, but was "1"
            PUT    | clock    | {}                   | 400 | the clock: /now is missing
            PUT    | clock    | {"now": 1e99}        | 400 | /now must be whole seconds, but was 1.0E99
            PUT    | clock    | {                    | 400 | the clock: Unexpected end-of-input
            GET    | reset    | ``                   | 405 | There is no GET here; known: POST /_control/reset
            GET    | resets   | ``                   | 404 | There is no /_control/resets; known: POST /_control/reset
            """)
    void says_what_is_wrong_with_what_it_is_told(String method, String path, String body, int status, String error) {
        Reply refused = control("sk-a", method, path, body);

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.text("/errors/0")).startsWith(error);
    }

    private String names(String key) {
        return ask(server, key, "GET", PROJECTS, "")
                .body()
                .path("data")
                .findValuesAsText("name")
                .toString();
    }

    private Reply control(String key, String method, String path, String body) {
        return ask(key, method, "/_control/" + path, body);
    }

    private Reply ask(String key, String method, String path, String body) {
        return ask(server, key, method, path, body);
    }

    private static Reply ask(StandaloneServer server, String key, String method, String path, String body) {
        return PlainHttp.send(HttpRequest.newBuilder(URI.create(server.origin() + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }
}
