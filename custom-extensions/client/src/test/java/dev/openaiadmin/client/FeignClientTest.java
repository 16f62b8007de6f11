package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.client.ConnectionException.Reason;
import dev.openaiadmin.model.Project;
import feign.Client;
import feign.Request;
import feign.RequestTemplate;
import feign.Response;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A client of Feign's that a user puts in place of the built-in transport. */
class FeignClientTest {
    @AutoClose
    private final CannedApi clock = new CannedApi();

    private final List<Request> requests = new ArrayList<>();

    @Test
    void sends_the_requests() {
        Project created = clientOn(responding(200)).projects().create("payments-prod");

        assertThat(created.id()).isEqualTo("proj_1");
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.httpMethod()).isEqualTo(Request.HttpMethod.POST);
            assertThat(request.url()).endsWith("/v1/organization/projects");
            assertThat(request.headers()).containsEntry("Authorization", List.of("Bearer sk-admin-canary"));
            assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"name\":\"payments-prod\"}");
        });
        assertThat(clock.requests).as("requests of the built-in transport").isEmpty();
    }

    @Test
    void sends_the_requests_of_a_customized_feign_as_well() {
        List<String> seen = new ArrayList<>();

        clock.clientOf(OpenAiAdmin.builder()
                        .adminKey("sk-admin-canary")
                        .feignClient(responding(200))
                        .feign(feign -> feign.requestInterceptor(request -> seen.add(request.method()))))
                .projects()
                .retrieve("proj_1");

        assertThat(seen).containsExactly("GET");
        assertThat(requests).hasSize(1);
        assertThat(clock.requests).as("requests of the built-in transport").isEmpty();
    }

    @Test
    void may_be_set_on_the_builder_of_feign() {
        clock.clientOf(OpenAiAdmin.builder().adminKey("sk-admin-canary").feign(feign -> feign.client(responding(200))))
                .projects()
                .retrieve("proj_1");

        assertThat(requests).hasSize(1);
        assertThat(clock.requests).as("requests of the built-in transport").isEmpty();
    }

    @Test
    void is_told_the_method_and_the_target_of_a_request() {
        clientOn(responding(200)).projects().retrieve("proj_1");

        RequestTemplate template = requests.get(0).requestTemplate();
        assertThat(template.methodMetadata().configKey()).isEqualTo("ProjectsApi#retrieve(String)");
        assertThat(requests.get(0).url()).startsWith(template.feignTarget().url() + "/");
    }

    @Test
    void is_asked_again_by_the_retries_of_the_client() {
        OpenAiAdmin admin = clientOn((request, options) -> requests.isEmpty()
                ? responding(503).execute(request, options)
                : responding(200).execute(request, options));

        assertThat(admin.projects().retrieve("proj_1").id()).isEqualTo("proj_1");
        assertThat(requests).hasSize(2);
    }

    @Test
    void is_not_asked_again_for_a_create_that_may_have_been_carried_out() {
        OpenAiAdmin admin = clientOn(responding(503));

        assertThatThrownBy(() -> admin.projects().create("payments-prod")).isInstanceOf(OutcomeUnknownException.class);
        assertThat(requests).hasSize(1);
    }

    @Test
    void fails_to_connect_when_it_says_so_and_is_asked_again() {
        OpenAiAdmin admin = clientOn((request, options) -> {
            requests.add(request);
            if (requests.size() == 1) {
                throw new ConnectException("no cable");
            }
            return responding(200).execute(request, options);
        });

        assertThat(admin.projects().create("payments-prod").id()).isEqualTo("proj_1");
    }

    @Test
    void breaks_the_connection_with_any_other_io_failure() {
        OpenAiAdmin admin = clientOn((request, options) -> {
            throw new IOException("no cable");
        });

        assertThatThrownBy(() -> admin.projects().create("payments-prod"))
                .isInstanceOf(OutcomeUnknownException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ConnectionException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.BROKEN))
                .hasRootCauseMessage("no cable");
    }

    private Client responding(int status) {
        return (request, options) -> {
            requests.add(request);
            return Response.builder()
                    .request(request)
                    .status(status)
                    .headers(Map.of())
                    .body(CannedApi.PROJECT, StandardCharsets.UTF_8)
                    .build();
        };
    }

    private OpenAiAdmin clientOn(Client client) {
        return clock.clientOf(OpenAiAdmin.builder().adminKey("sk-admin-canary").feignClient(client));
    }
}
