package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which classes are loaded when: every program waits for them, whatever it does with the client. */
class StartUpTest {
    private static final ForkedJvm TELLING_OF_CLASSES = ForkedJvm.with("-Xlog:class+load");

    @Test
    void a_client_without_a_call_has_loaded_nothing_that_only_calls_need() throws Exception {
        List<String> loaded = TELLING_OF_CLASSES.run(WithoutACall.class);

        assertThat(loaded)
                .anyMatch(line -> line.contains(" dev.openaiadmin.client.internal.call.ClientContext "))
                .noneMatch(line -> line.contains(" com.fasterxml.jackson.core.JsonFactory "))
                .noneMatch(line -> line.contains(" javax.net.ssl.SSLContext "))
                .noneMatch(line -> line.contains(" dev.openaiadmin.api.ProjectsApi "));
    }

    @Test
    void a_first_call_loads_its_own_resource_and_no_library_that_it_does_not_use() throws Exception {
        List<String> loaded = TELLING_OF_CLASSES.run(OneCall.class);

        assertThat(loaded)
                .anyMatch(line -> line.contains(" dev.openaiadmin.api.ProjectsApi "))
                .noneMatch(line -> line.contains(" dev.openaiadmin.api.UsersApi "))
                .noneMatch(line -> line.contains(" com.fasterxml.jackson.databind."))
                .noneMatch(line -> line.contains(" org.hibernate.validator."))
                .noneMatch(line -> line.contains(" jakarta.validation.Validation "))
                .noneMatch(line -> line.contains(" org.apache.hc.client5.http.impl.classic.HttpClientBuilder "))
                .noneMatch(line -> line.contains(" feign.Request "))
                .noneMatch(line -> line.contains(" feign.ReflectiveFeign "))
                .noneMatch(line -> line.contains(" feign.DefaultContract "));
    }

    static final class WithoutACall {
        public static void main(String[] arguments) {
            OpenAiAdmin.builder().adminKey("sk-admin-canary").build().close();
        }
    }

    static final class OneCall {
        public static void main(String[] arguments) {
            try (OpenAiAdmin admin = OpenAiAdmin.builder()
                    .adminKey("sk-admin-canary")
                    .baseUrl("http://127.0.0.1:1")
                    .options(options -> options.maxAttempts(1))
                    .build()) {
                admin.projects().retrieve("proj_1");
            } catch (ConnectionException e) {
                System.out.println("Connection refused");
            }
        }
    }
}
