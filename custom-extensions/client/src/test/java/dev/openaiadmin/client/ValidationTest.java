package dev.openaiadmin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.GroupsApi;
import dev.openaiadmin.api.ProjectsApi;
import dev.openaiadmin.client.internal.call.Validator;
import dev.openaiadmin.model.Change;
import jakarta.validation.Valid;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

@NullUnmarked // tests invalid input
class ValidationTest {
    private static final ValidatorFactory REFERENCE = jakarta.validation.Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory();

    @AutoClose
    private final CannedApi api = new CannedApi();

    private final ProjectsApi projects = api.client().projects();

    @AfterAll
    static void closeReference() {
        REFERENCE.close();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "a/b",
                "a\\b",
                "a%2fb",
                "a..b",
                "..",
                ".",
                "a?b",
                "a#b",
                "a b",
                " ",
                "a\r\nb",
                "a\u0000b",
                "a\u007fb",
                "a\tb"
            })
    void refuses_an_id_that_could_change_the_path(String id) {
        assertRefused("retrieveProject.projectId", () -> projects.retrieve(id));
        assertRefused("archiveProject.projectId", () -> projects.archive(id));
        assertRefused("modifyProject.projectId", () -> projects.modify(id, changes -> changes.name("a")));
    }

    @Test
    void accepts_ids_as_the_api_creates_them() {
        api.answers(200, CannedApi.PROJECT);

        projects.retrieve("role-api-project-owner__api-project__proj_1.2:x~y");
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void refuses_a_name_that_is_too_short_or_too_long() {
        GroupsApi groups = api.client().groups();

        for (String name : List.of("", "a".repeat(256))) {
            assertRefused("createGroup.name", () -> groups.create(name));
            assertRefused("modifyGroup.name", () -> groups.modify("group_1", name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void leaves_names_without_a_documented_rule_to_the_api(String name) {
        api.answers(200, CannedApi.PROJECT);

        projects.create(name);
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void accepts_a_name_of_several_lines() {
        api.answers(200, CannedApi.PROJECT);

        projects.create("a\n b ");
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void refuses_a_null_name() {
        assertThatThrownBy(() -> projects.create((String) null))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("CreateProjectRequest.name must not be null");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 101, Integer.MAX_VALUE})
    void refuses_a_limit_out_of_bounds(int limit) {
        assertRefused(
                "listProjects.limit",
                () -> projects.list(query -> query.limit(limit)).iterator().next());
    }

    @Test
    void names_the_parameter_the_value_and_the_rule() {
        assertThatThrownBy(
                        () -> projects.list(query -> query.limit(101)).stream().toList())
                .hasMessage("listProjects.limit must be at most 100, but was 101");
        assertThatThrownBy(() -> projects.retrieve("a/b\n"))
                .hasMessage("retrieveProject.projectId must be an id, without blanks, control characters, backslashes,"
                        + " '..' and any of / % ? #, but was \"a/b\\u000a\"");
    }

    @Test
    void lets_an_empty_value_of_a_change_through() {
        api.answers(200, CannedApi.PROJECT);

        projects.modify("proj_1", changes -> changes.externalKeyId(""));
        assertThat(api.requests).hasSize(1);
    }

    /** All constraints that the templates can write, in all places where they can write them. */
    interface EveryKind {
        void call(@NotNull @Size(min = 2, max = 3) String id, @NotNull @Valid Body body);
    }

    record Body(
            @Min(1) @Max(3) Integer count,
            @Pattern(regexp = "^a+$") String pattern,
            @Size(min = 1, max = 2) List<@Valid Part> parts,
            @Size(min = 1) Change<String> change,
            @Valid Part part) {}

    record Part(@NotNull String name) {}

    static Stream<Object[]> arguments() {
        Body fine = new Body(null, null, null, null, null);
        return Stream.of(
                new Object[] {"ab", fine},
                new Object[] {null, fine},
                new Object[] {"a", fine},
                new Object[] {"abcd", fine},
                new Object[] {"ab", null},
                new Object[] {"ab", new Body(0, null, null, null, null)},
                new Object[] {"ab", new Body(1, "aa", List.of(), null, null)},
                new Object[] {"ab", new Body(3, "aa", List.of(new Part("a")), Change.to("x"), new Part("b"))},
                new Object[] {"ab", new Body(4, null, null, null, null)},
                new Object[] {"ab", new Body(null, "b", null, null, null)},
                new Object[] {"ab", new Body(null, "aab", null, null, null)},
                new Object[] {"ab", new Body(null, null, List.of(new Part("a"), new Part(null)), null, null)},
                new Object[] {
                    "ab", new Body(null, null, List.of(new Part("a"), new Part("b"), new Part("c")), null, null)
                },
                new Object[] {"ab", new Body(null, null, null, Change.to(""), null)},
                new Object[] {"ab", new Body(null, null, null, Change.toNull(), null)},
                new Object[] {"ab", new Body(null, null, null, null, new Part(null))});
    }

    @ParameterizedTest
    @MethodSource("arguments")
    void refuses_what_the_reference_implementation_refuses(String id, Body body) throws Exception {
        Method method = EveryKind.class.getDeclaredMethod("call", String.class, Body.class);
        EveryKind target = (anyId, anyBody) -> {};
        Object[] arguments = {id, body};

        boolean allowedByReference = REFERENCE
                .getValidator()
                .forExecutables()
                .validateParameters(target, method, arguments)
                .isEmpty();
        assertThat(allows(method, arguments)).as(Arrays.toString(arguments)).isEqualTo(allowedByReference);
    }

    private static boolean allows(Method method, Object[] arguments) {
        try {
            new Validator().validate("call", method, arguments);
            return true;
        } catch (InvalidValueException e) {
            return false;
        }
    }

    private void assertRefused(String name, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        InvalidValueException.class,
                        refused -> assertThat(refused.name()).isEqualTo(name));
        assertThat(api.requests).isEmpty();
    }
}
