package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.cli.Cli.Ended;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The questions of commands that change something. */
@WithOrganization
class ConfirmationTest {
    @TempDir
    private Path folder;

    private InMemoryOrganization organization;

    @BeforeEach
    void use(InMemoryOrganization organization) {
        this.organization = organization;
    }

    private Cli cli() {
        return Cli.on(organization, folder);
    }

    private String[] journaled(String... arguments) {
        List<String> words = new ArrayList<>(List.of(arguments));
        words.add("--journal=" + folder.resolve("journal"));
        return words.toArray(String[]::new);
    }

    private String[] apply() throws IOException {
        Path file = Files.writeString(
                folder.resolve("org.yaml"), "projects: [{ name: payments-prod, service_accounts: [ci] }]");
        return journaled("apply", file.toString(), "--archive-others", "--allow-removals", "--keys=" + folder);
    }

    @Test
    void an_apply_asks_with_what_it_changes_and_what_is_permanent() throws IOException {
        organization.projects().add("old");

        Ended no = cli().answering("n\n").run(apply());

        assertThat(no.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(no.err())
                .containsPattern("In the organization org-\\w+: 2 to add, 1 to remove, 1 key to create and store\\.\n")
                .contains("\nPermanent, and cannot be undone:\n  old: project")
                .endsWith("Apply these changes? [y/N] Not confirmed: nothing was changed.\n");
        assertThat(organization.requestCount("createProject")).isZero();
        assertThat(organization.requestCount("archiveProject")).isZero();

        assertThat(cli().answering("yes\n").run(apply()).exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(organization.requestCount("archiveProject")).isOne();
        Ended nothing = cli().answering("").run(apply());
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(nothing.err()).isEmpty();
    }

    @Test
    void a_rotation_asks_with_the_names_of_what_is_rotated() {
        String project = organization.projects().add("payments-prod");
        String account = organization.serviceAccounts().add(project, "ci");
        String[] rotate = journaled("rotate", project, account, "--env-file=" + folder.resolve(".env"));

        Ended no = cli().answering("\n").run(rotate);
        Ended yes = cli().answering("Y\n").run(rotate);

        assertThat(no.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(no.err())
                .contains(
                        "the service account 'ci' of the project 'payments-prod' gets a new key.\n",
                        "Its older keys expire at once, and programs that use them stop. This cannot be undone.\n",
                        "Rotate the key? [y/N] ");
        assertThat(yes.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(organization.requestCount("createServiceAccountApiKey")).isOne();
    }

    @Test
    void an_offboarding_asks_with_the_removals_that_are_permanent() {
        String ada = organization.users().add("ada@example.com", "reader");
        organization.projectUsers().add(organization.projects().add("payments-prod"), ada, "member");
        String[] offboard = journaled("offboard", "ada@example.com", "--apply");

        Ended end = cli().answering("").run(offboard);

        assertThat(end.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(end.err())
                .containsPattern("In the organization org-\\w+: 2 removals\\.\n")
                .contains("\nPermanent, and cannot be undone:\n  - user ada@example.com ")
                .endsWith("\n\nRemove ada@example.com? [y/N] \nNot confirmed: nothing was changed.\n");
        assertThat(organization.requestCount("deleteUser")).isZero();
        assertThat(cli().answering("y\n").run(offboard).exitCode()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void an_adoption_asks_before_it_replaces_files() throws IOException {
        organization.projects().add("payments-prod");
        Path file = Files.writeString(folder.resolve("org.yaml"), "mine");
        Path directory = Files.createDirectory(folder.resolve("directory"));
        Path inside = Files.writeString(directory.resolve("payments-prod.yaml"), "mine");

        Ended no = cli().answering("n\n").run("adopt", "--output", file.toString());
        Ended nobody = cli().run("adopt", "--directory", directory.toString());

        assertThat(no.err()).startsWith(file + " exists. Replace it? [y/N] ");
        assertThat(no.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(nobody.err()).contains("exists, and nothing was written");
        assertThat(file).hasContent("mine");
        assertThat(inside).hasContent("mine");

        Ended yes = cli().answering("y\n").run("adopt", "--directory", directory.toString());
        assertThat(yes.err()).startsWith(inside + " exists. Replace it? [y/N] ");
        assertThat(inside).content().contains("payments-prod");
        assertThat(cli().answering("")
                        .run("adopt", "--overwrite", "--output", file.toString())
                        .err())
                .isEmpty();
    }

    @Test
    void an_operation_names_the_object_and_says_that_it_is_permanent() {
        String project = organization.projects().add("payments-prod");

        Ended archive = cli().answering("n\n").run("projects", "archive", "payments-prod");
        Ended modify = cli().answering("n\n").run("projects", "modify", project, "--name", "a");

        assertThat(archive.err())
                .startsWith("POST /organization/projects/" + project + "/archive in the organization org-")
                .contains("This is permanent and cannot be undone.\nRun 'projects archive payments-prod (" + project
                        + ")'? [y/N] ");
        assertThat(modify.err()).doesNotContain("permanent").contains("Run 'projects modify " + project + "'?");
    }

    @Test
    void nothing_is_sent_where_nobody_can_answer() throws IOException {
        String project = organization.projects().add("payments-prod");
        String account = organization.serviceAccounts().add(project, "ci");
        for (String[] words : List.of(
                apply(),
                journaled("rotate", project, account, "--env-file=" + folder.resolve(".env")),
                journaled("offboard", "ada@example.com", "--apply"),
                new String[] {"projects", "archive", "payments-prod"},
                new String[] {"api", "DELETE", "/organization/users/user_1"})) {
            Ended refused = cli().run(words);

            assertThat(refused.exitCode()).as("%s", List.of(words)).isEqualTo(ExitCode.USAGE);
            assertThat(refused.err())
                    .as("%s", List.of(words))
                    .contains("changes the organization and nobody can be asked: add --yes; nothing was sent")
                    .hasLineCount(1);
        }
        assertThat(organization.requests()).isEmpty();
    }

    @Test
    void nothing_is_sent_where_only_reads_are_allowed() throws IOException {
        for (String[] words : List.of(
                apply(),
                journaled("offboard", "ada@example.com", "--apply"),
                new String[] {"projects", "archive", "payments-prod"},
                new String[] {"api", "DELETE", "/organization/users/user_1"})) {
            List<String> readOnly = new ArrayList<>(List.of(words));
            readOnly.addAll(List.of("--read-only", "--yes"));

            Ended refused = cli().run(readOnly);

            assertThat(refused.exitCode()).as("%s", readOnly).isEqualTo(ExitCode.ERROR);
            assertThat(refused.err())
                    .as("%s", readOnly)
                    .contains("changes the organization, and --read-only is given; nothing was sent")
                    .hasLineCount(1);
        }
        assertThat(organization.requests()).isEmpty();
    }

    @Test
    void the_profile_is_named_in_the_question() throws IOException {
        Files.createDirectories(folder.resolve(".config/openai-admin"));
        Files.writeString(
                folder.resolve(".config/openai-admin/config.yaml"),
                "profiles: { prod: { organization: org-prod, key_env: OPENAI_ADMIN_KEY } }");

        Ended asked = cli().answering("n\n").run("--profile", "prod", "projects", "create", "a");

        assertThat(asked.err())
                .startsWith("POST /organization/projects in the organization org-prod (profile prod)\n"
                        + "Run 'projects create'? [y/N] ");
    }
}
