package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.client.internal.json.JsonCodec;
import dev.openaiadmin.model.Project;
import feign.Capability;
import feign.Client;
import feign.Feign;
import feign.Logger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users add to Feign's builder takes part in every call. */
class FeignCustomizationTest {
    @AutoClose
    private final CannedApi api = new CannedApi();

    private final List<String> seen = new ArrayList<>();

    /** Something that a user adds, which records that it takes part. */
    interface Addition extends BiConsumer<Feign.Builder, List<String>> {}

    static Stream<Named<Addition>> additions() {
        return Stream.of(
                addition(
                        "request interceptor",
                        (feign, seen) -> feign.requestInterceptor(request -> seen.add(request.method()))),
                addition(
                        "response interceptor",
                        (feign, seen) -> feign.responseInterceptor((context, chain) -> {
                            seen.add("" + context.response().status());
                            return chain.next(context);
                        })),
                addition("capability", (feign, seen) -> feign.addCapability(new Tracing(seen))),
                addition(
                        "logger",
                        (feign, seen) -> feign.logLevel(Logger.Level.BASIC).logger(new Logger() {
                            @Override
                            protected void log(String configKey, String format, Object... arguments) {
                                seen.add(configKey);
                            }
                        })),
                addition("encoder", (feign, seen) -> {
                    feign.encoder((body, type, request) -> {
                        seen.add(type.getTypeName());
                        request.body(new JsonCodec().encode(body), StandardCharsets.UTF_8);
                    });
                }),
                addition("decoder", (feign, seen) -> {
                    feign.decoder((response, type) -> {
                        seen.add(type.getTypeName());
                        return UsersMapper.MAPPER.readValue(
                                response.body().asInputStream(), UsersMapper.MAPPER.constructType(type));
                    });
                }));
    }

    /** Public, because Feign calls the methods of capabilities by reflection. */
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
        assertThat(api.requests.get(0).headers()).containsEntry("Authorization", List.of("Bearer sk-admin-canary"));
    }

    @Test
    void takes_part_in_the_calls_of_a_view() {
        api.answers(200, CannedApi.PROJECT);

        with((feign, seen) -> feign.requestInterceptor(request -> seen.add(request.method())))
                .with(options -> options.maxAttempts(1))
                .projects()
                .retrieve("proj_1");

        assertThat(seen).containsExactly("GET");
    }

    @Test
    void takes_part_in_each_attempt() {
        api.answers(503, "{}").answers(200, CannedApi.PROJECT);

        with((feign, seen) -> feign.requestInterceptor(request -> seen.add(request.method())))
                .projects()
                .retrieve("proj_1");

        assertThat(seen).containsExactly("GET", "GET");
    }

    @Test
    void decides_what_an_error_becomes() {
        api.answers(418, "{}");

        assertThatThrownBy(() -> with((feign, seen) ->
                                feign.errorDecoder((method, response) -> new IllegalStateException(method)))
                        .projects()
                        .retrieve("proj_1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("ProjectsApi#retrieve(String)");
    }

    @Test
    void sends_the_header_that_an_interceptor_adds() {
        api.answers(200, CannedApi.PROJECT);

        with((feign, seen) -> feign.requestInterceptor(request -> request.header("X-Trace", "1")))
                .projects()
                .retrieve("proj_1");

        assertThat(api.requests.get(0).headers()).containsEntry("X-Trace", List.of("1"));
    }

    private OpenAiAdmin with(Addition addition) {
        return api.clientOf(
                OpenAiAdmin.builder().adminKey("sk-admin-canary").feign(feign -> addition.accept(feign, seen)));
    }
}
