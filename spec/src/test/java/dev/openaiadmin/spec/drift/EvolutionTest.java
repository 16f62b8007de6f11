package dev.openaiadmin.spec.drift;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.openaiadmin.spec.Description;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class EvolutionTest {
    private static final Path CURRENT = Path.of("target/classes/META-INF/openai-admin/openapi.json");
    private static final Path RELEASED =
            Path.of(System.getProperty("released", "target/released/META-INF/openai-admin/openapi.json"));

    private static final String BADGES = """
            paths:
              /organization/badges:
                get:
                  parameters:
                    - { name: limit, in: query, schema: { type: integer } }
                  responses:
                    '200':
                      content:
                        application/json:
                          schema: { type: object, required: [id], properties: { id: { type: string }, size: { type: integer } } }
            """;

    @Test
    void what_is_gone_or_asked_for_breaks() {
        assertThat(breaking("size: { type: integer }", ""))
                .containsExactly("GET /organization/badges answer .size: no longer has this field");
        assertThat(breaking("in: query,", "in: query, required: true,"))
                .containsExactly("GET /organization/badges ?limit: is required now, and optional before");
        assertThat(breaking("get:", "post:")).containsExactly("GET /organization/badges: no longer has this operation");
    }

    @Test
    void what_is_new_or_no_longer_asked_for_does_not() {
        Evolution evolution = evolution("size: { type: integer }", "size: { type: integer }, color: { type: string }");

        assertThat(evolution.breaking()).isEmpty();
        assertThat(evolution.additive()).containsExactly("GET /organization/badges answer .color: now has this field");
    }

    @Test
    void lists_the_changes_of_each_kind_or_says_that_there_are_none() {
        assertThat(evolution("size: { type: integer }", "").report("1.2.0")).isEqualTo("""
                Incompatible changes since 1.2.0:
                  GET /organization/badges answer .size: no longer has this field
                Compatible changes since 1.2.0: none
                """);
    }

    @Test
    void a_version_announces_what_breaks() {
        assertThat(Evolution.isAnnounced("1.2.0", "2.0.0")).isTrue();
        assertThat(Evolution.isAnnounced("1.2.0", "1.3.0")).isFalse();
        assertThat(Evolution.isAnnounced("0.2.0", "0.3.0")).isTrue();
        assertThat(Evolution.isAnnounced("0.2.0", "0.2.1")).isFalse();
    }

    /** Runs if the build names the release to compare with: see spec/README.md. */
    @Test
    void nothing_breaks_unannounced_since_the_release() throws IOException {
        Assumptions.assumeTrue(
                Files.exists(RELEASED),
                "no release to compare with; name one by -Dreleased.version, or a document by -Dreleased");
        JsonNode released = Description.tree(Files.readString(RELEASED));
        JsonNode current = Description.tree(Files.readString(CURRENT));
        Evolution evolution = Evolution.between(released, current);

        System.out.print(evolution.report(released.at("/info/version").asText()));
        if (!Evolution.isAnnounced(
                released.at("/info/version").asText(),
                current.at("/info/version").asText())) {
            assertThat(evolution.breaking())
                    .as(
                            "set the next version that may break, in the POMs and in info.version of openai-admin.yaml, or undo these changes")
                    .isEmpty();
        }
    }

    private static Iterable<String> breaking(String text, String replacement) {
        return evolution(text, replacement).breaking();
    }

    private static Evolution evolution(String text, String replacement) {
        assertThat(BADGES).contains(text);
        return Evolution.between(Description.tree(BADGES), Description.tree(BADGES.replace(text, replacement)));
    }
}
