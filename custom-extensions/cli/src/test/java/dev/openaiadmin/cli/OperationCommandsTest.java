package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.cli.Cli.Ended;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WithOrganization
class OperationCommandsTest {
    @TempDir
    private Path folder;

    private Cli cli(InMemoryOrganization organization) {
        return Cli.on(organization, folder);
    }

    @Test
    void takes_required_arguments_by_position_and_by_name(InMemoryOrganization organization) {
        String project = organization.projects().add("payments-prod");

        Ended byPosition = cli(organization)
                .run(
                        "service-accounts",
                        "create",
                        project,
                        "ci",
                        "--create-service-account-only",
                        "--yes",
                        "--show-secret");
        Ended mixed = cli(organization)
                .run(
                        "service-accounts",
                        "create",
                        "--name",
                        "cd",
                        project,
                        "--create-service-account-only",
                        "-y",
                        "--show-secret");

        assertThat(byPosition.err() + mixed.err()).isEmpty();
        assertThat(byPosition.out()).contains("\"name\":\"ci\"");
        assertThat(mixed.out()).contains("\"name\":\"cd\"");
        assertThat(cli(organization)
                        .run("projects", "retrieve", project, "surplus")
                        .err())
                .isEqualTo("'surplus' is one argument too many\n");
        assertThat(cli(organization).run("projects", "retrieve").err()).startsWith("PROJECT is missing:");
    }

    @Test
    void finds_the_id_of_a_name_that_is_unique(InMemoryOrganization organization) {
        String project = organization.projects().add("payments-prod");
        organization.serviceAccounts().add(project, "ci");
        organization.projects().add("search");
        organization.projects().add("search");

        assertThat(cli(organization)
                        .run("service-accounts", "list", "payments-prod")
                        .out())
                .contains("\"name\":\"ci\"");
        assertThat(cli(organization)
                        .run("service-accounts", "retrieve", "payments-prod", "ci")
                        .out())
                .contains("\"name\":\"ci\"");
        assertThat(cli(organization).run("projects", "retrieve", "search").err())
                .contains("'search' is the name of 2 objects; use an id: proj_");
        Ended unknown = cli(organization).run("projects", "retrieve", "nothing");
        assertThat(unknown.err()).contains("--project: there is none with the id or name 'nothing'");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(cli(organization).run("projects", "retrieve", "id:nothing").exitCode())
                .isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void requests_no_list_for_an_id(InMemoryOrganization organization) {
        String project = organization.projects().add("payments-prod");

        cli(organization).run("projects", "retrieve", project);

        assertThat(organization.requestCount("listProjects")).isZero();
    }

    @Test
    void asks_before_a_change_and_sends_nothing_without_a_yes(InMemoryOrganization organization) {
        Ended nobody = cli(organization).run("projects", "create", "a");
        Ended no = cli(organization).answering("n\n").run("projects", "create", "a");
        assertThat(nobody.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(nobody.err()).contains("add --yes; nothing was sent");
        assertThat(no.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(no.err())
                .contains(
                        "POST /organization/projects in the organization of the key\nRun 'projects create'? [y/N] ",
                        "nothing was changed");
        assertThat(organization.requestCount("createProject")).isZero();

        assertThat(cli(organization)
                        .answering("y\n")
                        .run("projects", "create", "a")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(organization.requestCount("createProject")).isOne();
    }

    @Test
    void prints_the_request_of_a_dry_run_and_sends_no_change(InMemoryOrganization organization) {
        Ended printed = cli(organization).run("projects", "create", "payments prod", "--dry-run");

        assertThat(printed.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(printed.out())
                .contains("\"path\" : \"/organization/projects\"", "\"name\" : \"payments prod\"")
                .doesNotContain(organization.adminKey());
        assertThat(organization.requestCount("createProject")).isZero();
    }

    @Test
    void refuses_changes_where_only_reads_are_allowed(InMemoryOrganization organization) {
        Ended refused = cli(organization).run("projects", "create", "a", "--yes", "--read-only");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(organization.requestCount("createProject")).isZero();
    }

    @Test
    void creates_no_secret_that_has_nowhere_to_go(InMemoryOrganization organization) throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "another key");

        assertThat(cli(organization)
                        .run("admin-api-keys", "create", "ci", "--yes")
                        .err())
                .contains("--secret-file, --secret-command or --show-secret; nothing was sent");
        assertThat(cli(organization)
                        .run("admin-api-keys", "create", "ci", "--yes", "--secret-file", taken.toString())
                        .err())
                .contains("exists, and would be replaced");
        assertThat(organization.requestCount("createAdminApiKey")).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void gives_a_secret_to_the_sink_alone(InMemoryOrganization organization) throws IOException {
        Path file = folder.resolve("new.key");
        Path piped = folder.resolve("piped.key");

        Ended stored = cli(organization)
                .run("admin-api-keys", "create", "ci", "--yes", "-v", "--secret-file", file.toString());
        Ended passed = cli(organization)
                .run("admin-api-keys", "create", "cd", "--yes", "-v", "--secret-command", "cat > '" + piped + "'");
        Ended shown = cli(organization).run("admin-api-keys", "create", "me", "--yes", "--show-secret");

        assertThat(Files.readString(file).matches("sk-\\S+\n")).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(piped).matches("sk-\\S+")).isTrue();
        assertThat(stored.out()).contains("\"value\":\"***\"");
        assertThat(List.of(stored.out(), stored.err(), passed.out(), passed.err()))
                .noneMatch(Cli::hasSecret);
        assertThat(Cli.hasSecret(shown.out())).isTrue();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shows_no_secret_in_the_list_of_processes(InMemoryOrganization organization) throws IOException {
        Path key = folder.resolve("new.key");
        Path processes = folder.resolve("processes");

        Ended created = cli(organization)
                .run(
                        "admin-api-keys",
                        "create",
                        "ci",
                        "--yes",
                        "--secret-command",
                        "cat > '" + key + "'; cat /proc/[0-9]*/cmdline > '" + processes + "' 2> /dev/null || true");

        assertThat(created.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(Cli.hasSecret(Files.readString(key))).isTrue();
        String seen = new String(Files.readAllBytes(processes), StandardCharsets.ISO_8859_1);
        assertThat(seen).contains("java");
        assertThat(seen.contains(Files.readString(key)) || seen.contains(organization.adminKey()))
                .isFalse();
    }

    @Test
    void says_which_object_to_delete_when_its_secret_cannot_be_stored(InMemoryOrganization organization) {
        Ended failed = cli(organization).run("admin-api-keys", "create", "ci", "--yes", "--secret-command", "exit 3");

        assertThat(failed.exitCode()).isEqualTo(ExitCode.ERROR);
        assertThat(failed.err())
                .contains("admin-api-keys key_", "could not be stored: the command ended with the code 3; delete it");
    }

    @Test
    void checks_types_bounds_and_known_values_before_it_sends_anything(InMemoryOrganization organization) {
        String project = organization.projects().add("payments-prod");

        assertThat(cli(organization).run("projects", "list", "--page-size", "0").err())
                .isEqualTo("--page-size: '0' must be from 1 to 100\n");
        assertThat(cli(organization)
                        .run("projects", "list", "--page-size", "1.5")
                        .err())
                .contains("not a whole number");
        assertThat(cli(organization)
                        .run("projects", "create", "a", "--residency", "MARS", "-y")
                        .err())
                .contains("'MARS' is none of the known values: GLOBAL, ");
        assertThat(cli(organization).run("usage", "completions", "yesterday").err())
                .contains("is not a time such as");
        assertThat(cli(organization)
                        .run(
                                "service-accounts",
                                "create",
                                project,
                                "ci",
                                "--set",
                                "expires_in_seconds=0",
                                "-y",
                                "--show-secret")
                        .err())
                .contains("expires_in_seconds must be at least 1, but is 0");
        assertThat(organization.requestCount("createProject")).isZero();
    }

    @Test
    void names_the_nearest_command_and_option(InMemoryOrganization organization) {
        assertThat(cli(organization).run("projcts", "list").err()).contains("did you mean", "projects");
        assertThat(cli(organization).run("projects", "lst").err()).contains("did you mean", "list");
        Ended option = cli(organization).run("projects", "list", "--include-archive");
        assertThat(option.err()).contains("--include-archived? See openai-admin projects list --help");
        assertThat(option.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(cli(organization).run("projects").err()).contains("list, create, retrieve, modify, archive");
    }

    @Test
    void reads_all_pages_or_as_many_objects_as_wanted(InMemoryOrganization organization) {
        for (int i = 0; i < 7; i++) {
            organization.projects().add("project " + i);
        }

        assertThat(cli(organization).run("projects", "list", "--page-size", "3").out())
                .hasLineCount(8);
        assertThat(organization.requestCount("listProjects")).isEqualTo(3);
        assertThat(cli(organization)
                        .run("projects", "list", "--page-size", "3", "--limit", "4")
                        .out())
                .hasLineCount(4);
        assertThat(organization.requestCount("listProjects")).isEqualTo(5);
    }

    @Test
    void filters_and_chooses_columns(InMemoryOrganization organization) {
        organization.projects().add("b");
        organization.projects().add("a");

        assertThat(cli(organization)
                        .run("projects", "list", "--filter", "sort([?name!='Default project'].name)", "-o", "json")
                        .out())
                .isEqualTo("[\n  \"a\",\n  \"b\"\n]\n");
        assertThat(cli(organization)
                        .run("projects", "list", "--columns", "name,status", "-o", "csv")
                        .out())
                .startsWith("name,status\r\n");
        assertThat(cli(organization).run("projects", "list", "--filter", "[").err())
                .contains("must be JMESPath");
    }

    @Test
    void merges_a_file_with_options_and_fields(InMemoryOrganization organization) throws IOException {
        Path file = Files.writeString(folder.resolve("alert.yaml"), """
                threshold_amount: 100
                notification_channel:
                  recipients: [a@example.com]
                """);

        Ended printed = cli(organization)
                .run(
                        "spend-alerts",
                        "create",
                        "--body",
                        file.toString(),
                        "--threshold-amount",
                        "500",
                        "--set",
                        "notification_channel.subject_prefix=[x]",
                        "--dry-run");
        Ended read = cli(organization)
                .reading("{\"threshold_amount\": 7, \"notification_channel\": {\"recipients\": [\"a@example.com\"]}}")
                .run("spend-alerts", "create", "--body", "-", "-y");

        assertThat(printed.err()).isEmpty();
        assertThat(printed.out())
                .contains(
                        "\"currency\" : \"USD\"",
                        "\"type\" : \"email\"",
                        "\"threshold_amount\" : 500",
                        "a@example.com");
        assertThat(read.err()).isEmpty();
        assertThat(read.out()).contains("\"threshold_amount\":7");
    }

    @Test
    void names_every_field_that_is_missing(InMemoryOrganization organization) {
        assertThat(cli(organization)
                        .run("external-storage", "create", "proj_1", "--dry-run")
                        .err())
                .contains("is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json", "jsonl", "yaml", "csv", "markdown"})
    void lets_no_name_control_the_terminal(String format, InMemoryOrganization organization) {
        organization.projects().add("red\u001b[31m\u202e\u2028\u0007");

        Ended list = cli(organization).onTerminal(200, true).run("projects", "list", "-o", format);

        assertThat(list.out()).containsIgnoringCase("\\u001b").contains("\\u202e", "\\u2028");
        assertThat(list.out().replace("\u001b[1m", "").replace("\u001b[0m", ""))
                .doesNotContain("\u001b", "\u202e", "\u2028", "\u0007");
    }

    @Test
    void fits_a_table_into_the_terminal(InMemoryOrganization organization) {
        organization.projects().add("a name that is much longer than any terminal is wide, whatever its owner thinks");
        organization.projects().add("東京東京東京東京東京東京東京東京東京東京東京東京");

        Ended narrow = cli(organization).onTerminal(50, false).run("projects", "list");
        Ended color = cli(organization).onTerminal(100, true).run("projects", "list");

        assertThat(narrow.out()).contains("…").doesNotContain("\u001b");
        assertThat(narrow.out().lines()).allMatch(line -> line.length() <= 50);
        assertThat(color.out()).startsWith("\u001b[1mID");
    }

    @Test
    void leaves_out_columns_that_would_not_be_legible_unless_they_are_chosen(InMemoryOrganization organization) {
        Ended list = cli(organization).onTerminal(80, false).run("users", "list");
        Ended wide = cli(organization).onTerminal(200, false).run("users", "list");
        Ended chosen =
                cli(organization).onTerminal(40, false).run("users", "list", "--columns", "id,email,role,added_at");

        assertThat(list.out().lines().findFirst().orElseThrow()).matches("ID +NAME +EMAIL +ROLE .*  …");
        assertThat(list.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(wide.out()).contains("IS_SCIM_MANAGED").doesNotContain("…");
        assertThat(chosen.out()).contains("ROLE").matches("(?s).*\\sADD.*");
    }

    @Test
    void writes_numbers_on_the_right(InMemoryOrganization organization) {
        organization.projects().add("payments-prod");

        String limits = cli(organization)
                .run("rate-limits", "list", "payments-prod", "-o", "table", "--columns", "max_tokens_per_1_minute,id")
                .out();

        assertThat(limits.lines().limit(2)).last().asString().matches(" +[0-9]+  rl-.*");
    }

    @Test
    void names_options_and_variables_in_messages_instead_of_methods(InMemoryOrganization organization) {
        organization.failNext(Fault.slow(Duration.ofMillis(1500)).always());

        assertThat(cli(organization).run("projects", "list", "--timeout", "1s").err())
                .contains("allow the call more time with --timeout")
                .doesNotContain("(...)");
        assertThat(cli(organization)
                        .with("OPENAI_BASE_URL", "http://api.example.com/v1")
                        .run("projects", "list")
                        .err())
                .contains(
                        "OPENAI_ADMIN_ALLOW_PLAIN_HTTP=true in the environment, or allow_plain_http in a profile, allows")
                .doesNotContain("builder");
    }

    @Test
    void writes_no_header_when_the_first_request_fails(InMemoryOrganization organization) {
        organization.failNext(Fault.named("missing-scopes").times(2));

        assertThat(cli(organization).run("projects", "list", "-o", "table").out())
                .isEmpty();
        assertThat(cli(organization).run("projects", "list", "-o", "json").out())
                .isEmpty();
        assertThat(cli(organization).run("invites", "list", "-o", "table").out())
                .startsWith("ID");
    }

    @Test
    void cuts_ids_last_and_messages_between_words(InMemoryOrganization organization) {
        String id = organization.projects().add("a name that is much longer than any terminal is wide");

        Ended list = cli(organization).onTerminal(80, false).run("projects", "list");
        Ended missing = cli(organization).onTerminal(60, false).run("projects", "retrieve", "proj_missing");

        assertThat(list.out()).contains(id, "…");
        assertThat(list.out().lines()).allMatch(line -> line.length() <= 80);
        assertThat(missing.err().lines()).hasSizeGreaterThan(2).allMatch(line -> line.length() <= 60);
        assertThat(missing.err().replace("\n    ", " "))
                .contains("Not found on GET /organization/projects/proj_missing");
    }

    @Test
    void tells_failures_by_exit_codes_and_as_json_on_request(InMemoryOrganization organization) {
        Ended missing = cli(organization).run("projects", "retrieve", "proj_missing", "-o", "json");
        assertThat(missing.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(missing.err())
                .startsWith("{\"error\":{\"message\":\"Not found on GET")
                .contains("\"status\":404");

        organization.failNext(
                Fault.status(401).message("Incorrect API key provided").always());
        Ended refused = cli(organization).run("projects", "list");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.NOT_ALLOWED);
        assertThat(refused.err()).hasLineCount(1);
    }

    @Test
    void shows_times_in_utc_on_request(InMemoryOrganization organization) {
        organization.projects().add("a");

        assertThat(cli(organization).run("projects", "list", "--time", "utc").out())
                .containsPattern("\"created_at\":\"20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ\"");
        assertThat(cli(organization).run("projects", "list").out()).containsPattern("\"created_at\":\\d+");
    }

    @Test
    void sends_requests_that_are_not_described(InMemoryOrganization organization) {
        organization.projects().add("a");
        organization.projects().add("b");

        Ended page = cli(organization).run("api", "GET", "/organization/projects", "--query", "limit=1");
        Ended all = cli(organization).run("api", "GET", "/organization/projects", "--query", "limit=1", "--all-pages");
        Ended created = cli(organization).run("api", "POST", "/organization/projects", "--set", "name=c", "--yes");

        assertThat(page.err() + all.err() + created.err()).isEmpty();
        assertThat(page.out()).contains("\"has_more\":true");
        assertThat(all.out()).hasLineCount(3);
        assertThat(created.out()).contains("\"name\":\"c\"");
        assertThat(cli(organization).run("api", "GET", "/../secret").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(cli(organization)
                        .run("api", "POST", "/organization/projects")
                        .err())
                .contains("add --yes");
    }

    @Test
    void logs_requests_without_the_key(InMemoryOrganization organization) {
        Ended list = cli(organization).run("projects", "list", "--verbose");

        assertThat(list.err())
                .startsWith("GET /organization/projects (listProjects, attempt 1): 200")
                .doesNotContain(organization.adminKey());
    }
}
