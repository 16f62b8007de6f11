package dev.openaiadmin.testkit.state;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import dev.openaiadmin.testkit.FixedClock;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.PlainHttp;
import dev.openaiadmin.testkit.PlainHttp.Reply;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithOrganization
class SeedTest {
    private static final String PROJECTS = "/organization/projects";

    @Test
    void adds_objects_as_they_are_written(InMemoryOrganization organization) {
        organization.seed("""
                {"projects": [{"id": "proj_1", "name": "payments-prod", "created_at": 1790000000,
                               "external_key_id": "key_1"}]}""");
        Reply seeded = new PlainHttp(organization).get(PROJECTS + "/proj_1");

        assertThat(seeded.body())
                .hasToString("{\"id\":\"proj_1\",\"object\":\"organization.project\",\"created_at\":1790000000,"
                        + "\"archived_at\":null,\"status\":\"active\",\"external_key_id\":\"key_1\","
                        + "\"name\":\"payments-prod\"}");
    }

    @Test
    void completes_what_is_left_out(InMemoryOrganization organization) {
        Instant now = Instant.parse("2026-11-23T10:15:30Z");
        FixedClock.set(organization, now);
        organization.seed("{\"projects\": [{\"name\": \"old\", \"status\": \"archived\"}]}");
        Reply page = new PlainHttp(organization).get(PROJECTS + "?include_archived=true");

        assertThat(page.text("/data/1/id")).matches("proj_[A-Za-z0-9]{24}");
        assertThat(page.body().at("/data/1/archived_at").asLong()).isEqualTo(now.getEpochSecond());
    }

    @Test
    void names_the_file_the_place_and_the_rule_of_all_mistakes(
            InMemoryOrganization organization, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("org.json"), """
                {"projects": [{"name": "a"}, {"name": "b", "status": "gone"}, {"nmae": "c"}], "project": []}""");

        assertThatThrownBy(() -> organization.seed(file))
                .isInstanceOf(IllegalArgumentException.class)
                .extracting(
                        mistakes ->
                                String.valueOf(mistakes.getMessage()).lines().toList(),
                        as(list(String.class)))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo(file + ": /projects/1/status must be one of active, archived, but was"
                                        + " \"gone\""),
                        line -> assertThat(line)
                                .startsWith(file + ": /projects/2 has 'nmae', which is not in the contract; known: "),
                        line -> assertThat(line)
                                .startsWith(file + ": /project is no resource that can be seeded; known: ")
                                .contains("projects"));
    }

    @Test
    void adds_nothing_of_a_seed_with_a_mistake(InMemoryOrganization organization) {
        assertThatThrownBy(() -> organization.seed("{\"projects\": [{\"name\": \"a\"}, {\"name\": 7}]}"))
                .hasMessage("the seed: /projects/1/name must be of type string, but was 7");

        assertThat(new PlainHttp(organization).get(PROJECTS).body().path("data"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"projects": [7]}                      | /projects/0 must be of type object, but was 7
            {"projects": {"id": "p"}}              | /projects must be a list of objects
            {"projects": [{"id":"p"}, {"id":"p"}]} | /projects/1/id must not be there already, but was "p"
            {"projects": [], "projects": []}       | line 1, column 28: Duplicate field 'projects'
            {"projects": [}                        | line 1, column 15: Unexpected close marker
            []                                     | must be a JSON object with a list of objects for each resource; known:
            """)
    void refuses_what_is_no_seed(String json, String rule, InMemoryOrganization organization) {
        assertThatThrownBy(() -> organization.seed(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the seed: " + rule);
    }

    @Test
    void says_that_a_file_is_not_there(InMemoryOrganization organization) {
        Path missing = Path.of("missing", "org.json");

        assertThatThrownBy(() -> organization.seed(missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(missing + ": no such file");
    }
}
