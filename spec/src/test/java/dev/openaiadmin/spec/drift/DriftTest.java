package dev.openaiadmin.spec.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.spec.Description;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DriftTest {
    private static final Path OFFICIAL =
            Path.of(System.getProperty("official", "../../shared/upstream/admin.openapi.json"));

    private static final String OURS = """
            paths:
              /organization/badges/{badge_id}:
                post:
                  parameters:
                    - { name: badge_id, in: path, required: true, schema: { type: string } }
                    - { name: limit, in: query, schema: { type: integer } }
                    - { name: 'made_at[gt]', in: query, schema: { type: integer } }
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
                  responses:
                    '200': { content: { application/json: { schema: { $ref: '#/components/schemas/Badge' } } } }
            components:
              schemas:
                Badge:
                  type: object
                  required: [id]
                  properties:
                    id: { type: string }
                    cents: { type: integer }
                    owner: { oneOf: [ { $ref: '#/components/schemas/User' }, { $ref: '#/components/schemas/Team' } ] }
                    parts: { type: array, items: { $ref: '#/components/schemas/Badge' } }
                User: { type: object, properties: { type: { type: string, enum: [user] }, mail: { type: string } } }
                Team: { type: object, properties: { type: { type: string, enum: [team] }, size: { type: integer } } }
            """;

    static Stream<Arguments> differences() {
        String body = "POST /organization/badges/{badge_id} body";
        String answer = "POST /organization/badges/{badge_id} answer";
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
                        "HARMLESS " + body + " .color: is optional there, and required here"),
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
        Assumptions.assumeTrue(
                Files.exists(OFFICIAL), () -> "there is no " + OFFICIAL + "; name one with -Dofficial=FILE");
        JsonNode ours = new ObjectMapper()
                .readTree(Files.readString(Path.of("target/classes/META-INF/openai-admin/openapi.json")));
        JsonNode official = tree(Files.readString(OFFICIAL));
        Deviations wanted = Deviations.of(tree(Files.readString(Path.of("deviations.yaml"))));
        List<Finding> found = Drift.between(ours, official);
        List<Finding> unexplained = wanted.unexplained(found);

        System.out.printf(
                "%s of the official document, %d wanted differences, %d others%n%s%n",
                Drift.coverage(ours, official),
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

    private static JsonNode tree(String yaml) {
        return Description.tree(yaml);
    }
}
