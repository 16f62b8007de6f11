package dev.openaiadmin.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.blueprint.OrganizationBlueprint;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import dev.openaiadmin.tests.JavaProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on migrating. The consumer project {@code openai-java} runs its other side. */
@WithOrganization
class MigrationPageTest {
    private static final MarkdownPage PAGE =
            MarkdownPage.read(Path.of("..", "..", "custom-extensions", "client", "MIGRATING.md"));
    private static final int JOBS = 10;

    @TempDir
    private Path folder;

    @Test
    void runs_its_jobs_as_one_program(InMemoryOrganization organization) throws Exception {
        organization.users().add("ada@example.com", "reader");
        assertThat(PAGE.statements()).hasSize(JOBS + 1);

        JavaProcess shown = MarkdownPage.run(folder, PAGE.statements().collect(Collectors.joining("\n")), organization);

        assertThat(shown.err()).isEmpty();
        assertThat(shown.exitCode()).isZero();
        assertThat(organization.requests())
                .extracting(request -> String.valueOf(request.operation()))
                .contains(
                        "createProject",
                        "listProjects",
                        "addProjectUser",
                        "createServiceAccount",
                        "modifyRateLimit",
                        "modifyProjectSpendLimit",
                        "createProjectSpendAlert",
                        "modifyModelPermissions",
                        "listCosts",
                        "archiveProject");
    }

    @Test
    void shows_as_many_jobs_of_the_other_client() {
        assertThat(PAGE.blocks("java openai-java")).hasSize(JOBS);
    }

    @Test
    void applies_its_blueprints(InMemoryOrganization organization) {
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build()) {
            Governance governance = Governance.builder(admin).secrets(key -> {}).build();

            assertThat(PAGE.blocks("yaml")).hasSizeGreaterThan(5).allSatisfy(blueprint -> {
                OrganizationBlueprint desired = OrganizationBlueprint.parse("MIGRATING.md", blueprint);
                assertThat(governance.plan(desired).isEmpty()).as(blueprint).isFalse();
                governance.plan(desired).apply();
                assertThat(governance.plan(desired).isEmpty()).as(blueprint).isTrue();
            });
        }
    }

    @Test
    void shows_configurations_that_terraform_reads_and_would_not_format_otherwise() throws Exception {
        Path terraform = Installed.orSkip("the configurations of the page were not read", "terraform");
        List<String> configurations = PAGE.blocks("hcl");
        assertThat(configurations).hasSizeGreaterThan(5);
        Files.writeString(folder.resolve("main.tf"), String.join("\n", configurations));

        Process format = new ProcessBuilder(terraform.toString(), "fmt", "-check", "-diff", "-no-color", "main.tf")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(format.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(format.waitFor()).as(output).isZero();
    }
}
