package dev.openaiadmin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.model.ProjectUser;
import org.junit.jupiter.api.Test;

class OperationSpecTest {

    @Test
    void splits_a_path_into_literals_and_parameters() {
        OperationSpec<ProjectUser> operation = withPath("/organization/projects/{projectId}/users/{userId}");

        assertThat(operation.pathLiterals()).containsExactly("/organization/projects/", "/users/", "");
        assertThat(operation.pathParameters()).containsExactly("projectId", "userId");
        assertThat(operation.path()).isEqualTo("/organization/projects/{projectId}/users/{userId}");
    }

    @Test
    void keeps_a_path_without_parameters_whole() {
        OperationSpec<ProjectUser> operation = withPath("/organization/projects");

        assertThat(operation.pathLiterals()).containsExactly("/organization/projects");
        assertThat(operation.pathParameters()).isEmpty();
    }

    @Test
    void rejects_a_parameter_that_does_not_end() {
        assertThatThrownBy(() -> withPath("/organization/projects/{projectId"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retrieveProjectUser")
                .hasMessageContaining("/organization/projects/{projectId");
    }

    @Test
    void has_a_query_and_a_body_only_where_it_is_said() {
        OperationSpec<ProjectUser> operation = withPath("/organization/projects");

        assertThat(operation.hasQuery() || operation.hasBody()).isFalse();
        assertThat(operation.withQuery().hasQuery()).isTrue();
        assertThat(operation.withQuery().hasBody()).isFalse();
        assertThat(operation.withBody().withQuery().hasBody()).isTrue();
    }

    private static OperationSpec<ProjectUser> withPath(String path) {
        return OperationSpec.of(
                "retrieveProjectUser", RetryRule.READ, "GET", path, ProjectUsersApi.class, ProjectUser.class);
    }
}
