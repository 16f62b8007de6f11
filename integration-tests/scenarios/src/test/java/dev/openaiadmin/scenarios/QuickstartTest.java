package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.examples.Quickstart;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.RecordedRequest;
import dev.openaiadmin.testkit.WithOrganization;
import dev.openaiadmin.tests.JavaProcess;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

@WithOrganization
class QuickstartTest {
    private static final Path NOTHING_MORE = Path.of("");

    @Test
    void runs_in_memory_without_a_key_and_fits_a_terminal() {
        JavaProcess quickstart = run(Map.of());

        assertThat(quickstart.exitCode()).isZero();
        assertThat(quickstart.err()).isEmpty();
        assertThat(quickstart.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(quickstart.out())
                .contains("An in-memory organization at http://127.0.0.1:")
                .containsPattern("create +quickstart-green is proj_\\S+ +200")
                .containsPattern("list +all active projects, two at a time: 2 pages +200 x 2")
                .containsPattern("modify +quickstart-red is now quickstart-crimson +200")
                .containsPattern("archive +quickstart-green is closed since \\S+ +200")
                .containsPattern("refused +BadRequestException: Refused on POST +400")
                .contains("is archived.\"")
                .containsPattern("not sent +InvalidValueException: listProjects.limit must be at most +-")
                .containsPattern("clean up +archived the other 2 +200 x 2");
    }

    @Test
    void sends_nothing_to_a_real_organization_without_a_yes(InMemoryOrganization organization) {
        JavaProcess quickstart = run(environment(organization));

        assertThat(quickstart.exitCode()).isEqualTo(2);
        assertThat(quickstart.out()).contains("Nothing has been sent.", "--yes");
        assertThat(organization.requests()).isEmpty();
    }

    @Test
    void runs_against_a_real_organization_after_a_yes_and_archives_all_that_it_made(InMemoryOrganization organization) {
        JavaProcess quickstart = run(environment(organization), "--yes");

        assertThat(quickstart.exitCode()).isZero();
        assertThat(quickstart.out())
                .contains("Your organization: ", organization.baseUrl())
                .doesNotContain(organization.adminKey());
        assertThat(organization.requestCount("createProject")).isEqualTo(3);
        assertThat(organization.requestCount("archiveProject")).isEqualTo(3);
    }

    @Test
    void says_what_is_wrong_with_a_key_that_is_refused(InMemoryOrganization organization) {
        JavaProcess quickstart = run(
                Map.of("OPENAI_ADMIN_KEY", "sk-admin-stranger", "OPENAI_BASE_URL", organization.baseUrl()), "--yes");

        assertThat(quickstart.exitCode()).isEqualTo(1);
        assertThat(quickstart.err())
                .startsWith("Not authenticated on POST /organization/projects (401")
                .contains("check that the key is an admin key")
                .doesNotContain("\tat ");
        assertThat(organization.requests()).extracting(RecordedRequest::method).isEmpty();
    }

    private static JavaProcess run(Map<String, String> environment, String... arguments) {
        return JavaProcess.run(NOTHING_MORE, Quickstart.class.getName(), environment, arguments);
    }

    private static Map<String, String> environment(InMemoryOrganization organization) {
        return Map.of("OPENAI_ADMIN_KEY", organization.adminKey(), "OPENAI_BASE_URL", organization.baseUrl());
    }
}
