package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What other users and the logs of a machine see of a command that stores a new key. */
@WithOrganization
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ProcessListTest {
    /** Stores what it is given, and what the process list says of it and of the program. */
    private static final String SECRET_COMMAND =
            "cat > key; cat /proc/self/environ > environment; cat /proc/$$/cmdline /proc/$PPID/cmdline > commands";

    @TempDir
    private Path folder;

    @Test
    void shows_no_key_in_command_lines_variables_outputs_and_logs(InMemoryOrganization organization) throws Exception {
        String project = organization.projects().add("payments-prod");

        Process process = ProgramProcess.builder(
                        folder,
                        organization,
                        "service-accounts",
                        "create",
                        project,
                        "ci",
                        "--yes",
                        "--verbose",
                        "--secret-command",
                        SECRET_COMMAND)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isZero();
        String newKey = text("key").strip();
        assertThat(Cli.hasSecret(newKey)).isTrue();
        assertThat(text("commands")).contains("service-accounts");
        for (String file : new String[] {"out", "err", "commands"}) {
            assertThat(text(file).contains(newKey) || text(file).contains(organization.adminKey()))
                    .as("%s has a key", file)
                    .isFalse();
        }
        assertThat(text("environment").contains(newKey))
                .as("the environment has the new key")
                .isFalse();
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
