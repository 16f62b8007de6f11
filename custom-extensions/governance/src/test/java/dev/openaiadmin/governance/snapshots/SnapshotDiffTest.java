package dev.openaiadmin.governance.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.ChangeKind;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.snapshots.SnapshotChange.Field;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WithOrganization
class SnapshotDiffTest {
    private static final String BEFORE = """
            {"format": 1, "projects": {
              "proj_1": {"name": "payments", "members": {"user_1": {"email": "ada@example.com", "role": "member"},
                                                         "user_2": {"email": "bob@example.com", "role": "owner"}}},
              "proj_2": {"name": "search", "members": {"user_1": {"role": "owner"}}}},
             "users": {"user_1": {"email": "ada@example.com"}}}""";

    @Test
    void finds_nothing_between_equals() {
        SnapshotDiff diff = between(BEFORE, BEFORE);

        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff).hasToString("");
        assertThat(diff.toJson()).isEqualToIgnoringWhitespace("{\"changes\": [], \"not_compared\": []}");
    }

    @Test
    void names_the_fields_that_changed() {
        String after = BEFORE.replace("\"member\"", "\"owner\"").replace("payments", "billing");

        assertThat(between(BEFORE, after)).hasToString("""
                ~ projects/proj_1 (billing) name: payments -> billing
                ~ projects/proj_1/members/user_1 (ada@example.com) role: member -> owner
                """);
    }

    @Test
    void gives_a_line_to_each_field_when_several_changed() {
        String before = project("{\"name\": \"payments\", \"status\": \"active\"}");
        String after = project("{\"name\": \"billing\", \"status\": \"archived\"}");

        assertThat(between(before, after)).hasToString("""
                ~ projects/proj_1 (billing)
                    name: payments -> billing
                    status: active -> archived
                """);
    }

    @Test
    void tells_of_what_came_and_went_but_not_of_its_parts() {
        assertThat(between(BEFORE.replace("\"proj_2\"", "\"proj_9\""), BEFORE.replace("\"user_2\"", "\"user_3\"")))
                .hasToString("""
                        - projects/proj_1/members/user_2 (bob@example.com)
                        + projects/proj_1/members/user_3 (bob@example.com)
                        + projects/proj_2 (search)
                        - projects/proj_9 (search)
                        """);
    }

    @Test
    void looks_into_objects_that_are_fields() {
        String before =
                project("{\"spend_limit\": {\"threshold_amount\": 100, \"enforcement\": {\"status\": \"inactive\"}}}");
        String after =
                project("{\"spend_limit\": {\"threshold_amount\": 200, \"enforcement\": {\"status\": \"enforcing\"}}}");

        assertThat(between(before, after).changes())
                .containsExactly(new SnapshotChange(
                        ChangeKind.CHANGE,
                        "projects/proj_1",
                        null,
                        List.of(
                                new Field("spend_limit.enforcement.status", "inactive", "enforcing"),
                                new Field("spend_limit.threshold_amount", "100", "200"))));
        assertThat(between(project("{}"), before).changes().get(0).fields())
                .contains(new Field("spend_limit.threshold_amount", null, "100"));
    }

    @Test
    void compares_parts_only_where_both_snapshots_have_them() {
        String member = "{\"members\": {\"user_1\": {\"role\": \"owner\"}}}";

        assertThat(between(project("{}"), project(member)).changes()).isEmpty();
        assertThat(between(project("{\"members\": {}}"), project(member)))
                .hasToString("+ projects/proj_1/members/user_1\n");
    }

    @Test
    void gives_the_changes_as_data() {
        assertThat(between(BEFORE, BEFORE.replace("payments", "billing")).toJson())
                .isEqualTo("""
                {
                  "changes" : [ {
                    "kind" : "change",
                    "path" : "projects/proj_1",
                    "name" : "billing",
                    "fields" : [ {
                      "name" : "name",
                      "before" : "payments",
                      "after" : "billing"
                    } ]
                  } ],
                  "not_compared" : [ ]
                }""");
    }

    @Test
    void prints_nothing_that_a_terminal_would_obey() {
        assertThat(between(BEFORE, BEFORE.replace("payments", "\\u001b[2Jx")).toString())
                .contains("\\u001b[2Jx")
                .doesNotContain("\u001b");
    }

    @Test
    void sees_what_was_changed_between_two_snapshots(InMemoryOrganization organization, @TempDir Path folder) {
        organization.seed("""
                {"projects": [{"id": "proj_1", "name": "payments-prod"}, {"id": "proj_2", "name": "search"}],
                 "users": [{"id": "user_ada", "email": "ada@example.com"}]}""");
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build()) {
            OrganizationSnapshot snapshot = OrganizationSnapshot.of(admin);
            snapshot.writeTo(folder.resolve("monday.json"));

            admin.projectUsers().add("proj_1", "member", user -> user.userId("user_ada"));
            admin.rateLimits().modify("proj_1", "rl-gpt-5", limits -> limits.maxRequestsPer1Minute(500));
            admin.projectSpendLimits().modify("proj_1", 250_000);
            admin.projects().archive("proj_2");
            snapshot.writeTo(folder.resolve("friday.json"));
        }

        SnapshotDiff diff = SnapshotDiff.between(folder.resolve("monday.json"), folder.resolve("friday.json"));

        assertThat(diff.changes())
                .extracting(change -> change.kind() + " " + change.path())
                .containsExactly(
                        "change projects/proj_1",
                        "add projects/proj_1/members/user_ada",
                        "change projects/proj_1/rate_limits/rl-gpt-5",
                        "change projects/proj_2");
        assertThat(diff.toString())
                .contains("(payments-prod)\n    spend_limit.currency: none -> USD\n")
                .contains("(gpt-5) max_requests_per_1_minute: 10000 -> 500\n")
                .contains("status: active -> archived\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {}                                                     | is not a snapshot, or one of another version
                    {"format": 2}                                          | is not a snapshot, or one of another version
                    [1]                                                    | is not a snapshot, or one of another version
                    {"format": 1, "users": {"b": {}, "a": {}}}             | is not in alphabetical order in line 1, at a
                    {"format": 1, "users": {"a": {}, "a": {}}}             | Duplicate field 'a'
                    {"format": 1, "users": {}, "projects": {"a": 3}}       | has no object in line 1, at a
                    {"format": 1, "users": {"a": {                         | is not a whole JSON document, see line 1
                    """)
    void says_what_is_wrong_with_a_file(String after, String message, @TempDir Path folder) throws Exception {
        Path good = Files.writeString(folder.resolve("good.json"), BEFORE);
        Path bad = Files.writeString(folder.resolve("bad.json"), after);

        assertThatThrownBy(() -> SnapshotDiff.between(good, bad))
                .isInstanceOf(GovernanceException.class)
                .hasMessageStartingWith(bad.toString())
                .hasMessageContaining(message);
    }

    @Test
    void says_which_file_is_missing(@TempDir Path folder) throws Exception {
        Path good = Files.writeString(folder.resolve("good.json"), BEFORE);

        assertThatThrownBy(() -> SnapshotDiff.between(good, folder.resolve("none.json")))
                .isInstanceOf(GovernanceException.class)
                .hasMessageContaining("none.json: no such file");
    }

    private static String project(String json) {
        return "{\"format\": 1, \"projects\": {\"proj_1\": " + json + "}}";
    }

    private static SnapshotDiff between(String before, String after) {
        return SnapshotDiff.between(new StringReader(before), new StringReader(after));
    }
}
