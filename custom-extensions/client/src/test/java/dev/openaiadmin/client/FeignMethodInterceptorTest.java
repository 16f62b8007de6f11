package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Apart from the other customizations: with older versions of Feign, which have no method interceptors, it cannot be loaded. */
class FeignMethodInterceptorTest {
    @AutoClose
    private final CannedApi api = new CannedApi();

    @Test
    void takes_part_in_the_calls() {
        api.answers(200, CannedApi.PROJECT);
        List<String> seen = new ArrayList<>();

        api.clientOf(OpenAiAdmin.builder()
                        .adminKey("sk-admin-canary")
                        .feign(feign -> feign.methodInterceptor((invocation, chain) -> {
                            seen.add(invocation.requestTemplate().path());
                            return chain.next(invocation);
                        })))
                .projects()
                .create("payments-prod");

        assertThat(seen).containsExactly("/organization/projects");
    }
}
