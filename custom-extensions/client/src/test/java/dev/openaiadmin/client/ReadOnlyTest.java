package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.client.Described.DescribedOperation;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadOnlyTest {
    @AutoClose
    private final CannedApi api = new CannedApi();

    static Stream<DescribedOperation> reads() {
        return Described.operations().filter(ReadOnlyTest::isRead);
    }

    static Stream<DescribedOperation> changes() {
        return Described.operations().filter(operation -> !isRead(operation));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void refuses_operations_that_change_something_and_sends_nothing(DescribedOperation operation) throws Exception {
        DescribedCall call = DescribedCall.of(operation);

        assertThatThrownBy(() -> call.on(api.client().with(options -> options.readOnly(true))))
                .isInstanceOfSatisfying(
                        ReadOnlyException.class,
                        refused -> assertThat(refused.operation()).isEqualTo(operation.id()));
        assertThat(api.requests).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("reads")
    void allows_reads(DescribedOperation operation) throws Exception {
        api.answers(200, operation.answer().path("example").toString());

        DescribedCall.of(operation).on(api.client().with(options -> options.readOnly(true)));
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void applies_to_a_whole_client() {
        OpenAiAdmin readOnly = api.clientOf(
                OpenAiAdmin.builder().adminKey("sk-admin-canary").options(options -> options.readOnly(true)));

        assertThatThrownBy(() -> readOnly.projects().archive("proj_1")).isInstanceOf(ReadOnlyException.class);
        assertThatThrownBy(() -> readOnly.with(options -> options.maxAttempts(1))
                        .projects()
                        .archive("proj_1"))
                .isInstanceOf(ReadOnlyException.class);
    }

    @Test
    void does_not_change_the_client_of_a_view() {
        api.answers(200, CannedApi.PROJECT);
        OpenAiAdmin admin = api.client();

        admin.with(options -> options.readOnly(true));
        admin.projects().archive("proj_1");
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void says_how_to_allow_it() {
        api.answers(200, CannedApi.PROJECT);
        OpenAiAdmin readOnly = api.clientOf(
                OpenAiAdmin.builder().adminKey("sk-admin-canary").options(options -> options.readOnly(true)));

        assertThatThrownBy(() -> readOnly.projects().archive("proj_1"))
                .hasMessage(
                        "archiveProject may change the organization, and this client is read-only; nothing was sent."
                                + " To allow it, leave out readOnly(true) from the options, or create a view with"
                                + " admin.with(options -> options.readOnly(false))");

        readOnly.with(options -> options.readOnly(false)).projects().archive("proj_1");
        assertThat(api.requests).hasSize(1);
    }

    private static boolean isRead(DescribedOperation operation) {
        return operation.node().path("x-retry").asText().equals("read");
    }
}
