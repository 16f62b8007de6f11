package dev.openaiadmin.spec.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.spec.Description;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriftTest {
    private static final Path OFFICIAL =
            Path.of(System.getProperty("official", "../../shared/upstream/admin.openapi.json"));

    private static final String OURS = """
            paths:
              /organization/badges/{badge_id}:
                post:
                  parameters:
                    - { name: badge_id, in: path, required: true, schema: { type: string } }
                    - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100, default: 20 } }
                    - { name: 'made_at[gt]', in: query, schema: { type: integer } }
                    - { name: tags, in: query, description: At most 9 tags., schema: { type: array, items: { type: string } } }
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema:
                          type: object
                          required: [color]
                          properties:
                            color: { type: string, enum: [red, green] }
                            note: { type: string, nullable: true }
                            code: { type: string, pattern: '^a+$' }
                  responses:
                    '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Badge' } } } }
                    '404': { $ref: '#/components/responses/Missing' }
            components:
              responses:
                Missing: { content: { application/json: { schema: { type: object, properties: { reason: { type: string } } } } } }
              schemas:
                Badge:
                  type: object
                  required: [id]
                  properties:
                    id: { type: string }
                    cents: { type: integer }
                    size: { type: integer, format: int32 }
                    made_at: { type: integer, format: unixtime }
                    owner: { oneOf: [ { $ref: '#/components/schemas/User' }, { $ref: '#/components/schemas/Team' } ] }
                    parts: { type: array, items: { $ref: '#/components/schemas/Badge' } }
                User: { type: object, properties: { type: { type: string, enum: [user] }, mail: { type: string } } }
                Team: { type: object, properties: { type: { type: string, enum: [team] }, size: { type: integer } } }
            """;

    static Stream<Arguments> differences() {
        String body = "POST /organization/badges/{badge_id} body";
        String answer = "POST /organization/badges/{badge_id} answer";
        String limit = "POST /organization/badges/{badge_id} ?limit";
        String refused = ": we refuse what is allowed there: ";
        String allowed = ": we allow what is refused there: ";
        return Stream.of(
                Arguments.of("post:", "get:", "LACKING GET /organization/badges/{badge_id}: we lack this operation"),
                Arguments.of(
                        "red, green]", "red, green, blue]", "ADDITION " + body + " .color: we lack the value 'blue'"),
                Arguments.of("red, green]", "red]", "BREAKING " + body + " .color: only we have the value 'green'"),
                Arguments.of(
                        "required: [color]",
                        "required: [color, note]",
                        "BREAKING " + body + " .note: is required there, and optional here"),
                Arguments.of(
                        "required: [color]",
                        "required: []",
                        "BREAKING " + body + " .color: we refuse what is allowed there: a request without it"),
                Arguments.of(
                        "required: [id]",
                        "required: []",
                        "BREAKING " + answer + " .id: is optional there, and required here"),
                Arguments.of(
                        "cents: { type: integer }",
                        "cents: { type: number }",
                        "BREAKING " + answer + " .cents: is [number] there, and [integer] here"),
                Arguments.of(
                        "cents: { type: integer }",
                        "cents: { type: integer, nullable: true }",
                        "BREAKING " + answer + " .cents: may be null there alone"),
                Arguments.of(
                        "cents: { type: integer }",
                        "cents: { type: integer }\n        euros: { type: integer }",
                        "ADDITION " + answer + " .euros: we lack this field"),
                Arguments.of(
                        "        cents: { type: integer }\n",
                        "",
                        "OURS_ONLY " + answer + " .cents: only we have this field"),
                Arguments.of(
                        "name: limit,",
                        "name: most,",
                        "ADDITION POST /organization/badges/{badge_id} ?most: we lack this parameter"),
                Arguments.of(
                        "name: limit, in: query,",
                        "name: limit, in: query, required: true,",
                        "BREAKING POST /organization/badges/{badge_id} ?limit: is required there, and optional here"),
                Arguments.of(
                        "mail: { type: string }",
                        "mail: { type: boolean }",
                        "BREAKING " + answer + " .owner [user] .mail: is [boolean] there, and [string] here"),
                Arguments.of(
                        "maximum: 100,",
                        "maximum: 1000,",
                        "BREAKING " + limit + refused + "maximum is 1000 there, and 100 here"),
                Arguments.of("maximum: 100,", "", "BREAKING " + limit + refused + "maximum 100"),
                Arguments.of(
                        "maximum: 100,",
                        "maximum: 50,",
                        "ADDITION " + limit + allowed + "maximum is 50 there, and 100 here"),
                Arguments.of(
                        "minimum: 1,", "minimum: 0,", "BREAKING " + limit + refused + "minimum is 0 there, and 1 here"),
                Arguments.of(
                        "minimum: 1,", "minimum: 2,", "ADDITION " + limit + allowed + "minimum is 2 there, and 1 here"),
                Arguments.of(
                        "items: { type: string } }",
                        "minItems: 1, items: { type: string } }",
                        "ADDITION POST /organization/badges/{badge_id} ?tags" + allowed + "minItems 1"),
                Arguments.of(
                        "pattern: '^a+$'",
                        "pattern: '^b+$'",
                        "BREAKING " + body + " .code" + refused + "pattern is ^b+$ there, and ^a+$ here"),
                Arguments.of(
                        "required: true, schema: { type: string }",
                        "required: true, schema: { type: string, minLength: 1 }",
                        "ADDITION POST /organization/badges/{badge_id} {badge_id}" + allowed + "minLength 1"),
                Arguments.of(
                        "cents: { type: integer }",
                        "cents: { type: integer, minimum: 0 }",
                        "HARMLESS " + answer + " .cents" + allowed + "minimum 0"),
                Arguments.of(
                        "default: 20", "default: 10", "BREAKING " + limit + ": the default is 10 there, and 20 here"),
                Arguments.of(", default: 20", "", "OURS_ONLY " + limit + ": only we have the default 20"),
                Arguments.of(
                        "pattern: '^a+$'",
                        "pattern: '^a+$', default: a",
                        "ADDITION " + body + " .code: we lack the default a"),
                Arguments.of(
                        "pattern: '^a+$'",
                        "pattern: '^a+$', nullable: true",
                        "BREAKING " + body + " .code" + refused + "null"),
                Arguments.of(", nullable: true }", " }", "BREAKING " + body + " .note" + allowed + "null"),
                Arguments.of(
                        "name: tags,",
                        "name: 'tags[]',",
                        "ADDITION POST /organization/badges/{badge_id} ?tags[]: we lack this parameter"),
                Arguments.of(
                        "name: tags,",
                        "name: tags, explode: false,",
                        "BREAKING POST /organization/badges/{badge_id} ?tags: is written in the style form there, and"
                                + " form, exploded here"),
                Arguments.of(
                        "name: tags,",
                        "name: tags, deprecated: true,",
                        "ADDITION POST /organization/badges/{badge_id} ?tags: is deprecated there alone"),
                Arguments.of(
                        "pattern: '^a+$'",
                        "pattern: '^a+$', deprecated: true",
                        "ADDITION " + body + " .code: is deprecated there alone"),
                Arguments.of(
                        "post:",
                        "post:\n      deprecated: true",
                        "ADDITION POST /organization/badges/{badge_id}: is deprecated there alone"),
                Arguments.of(
                        "'200':",
                        "'201':",
                        "BREAKING POST /organization/badges/{badge_id}: answers [201] there, and [200] here"),
                Arguments.of(
                        "'404': { $ref: '#/components/responses/Missing' }",
                        "'404': { $ref: '#/components/responses/Missing' }\n        '429': {}",
                        "ADDITION POST /organization/badges/{badge_id}: we lack the status 429"),
                Arguments.of(
                        "        '404': { $ref: '#/components/responses/Missing' }\n",
                        "",
                        "OURS_ONLY POST /organization/badges/{badge_id}: only we have the status 404"),
                Arguments.of(
                        "reason: { type: string }",
                        "reason: { type: string, nullable: true }",
                        "BREAKING " + answer + " 404 .reason: may be null there alone"),
                Arguments.of(
                        "format: unixtime",
                        "format: int64",
                        "BREAKING " + answer + " .made_at: the format is int64 there, and unixtime here"),
                Arguments.of(
                        ", format: unixtime",
                        "",
                        "OURS_ONLY " + answer + " .made_at: only we have the format unixtime"),
                Arguments.of(
                        "cents: { type: integer }",
                        "cents: { type: integer, format: int64 }",
                        "ADDITION " + answer + " .cents: we lack the format int64"),
                Arguments.of(
                        ", format: int32",
                        "",
                        "BREAKING " + answer + " .size" + refused + "numbers that int32 does not hold"),
                Arguments.of("enum: [team]", "enum: [club]", "ADDITION " + answer + " .owner: we lack the kinds club"));
    }

    @ParameterizedTest
    @MethodSource("differences")
    void sees(String text, String replacement, String finding) {
        assertThat(OURS).contains(text);

        assertThat(Drift.between(tree(OURS), tree(OURS.replace(text, replacement))))
                .extracting(Finding::toString)
                .contains(finding);
    }

    @Test
    void sees_nothing_where_the_same_is_written_differently() {
        String same = OURS.replace("note: { type: string, nullable: true }", "note: { type: [string, 'null'] }")
                .replace("enum: [user]", "const: user")
                .replace("cents: { type: integer }", "cents: { allOf: [ { type: integer } ] }")
                .replace(
                        "{ name: 'made_at[gt]', in: query, schema: { type: integer } }",
                        "{ name: made_at, in: query, schema: { type: object, properties: { gt: { type: integer } } } }")
                .replace("badge_id", "id");

        assertThat(Drift.between(tree(OURS), tree(same))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 5})
    void takes_a_bound_from_a_description_of_the_official_document(int most) {
        String ours = OURS.replace(
                "schema: { type: array, items: { type: string } }",
                "schema: { type: array, maxItems: " + most
                        + ", x-bound-source: official-text, items: { type: string } }");

        assertThat(Drift.between(tree(ours), tree(OURS)))
                .extracting(Finding::what)
                .isEqualTo(most == 9 ? List.of() : List.of("we refuse what is allowed there: maxItems 5"));
    }

    /** One change by hand of each kind, in our description as it is. */
    static Stream<Arguments> changesByHand() {
        return Stream.of(
                change(
                        "a bound is stricter",
                        at("/organization/groups", "limit").put("/schema/maximum", 500)),
                change("a bound is looser", at("/organization/groups", "limit").put("/schema/maximum", 2000)),
                change("a bound is gone", at("/organization/groups", "limit").remove("/schema/minimum")),
                change("a bound is added", at("/organization/projects", "after").put("/schema/minLength", 1)),
                change(
                        "a bound from a text is changed",
                        at("/organization/projects", "limit").put("/schema/maximum", 99)),
                change("a bound of ours is changed", in("TokenAttribute").put("/properties/attribute/maxLength", 255)),
                change("a safety rule is changed", in("Id").put("/maxLength", 255)),
                change(
                        "a pattern is changed",
                        in("CreateAwsExternalKeyRequest").put("/properties/role_arn/pattern", "^arn$")),
                change(
                        "a number of items is changed",
                        in("ActivateCertificatesRequest").put("/properties/certificate_ids/maxItems", 9)),
                change(
                        "a number of properties is changed",
                        in("ModifyProjectApiKeyRequest").remove("/minProperties")),
                change(
                        "a default is changed",
                        at("/organization/groups", "limit").put("/schema/default", 20)),
                change("a default is gone", at("/organization/groups", "limit").remove("/schema/default")),
                change(
                        "a default is added",
                        at("/organization/external_keys", "limit").put("/schema/default", 20)),
                change(
                        "a wire name is changed",
                        at("/organization/users", "emails[]").put("/name", "emails")),
                change(
                        "a style is changed",
                        at("/organization/costs", "group_by").put("/explode", false)),
                change(
                        "a parameter is required",
                        at("/organization/costs", "limit").put("/required", true)),
                change(
                        "a parameter is deprecated",
                        at("/organization/costs", "limit").put("/deprecated", true)),
                change("null is refused in a request", in("ProjectResidency").remove("/nullable")),
                change("null is allowed in a request", in("CreateGroupRequest").put("/properties/name/nullable", true)),
                change("null is refused in a response", in("Project").remove("/properties/name/nullable")),
                change("null is allowed in a response", in("Project").put("/properties/id/nullable", true)),
                change(
                        "a field of a request is optional",
                        in("CreateProjectRequest").remove("/required")),
                change("a value is gone", in("ProjectResidency").remove("/enum/0")),
                change(
                        "a status of success is changed",
                        operation("get", "/organization/projects").remove("/responses/200")),
                change(
                        "a status of an error is gone",
                        operation("get", "/organization/projects/{project_id}/users")
                                .remove("/responses/400")),
                change(
                        "an error is required to have a field",
                        in("ErrorDetail").put("/properties/code/nullable", false)),
                change(
                        "an operation is deprecated",
                        operation("get", "/organization/projects").put("/deprecated", true)),
                change("a format is changed", in("Project").put("/properties/created_at/format", "int64")),
                change("a format is gone", in("Project").remove("/properties/created_at/format")),
                change("a format holds less", in("CompletionsUsage").put("/properties/input_tokens/format", "int32")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changesByHand")
    void sees_every_kind_of_change_by_hand(String change, UnaryOperator<JsonNode> byHand) throws IOException {
        assumeTheOfficialDocument();
        Deviations wanted = wanted();
        JsonNode changed = byHand.apply(ours());
        List<Finding> found = Drift.between(changed, tree(Files.readString(OFFICIAL)));

        assertThat(changed).isNotEqualTo(ours());
        assertThat(wanted.unexplained(found).size() + wanted.stale(found).size())
                .isPositive();
    }

    @Test
    void looks_past_what_is_not_ours_to_describe() {
        String whole = OURS + "  other: 1\n";
        whole = whole.replace("paths:\n", "paths:\n  /chat/completions: { post: { responses: {} } }\n");

        assertThat(Drift.between(tree(OURS), tree(whole))).isEmpty();
        assertThat(Drift.coverage(tree(OURS), tree(whole))).isEqualTo("1 of 1 operations");
    }

    @Test
    void tells_the_heaviest_first() {
        String other = OURS.replace("post:", "get:");

        assertThat(Drift.between(tree(OURS), tree(other)))
                .extracting(Finding::weight)
                .containsExactly(Finding.Weight.LACKING, Finding.Weight.OURS_ONLY);
    }

    @Test
    void a_wanted_difference_needs_a_reason_and_a_difference() {
        List<Finding> found =
                Drift.between(tree(OURS), tree(OURS.replace("cents: { type: integer }", "cents: { type: number }")));
        Deviations wanted = Deviations.of(tree("""
                - { finding: '* answer .cents: *', reason: Because. }
                - { finding: '* answer .euros: *', reason: Because. }
                - { finding: '* answer .parts*: *', reason: '' }
                """));

        assertThat(wanted.unexplained(found))
                .filteredOn(finding -> !finding.where().contains(".parts"))
                .isEmpty();
        assertThat(wanted.stale(found))
                .extracting(Deviations.Deviation::finding)
                .containsExactly("* answer .euros: *", "* answer .parts*: *");
    }

    /** Also the command of maintainers: see "When the official API changes" in the README of this module. */
    @Test
    void every_difference_from_the_official_document_is_wanted() throws IOException {
        assumeTheOfficialDocument();
        JsonNode official = tree(Files.readString(OFFICIAL));
        Deviations wanted = wanted();
        List<Finding> found = Drift.between(ours(), official);
        List<Finding> unexplained = wanted.unexplained(found);

        System.out.printf(
                "%s of the official document, %d wanted differences, %d others%n%s%n",
                Drift.coverage(ours(), official),
                found.size() - unexplained.size(),
                unexplained.size(),
                unexplained.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        assertThat(unexplained)
                .as("describe these, or give a reason in deviations.yaml")
                .isEmpty();
        assertThat(wanted.stale(found))
                .as("entries of deviations.yaml without a difference or a reason")
                .isEmpty();
    }

    private static void assumeTheOfficialDocument() {
        Assumptions.assumeTrue(
                Files.exists(OFFICIAL), () -> "there is no " + OFFICIAL + "; name one with -Dofficial=FILE");
    }

    private static JsonNode ours() throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(Path.of("target/classes/META-INF/openai-admin/openapi.json")));
    }

    private static Deviations wanted() throws IOException {
        return Deviations.of(tree(Files.readString(Path.of("deviations.yaml"))));
    }

    private static Arguments change(String name, UnaryOperator<JsonNode> byHand) {
        return Arguments.of(name, byHand);
    }

    /** A place in a description that is changed by hand: a parameter of a list, an operation, or a schema. */
    private record Spot(Function<JsonNode, List<JsonNode>> places) {
        UnaryOperator<JsonNode> put(String pointer, Object value) {
            return document -> {
                JsonPointer inside = JsonPointer.compile(pointer);
                parents(document, inside)
                        .forEach(parent ->
                                ((ObjectNode) parent).putPOJO(inside.last().getMatchingProperty(), value));
                return tree(document.toString());
            };
        }

        UnaryOperator<JsonNode> remove(String pointer) {
            return document -> {
                JsonPointer inside = JsonPointer.compile(pointer);
                parents(document, inside).forEach(parent -> {
                    if (parent instanceof ArrayNode array) {
                        array.remove(inside.last().getMatchingIndex());
                    } else {
                        ((ObjectNode) parent).remove(inside.last().getMatchingProperty());
                    }
                });
                return document;
            };
        }

        private Stream<JsonNode> parents(JsonNode document, JsonPointer inside) {
            return places.apply(document).stream().map(place -> place.at(inside.head()));
        }
    }

    private static Spot at(String path, String parameter) {
        return new Spot(document -> document.path("paths")
                .path(path)
                .path("get")
                .path("parameters")
                .valueStream()
                .filter(each -> each.path("name").asText().equals(parameter))
                .toList());
    }

    private static Spot operation(String method, String path) {
        return new Spot(document -> List.of(document.path("paths").path(path).path(method)));
    }

    private static Spot in(String schema) {
        return new Spot(
                document -> List.of(document.path("components").path("schemas").path(schema)));
    }

    private static JsonNode tree(String yaml) {
        return Description.tree(yaml);
    }
}
