package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.cli.Cli.Ended;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@WithOrganization
class ProfilesTest {
    @TempDir
    private Path home;

    private Cli withoutKey(InMemoryOrganization organization) {
        return Cli.on(organization, home).without("OPENAI_ADMIN_KEY").without("OPENAI_BASE_URL");
    }

    private void write(String profiles) throws IOException {
        Files.createDirectories(home.resolve(".config/openai-admin"));
        Files.writeString(home.resolve(".config/openai-admin/config.yaml"), profiles);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void takes_key_and_address_from_a_profile(InMemoryOrganization organization) throws IOException {
        Path key = Files.writeString(home.resolve("key"), organization.adminKey() + "\n");
        write("""
                default_profile: file
                profiles:
                  file: { key_file: "~/key", base_url: "%s", output: csv }
                  command: { key_command: "cat '%s'", base_url: "%s", read_only: true }
                  variable: { key_env: OTHER_KEY, base_url: "%s" }
                """.formatted(organization.baseUrl(), key, organization.baseUrl(), organization.baseUrl()));
        organization.projects().add("payments-prod");

        assertThat(withoutKey(organization).run("projects", "list").out()).startsWith("id,name,");
        assertThat(withoutKey(organization)
                        .run("projects", "list", "--profile", "command")
                        .out())
                .contains("\"name\":\"payments-prod\"");
        assertThat(withoutKey(organization)
                        .with("OPENAI_ADMIN_PROFILE", "command")
                        .run("projects", "create", "a", "-y")
                        .exitCode())
                .isEqualTo(ExitCode.ERROR);
        assertThat(withoutKey(organization)
                        .with("OTHER_KEY", organization.adminKey())
                        .run("projects", "list", "--profile=variable")
                        .exitCode())
                .isEqualTo(ExitCode.DONE);
        assertThat(withoutKey(organization)
                        .run("projects", "list", "--profile=variable")
                        .err())
                .startsWith("OTHER_KEY must be set");
    }

    @Test
    void prefers_the_environment_to_the_default_profile(InMemoryOrganization organization) throws IOException {
        write("""
                default_profile: elsewhere
                profiles:
                  elsewhere: { key_file: /nowhere, base_url: "http://127.0.0.1:9/v1" }
                """);

        assertThat(Cli.on(organization, home).run("projects", "list").exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void says_what_is_wrong_with_a_profile(InMemoryOrganization organization) throws IOException {
        assertThat(withoutKey(organization)
                        .run("projects", "list", "--profile", "prod")
                        .err())
                .contains("must be in ", "config.yaml, which does not exist");
        write("profiles: { prod: { key: abc } }");
        assertThat(withoutKey(organization)
                        .run("projects", "list", "--profile", "test")
                        .err())
                .contains("must be one of the profiles in", "prod");
        assertThat(withoutKey(organization)
                        .run("projects", "list", "--profile", "prod")
                        .err())
                .contains("must not have 'key'; known: ");
    }

    @Test
    void says_where_a_key_comes_from_when_there_is_none(InMemoryOrganization organization) {
        Ended refused = withoutKey(organization).run("projects", "list");

        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(refused.err()).startsWith("OPENAI_ADMIN_KEY must be set").hasLineCount(1);
    }

    @Test
    void examines_the_settings_without_showing_the_key(InMemoryOrganization organization) {
        Ended examined = Cli.on(organization, home).run("doctor");

        assertThat(examined.err()).isEmpty();
        assertThat(examined.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(examined.out())
                .contains(
                        "Base URL      " + organization.baseUrl() + ", from: OPENAI_BASE_URL",
                        "Key           from the variable OPENAI_ADMIN_KEY",
                        "Proxy         none",
                        "Connection    a response after ",
                        " that of the server; up to 60 s is fine",
                        "Rights        The key may read ")
                .doesNotContain(organization.adminKey());
        assertThat(withoutKey(organization).run("doctor").exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
