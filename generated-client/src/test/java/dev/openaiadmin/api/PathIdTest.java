package dev.openaiadmin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import feign.Param;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PathIdTest {
    private static final ValidatorFactory VALIDATORS = Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory();

    private final ProjectsApi projects = new ScriptedExecutor().resource(ProjectsApi.class);

    @AfterAll
    static void closeValidators() {
        VALIDATORS.close();
    }

    @Test
    void states_the_rule_that_the_description_states_for_ids() throws IOException {
        JsonNode rule = description().at("/components/schemas/Id");

        assertThat(PathId.REGEXP).isEqualTo(rule.path("pattern").asText());
        assertThat(PathId.MESSAGE).isEqualTo(rule.path("x-pattern-message").asText());
        assertThat(PathId.MIN_LENGTH).isEqualTo(rule.path("minLength").asInt());
        assertThat(PathId.MAX_LENGTH).isEqualTo(rule.path("maxLength").asInt());
    }

    @ParameterizedTest
    @MethodSource("pathParameters")
    void is_the_constraint_of_every_path_parameter(Parameter parameter) {
        assertThat(parameter.isAnnotationPresent(PathId.class)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proj_5nXw2Lq8",
                "user-abc123",
                "ft:gpt-4o-mini:org::id",
                "ft:gpt-4.1-mini:org:name.v2:id",
                "role-api-project-owner__api-project__proj_1",
                ".id",
                "a~b"
            })
    void accepts_ids_of_the_api(String id) throws Exception {
        assertThat(violations(id)).isEmpty();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                ".",
                "..",
                "a..b",
                "a/b",
                "/",
                "a\\b",
                "a%2fb",
                "a?b",
                "a#b",
                "a b",
                " ",
                "a\r\nb",
                "a\u0000b",
                "a\u007fb",
                "a\tb"
            })
    void rejects_an_id_that_changes_the_path(@Nullable String id) throws Exception {
        assertThat(violations(id)).isNotEmpty();
    }

    @Test
    void rejects_an_id_that_is_too_long() throws Exception {
        assertThat(violations("a".repeat(PathId.MAX_LENGTH))).isEmpty();
        assertThat(violations("a".repeat(PathId.MAX_LENGTH + 1))).hasSize(1);
    }

    @Test
    void reports_the_message_of_the_rule_that_is_broken() throws Exception {
        assertThat(violations("a/b"))
                .extracting(ConstraintViolation::getMessage)
                .containsExactly(PathId.MESSAGE);
        assertThat(violations(null)).extracting(ConstraintViolation::getMessage).containsExactly("must not be null");
    }

    static Stream<Parameter> pathParameters() {
        return GeneratedResourcesTest.operations()
                .flatMap(method -> Arrays.stream(method.getParameters()))
                .filter(parameter -> parameter.isAnnotationPresent(Param.class));
    }

    private Set<ConstraintViolation<ProjectsApi>> violations(@Nullable String id) throws NoSuchMethodException {
        Method retrieve = ProjectsApi.class.getMethod("retrieve", String.class);
        return VALIDATORS
                .getValidator()
                .forExecutables()
                .validateParameters(projects, retrieve, new @Nullable Object[] {id});
    }

    private static JsonNode description() throws IOException {
        try (InputStream json = PathIdTest.class.getResourceAsStream("/META-INF/openai-admin/openapi.json")) {
            return new ObjectMapper().readTree(json);
        }
    }
}
