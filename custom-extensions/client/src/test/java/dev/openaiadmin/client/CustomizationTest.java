package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.model.Project;
import feign.Capability;
import feign.Client;
import feign.Feign;
import feign.HeaderMap;
import feign.Logger;
import feign.Param;
import feign.RequestLine;
import feign.RequestTemplate;
import feign.codec.Decoder;
import feign.codec.Encoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users put into Feign's pipeline takes part in every call. */
class CustomizationTest {
    private final CannedApi api = new CannedApi();
    private final List<String> seen = new ArrayList<>();

    /** Something of a user's, which tells when it takes part. */
    interface Addition extends BiConsumer<Feign.Builder, List<String>> {}

    static Stream<Named<Addition>> additions() {
        return Stream.of(
                addition(
                        "request interceptor",
                        (pipeline, seen) -> pipeline.requestInterceptor(request -> seen.add(request.method()))),
                addition(
                        "method interceptor",
                        (pipeline, seen) -> pipeline.methodInterceptor((invocation, chain) -> {
                            seen.add(invocation.requestTemplate().path());
                            return chain.next(invocation);
                        })),
                addition(
                        "response interceptor",
                        (pipeline, seen) -> pipeline.responseInterceptor((context, chain) -> {
                            seen.add("" + context.response().status());
                            return chain.next(context);
                        })),
                addition("capability", (pipeline, seen) -> pipeline.addCapability(new Tracing(seen))),
                addition(
                        "logger",
                        (pipeline, seen) -> pipeline.logLevel(Logger.Level.BASIC)
                                .logger(new Logger() {
                                    @Override
                                    protected void log(String configKey, String format, Object... arguments) {
                                        seen.add(configKey);
                                    }
                                })),
                addition("encoder", (pipeline, seen) -> {
                    Encoder json = new Json();
                    pipeline.encoder((body, type, request) -> {
                        seen.add(type.getTypeName());
                        json.encode(body, type, request);
                    });
                }),
                addition("decoder", (pipeline, seen) -> {
                    Decoder json = new Json();
                    pipeline.decoder((response, type) -> {
                        seen.add(type.getTypeName());
                        return json.decode(response, type);
                    });
                }));
    }

    /** Public, since Feign calls capabilities by reflection. */
    public static final class Tracing implements Capability {
        private final List<String> seen;

        private Tracing(List<String> seen) {
            this.seen = seen;
        }

        @Override
        public Client enrich(Client client) {
            return (request, options) -> {
                seen.add(request.requestTemplate().path());
                return client.execute(request, options);
            };
        }
    }

    private static Named<Addition> addition(String name, Addition addition) {
        return Named.of(name, addition);
    }

    @ParameterizedTest
    @MethodSource("additions")
    void takes_part_in_the_calls(Addition addition) {
        api.answers(200, CannedApi.PROJECT);

        Project created = with(addition).projects().create("payments-prod");

        assertThat(created.id()).isEqualTo("proj_1");
        assertThat(seen).isNotEmpty();
        assertThat(api.requests.get(0).headers()).containsKey("Authorization");
    }

    @Test
    void decides_what_an_error_becomes() {
        api.answers(418, "{}");

        assertThatThrownBy(() -> with((pipeline, seen) ->
                                pipeline.errorDecoder((method, response) -> new IllegalStateException(method)))
                        .projects()
                        .retrieve("proj_1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ProjectsApi#retrieve(String)");
    }

    @Test
    void sends_the_header_that_an_interceptor_adds() {
        api.answers(200, CannedApi.PROJECT);

        with((pipeline, seen) -> pipeline.requestInterceptor(request -> request.header("X-Trace", "1")))
                .projects()
                .retrieve("proj_1");

        assertThat(api.requests.get(0).headers()).containsEntry("X-Trace", List.of("1"));
    }

    @Test
    void knows_the_method_and_the_target_of_a_request_in_place_of_the_network() {
        api.answers(200, CannedApi.PROJECT);

        api.client().projects().retrieve("proj_1");

        RequestTemplate template = api.requests.get(0).requestTemplate();
        assertThat(template.methodMetadata().configKey()).isEqualTo("ProjectsApi#retrieve(String)");
        assertThat(template.feignTarget().url()).isEqualTo("https://api.openai.com/v1");
    }

    @Test
    void says_which_call_failed_when_something_else_than_the_network_breaks() {
        OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .feign(pipeline -> pipeline.client((request, options) -> {
                    throw new IOException("no cable");
                }))
                .build(api);

        assertThatThrownBy(() -> admin.projects().retrieve("proj_1"))
                .isInstanceOf(OpenAiAdminException.class)
                .hasMessage("retrieveProject failed in an unexpected way")
                .hasRootCauseMessage("no cable");
    }

    interface ProjectsByHand {
        @RequestLine("GET /organization/projects/{id}?include={include}")
        @Operation(id = "retrieveProject", retry = RetryRule.READ)
        Project retrieve(@Param("id") String id, @Param("include") String include, @HeaderMap Map<String, Object> more);
    }

    @Test
    void interfaces_of_users_may_use_all_that_feign_offers() {
        api.answers(200, CannedApi.PROJECT);

        api.client().api(ProjectsByHand.class).retrieve("a b", "keys,users", Map.of("X-Trace", "1"));

        assertThat(api.requests.get(0).url())
                .isEqualTo("https://api.openai.com/v1/organization/projects/a%20b?include=keys%2Cusers");
        assertThat(api.requests.get(0).headers()).containsEntry("X-Trace", List.of("1"));
    }

    /** Read by Jackson, since it says things that the generated records never say. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Brief(
            @JsonProperty("name") String title,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) String id) {}

    interface BriefProjects {
        @RequestLine("GET /organization/projects/{id}")
        @Operation(id = "retrieveProject", retry = RetryRule.READ)
        Brief retrieve(@Param("id") String id);
    }

    @Test
    void records_of_users_may_use_all_that_jackson_offers() {
        api.answers(200, CannedApi.PROJECT);

        assertThat(api.client().api(BriefProjects.class).retrieve("proj_1"))
                .isEqualTo(new Brief("payments-prod", "proj_1"));
    }

    @Test
    void records_of_users_have_no_field_twice_either() {
        api.answers(200, "{\"name\": \"a\", \"name\": \"b\"}");

        assertThatThrownBy(() -> api.client().api(BriefProjects.class).retrieve("proj_1"))
                .isInstanceOf(UnreadableResponseException.class);
    }

    private OpenAiAdmin with(Addition addition) {
        return OpenAiAdmin.builder()
                .adminKey("sk-admin-canary")
                .feign(pipeline -> addition.accept(pipeline.client(api), seen))
                .build(api);
    }
}
