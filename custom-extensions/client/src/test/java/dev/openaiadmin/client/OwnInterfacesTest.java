package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.openaiadmin.api.Operation;
import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.model.Project;
import feign.HeaderMap;
import feign.Param;
import feign.RequestLine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Interfaces that users write, given to {@link OpenAiAdmin#api}. */
class OwnInterfacesTest {
    @AutoClose
    private final CannedApi api = new CannedApi();

    interface ProjectsByHand {
        @RequestLine("GET /organization/projects/{id}?include={include}")
        @Operation(id = "retrieveProject", retry = RetryRule.READ)
        Project retrieve(@Param("id") String id, @Param("include") String include, @HeaderMap Map<String, Object> more);
    }

    @Test
    void may_use_all_annotations_of_feign() {
        api.answers(200, CannedApi.PROJECT);

        api.client().api(ProjectsByHand.class).retrieve("a b", "keys,users", Map.of("X-Trace", "1"));

        assertThat(api.requests.get(0).target()).isEqualTo("/v1/organization/projects/a%20b?include=keys%2Cusers");
        assertThat(api.requests.get(0).headers()).containsEntry("X-Trace", List.of("1"));
    }

    @Test
    void are_retried_as_they_say() {
        api.answers(503, "{}").answers(200, CannedApi.PROJECT);

        assertThat(api.client()
                        .api(ProjectsByHand.class)
                        .retrieve("proj_1", "keys", Map.of())
                        .id())
                .isEqualTo("proj_1");
        assertThat(api.requests).hasSize(2);
    }

    /** Read by jackson-databind, because its annotations say more than those of the generated records. */
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
    void may_return_records_with_all_annotations_of_jackson() {
        api.answers(200, CannedApi.PROJECT);

        assertThat(api.client().api(BriefProjects.class).retrieve("proj_1"))
                .isEqualTo(new Brief("payments-prod", "proj_1"));
    }

    @Test
    void do_not_read_an_object_that_has_a_field_twice() {
        api.answers(200, "{\"name\": \"a\", \"name\": \"b\"}");

        assertThatThrownBy(() -> api.client().api(BriefProjects.class).retrieve("proj_1"))
                .isInstanceOf(UnreadableResponseException.class);
    }

    interface WithoutOperation {
        @RequestLine("GET /organization/projects")
        String raw();
    }

    @Test
    void are_refused_without_a_retry_rule() {
        assertThatThrownBy(() -> api.client().api(WithoutOperation.class)).hasMessageContaining("has no @Operation");
    }
}
