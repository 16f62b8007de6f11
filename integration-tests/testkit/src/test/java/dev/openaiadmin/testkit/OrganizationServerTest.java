package dev.openaiadmin.testkit;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrganizationServerTest {
    private final OrganizationServer server = OrganizationServer.start();
    private final InMemoryOrganization organization = server.organization();
    private final PlainHttp http = new PlainHttp(organization);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void refuses_requests_without_a_key() {
        Reply refused = PlainHttp.send(http.request("/organization/projects"));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("/error/message")).isEqualTo("Missing bearer authentication in header");
    }

    @Test
    void refuses_a_key_that_it_does_not_know_and_does_not_repeat_it() {
        Reply refused =
                PlainHttp.send(http.request("/organization/projects").header("Authorization", "Bearer sk-admin-other"));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("/error/code")).isEqualTo("invalid_api_key");
        assertThat(refused.body().toString()).doesNotContain("sk-admin-other");
    }

    @Test
    void keeps_keys_out_of_the_journal() {
        server.wireMock();
        http.get("/organization/projects");

        LoggedRequest written = server.wireMock().getAllServeEvents().get(0).getRequest();
        assertThat(written.toString()).contains("/organization/projects").doesNotContain(organization.adminKey());
        assertThat(written.getHeader("Authorization")).matches("Bearer \\*\\*\\*[0-9a-f]{16}");
    }

    @Test
    void keeps_organizations_apart_by_their_keys() {
        InMemoryOrganization other = server.newOrganization();
        String id = other.projects().add("theirs");

        assertThat(http.get("/organization/projects/" + id).status()).isEqualTo(404);
        assertThat(new PlainHttp(other).get("/organization/projects/" + id).status())
                .isEqualTo(200);
        assertThat(organization.requestCount("retrieveProject")).isEqualTo(1);
    }

    @Test
    void tells_which_requests_came() {
        Reply reply = http.get("/organization/projects?limit=3");

        assertThat(organization.requests())
                .containsExactly(new RecordedRequest(
                        "listProjects",
                        "GET",
                        "/organization/projects?limit=3",
                        200,
                        reply.requestId(),
                        RecordedRequest.Repeat.READ,
                        null,
                        List.of()));
        assertThat(organization.requestCount("listProjects")).isEqualTo(1);
        assertThat(organization.requestCount("createProject")).isZero();
    }

    @Test
    void tells_of_a_request_what_sending_it_twice_does_and_how_it_broke_the_contract() {
        http.post("/organization/projects", "{}");

        RecordedRequest request = organization.requests().get(0);
        assertThat(request.repeat()).isEqualTo(RecordedRequest.Repeat.CREATE);
        assertThat(request.breaches()).containsExactly("the body lacks 'name'");
        assertThat(request)
                .hasToString("POST /organization/projects -> 400 (" + request.requestId()
                        + "); contract: the body lacks 'name'");
    }

    @Test
    void remembers_a_thousand_requests_and_counts_them_all() {
        for (int i = 0; i < 1005; i++) {
            http.get("/organization/projects?limit=" + (i % 100 + 1));
        }

        assertThat(organization.requests()).hasSize(1000);
        assertThat(organization.requests().get(0).url()).isEqualTo("/organization/projects?limit=6");
        assertThat(organization.requestCount("listProjects")).isEqualTo(1005);
    }

    @Test
    void remembers_the_first_hundred_breaches() {
        for (int i = 0; i < 105; i++) {
            http.get("/organization/projects?limit=-" + i);
        }

        assertThat(organization.breaches()).hasSize(100);
        assertThat(organization.breaches().get(0)).endsWith("but was 0");
    }

    @Test
    void names_the_operations_that_it_knows_when_asked_for_another() {
        assertThatThrownBy(() -> organization.requestCount("listProject"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no operation 'listProject'; known: ");
    }

    @Test
    void lets_stubs_of_users_go_first_and_survives_their_removal() {
        server.wireMock().stubFor(get(anyUrl()).willReturn(okJson("{\"object\":\"stub\"}")));
        assertThat(http.get("/organization/projects").text("/object")).isEqualTo("stub");

        server.wireMock().resetAll();
        assertThat(http.get("/organization/projects").text("/object")).isEqualTo("list");
    }

    @Test
    void is_reached_from_this_machine_only_and_says_where() {
        assertThat(server.baseUrl()).matches("http://127\\.0\\.0\\.1:[0-9]+/v1");
        assertThat(server.toString() + organization).contains(server.baseUrl()).doesNotContain(organization.adminKey());
    }

    @Test
    void tells_and_forgets_without_junit_how_the_contract_was_broken() {
        http.get("/organization/projects?limit=0");
        assertThat(server.breaches()).singleElement().asString().startsWith("GET /organization/projects?limit=0: ");

        assertThat(server.takeBreaches()).hasSize(1);
        assertThat(server.breaches()).isEmpty();
    }

    @Test
    void begins_anew_with_the_same_key_and_address() {
        http.post("/organization/projects", "{\"name\": \"created\"}");
        organization.failNext(Fault.status(503));
        server.reset();

        Reply list = http.get("/organization/projects");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.body().path("data")).hasSize(1);
        assertThat(organization.requests()).hasSize(1);
    }
}
