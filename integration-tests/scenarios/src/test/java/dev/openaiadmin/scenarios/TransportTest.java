package dev.openaiadmin.scenarios;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.ApiException;
import dev.openaiadmin.client.ClientClosedException;
import dev.openaiadmin.client.ConnectionException;
import dev.openaiadmin.client.InterruptedCallException;
import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.client.OutcomeUnknownException;
import dev.openaiadmin.client.ServerException;
import dev.openaiadmin.client.TimeoutException;
import dev.openaiadmin.client.UnreadableResponseException;
import dev.openaiadmin.testkit.OrganizationServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TransportTest {
    private final OrganizationServer server = OrganizationServer.start();
    private final OpenAiAdmin admin = client(builder -> builder);

    @AfterEach
    void stop() {
        admin.close();
        server.close();
    }

    @Test
    void sends_a_read_again_after_its_connection_broke() {
        server.wireMock()
                .stubFor(any(anyUrl())
                        .inScenario("once")
                        .whenScenarioStateIs("Started")
                        .willSetStateTo("over")
                        .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThat(admin.projects().list().stream()).hasSize(1);
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void does_not_send_a_create_again_after_its_connection_broke() {
        answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThatThrownBy(() -> admin.projects().create("payments-prod")).isInstanceOf(OutcomeUnknownException.class);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void does_not_send_a_create_again_after_the_api_failed() {
        answer(aResponse().withStatus(503).withHeader("x-request-id", "req_1"));

        assertThatThrownBy(() -> admin.projects().create("payments-prod"))
                .isInstanceOf(OutcomeUnknownException.class)
                .hasMessageContaining("req_1");
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void tries_a_read_three_times_unless_told_otherwise() {
        answer(aResponse().withStatus(503).withHeader("retry-after-ms", "1"));

        assertThatThrownBy(() -> admin.projects().retrieve("proj_1")).isInstanceOf(ServerException.class);
        assertThat(requests()).isEqualTo(3);

        AdminApi once = admin.with(options -> options.maxAttempts(1));
        assertThatThrownBy(() -> once.projects().retrieve("proj_1")).isInstanceOf(ServerException.class);
        assertThat(requests()).isEqualTo(4);
    }

    @Test
    void ends_a_call_at_its_deadline_although_the_server_is_silent() {
        try (SilentServer silent = new SilentServer();
                OpenAiAdmin hasty = client(builder -> builder.baseUrl(silent.baseUrl())
                        .options(options -> options.timeout(Duration.ofMillis(200))))) {
            assertThatThrownBy(() -> hasty.projects().retrieve("proj_1"))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("GET /organization/projects/proj_1");
        }
    }

    @Test
    void ends_a_call_at_its_deadline_although_bytes_keep_dribbling() {
        answer(okJson("{\"id\":\"proj_1\"}").withChunkedDribbleDelay(15, 20_000));

        AdminApi hasty = admin.with(options -> options.timeout(Duration.ofMillis(200)));
        assertThatThrownBy(() -> hasty.projects().retrieve("proj_1")).isInstanceOf(TimeoutException.class);
    }

    @Test
    void says_that_nothing_listens_and_that_nothing_was_sent() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (OpenAiAdmin lost = client(builder -> builder.baseUrl("http://127.0.0.1:" + free + "/v1"))) {
            assertThatThrownBy(() -> lost.projects().create("payments-prod"))
                    .isInstanceOfSatisfying(
                            ConnectionException.class,
                            failed -> assertThat(failed.sent()).isFalse())
                    .hasMessageStartingWith("Could not connect on POST /organization/projects");
        }
    }

    @Test
    void follows_no_redirect_and_so_takes_the_key_nowhere_else() {
        try (OrganizationServer elsewhere = OrganizationServer.start()) {
            answer(aResponse().withStatus(307).withHeader("Location", elsewhere.baseUrl() + "/organization/projects"));

            assertThatThrownBy(() -> admin.projects().list().iterator().next())
                    .isInstanceOfSatisfying(
                            ApiException.class,
                            failed -> assertThat(failed.status()).isEqualTo(307))
                    .hasMessageContaining("check the base URL");
            assertThat(elsewhere.wireMock().getAllServeEvents()).isEmpty();
        }
    }

    @Test
    void reads_no_more_of_an_answer_than_its_limit() {
        answer(okJson("{\"name\":\"" + "x".repeat(5000) + "\"}"));
        try (OpenAiAdmin careful = client(builder -> builder.maxResponseBytes(1024))) {
            assertThatThrownBy(() -> careful.projects().retrieve("proj_1"))
                    .isInstanceOf(UnreadableResponseException.class)
                    .hasMessageContaining("1024 bytes");
        }
    }

    @Test
    void gives_no_half_of_an_answer_that_broke_off() {
        answer(okJson("{\"id\":\"proj_1\"}").withFault(Fault.MALFORMED_RESPONSE_CHUNK));

        AdminApi once = admin.with(options -> options.maxAttempts(1));
        assertThatThrownBy(() -> once.projects().retrieve("proj_1")).isInstanceOf(ConnectionException.class);
    }

    @Test
    void ends_a_call_whose_thread_is_interrupted() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (SilentServer silent = new SilentServer();
                OpenAiAdmin waiting = client(builder -> builder.baseUrl(silent.baseUrl()))) {
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Future<?> call = threads.submit(() -> {
                try {
                    waiting.projects().retrieve("proj_1");
                } catch (OpenAiAdminException e) {
                    ended.complete(e);
                }
            });
            silent.awaitRequest();
            call.cancel(true);

            assertThat(ended.get()).isInstanceOf(InterruptedCallException.class);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void ends_calls_under_way_when_it_is_closed_and_takes_no_more() throws Exception {
        try (SilentServer silent = new SilentServer()) {
            OpenAiAdmin waiting = client(builder -> builder.baseUrl(silent.baseUrl()));
            CompletableFuture<?> call =
                    CompletableFuture.runAsync(() -> waiting.projects().retrieve("proj_1"));
            silent.awaitRequest();

            waiting.close();

            assertThatThrownBy(call::join)
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(ClientClosedException.class);
            assertThatThrownBy(() -> waiting.projects().retrieve("proj_1")).isInstanceOf(ClientClosedException.class);
        }
    }

    private OpenAiAdmin client(UnaryOperator<OpenAiAdmin.Builder> change) {
        return change.apply(OpenAiAdmin.builder()
                        .adminKey(server.organization().adminKey())
                        .baseUrl(server.baseUrl()))
                .build();
    }

    private void answer(ResponseDefinitionBuilder response) {
        server.wireMock().stubFor(any(anyUrl()).willReturn(response));
    }

    private int requests() {
        return server.wireMock().getAllServeEvents().size();
    }
}
