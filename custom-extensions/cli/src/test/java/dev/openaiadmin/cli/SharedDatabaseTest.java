package dev.openaiadmin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.cli.Cli.Ended;
import dev.openaiadmin.cli.terminal.ExitCode;
import dev.openaiadmin.governance.jdbc.GovernanceDatabase;
import dev.openaiadmin.governance.jdbc.PostgresServer;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Journals and checkpoints in PostgreSQL. The user of the database is in the environment of the commands. */
@WithOrganization
@Timeout(60)
class SharedDatabaseTest {
    @TempDir
    private Path folder;

    private String address = "";

    @BeforeEach
    void createSchema() throws SQLException {
        address = PostgresServer.shared().newAddress();
    }

    @Test
    void continues_on_one_machine_what_was_cut_off_on_another(InMemoryOrganization organization) throws IOException {
        Path file = Files.writeString(folder.resolve("org.yaml"), """
                projects:
                  - name: payments-prod
                    service_accounts: [ci]
                """);
        // The key is lost with the response, and its account is not deleted again.
        organization.failNext(
                Fault.status(503).butDone().on("createServiceAccount").times(1));
        organization.failNext(Fault.status(403).on("deleteServiceAccount").times(1));

        Ended cutOff = onMachine("build-1", organization).run(apply(file));
        assertThat(cutOff.err()).contains("1 of 2 changes are done");
        assertThat(cutOff.exitCode()).isEqualTo(ExitCode.ERROR);
        Ended continued = onMachine("build-2", organization).run(apply(file));

        assertThat(continued.err()).isEmpty();
        assertThat(continued.out()).endsWith("Done: 1 change.\n");
        assertThat(folder.resolve("payments-prod.ci.key")).exists();
        assertThat(organization.requestCount("createProject")).isEqualTo(1);
        assertThat(organization.requestCount("createServiceAccount")).isEqualTo(2);
        assertThat(onMachine("build-3", organization).run(apply(file)).out())
                .isEqualTo("Nothing to do: the organization matches the blueprints.\n");
    }

    @Test
    void changes_nothing_and_names_the_run_that_holds_the_lock(InMemoryOrganization organization) throws IOException {
        Path file = Files.writeString(folder.resolve("org.yaml"), "projects: [{ name: payments-prod }]");
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(address);
        source.setUser(PostgresServer.owner());
        ApplyJournal journal = GovernanceDatabase.open(source).journal("production");

        try (ApplyJournal.Lock lock = journal.lock("process 7 of deploy on build-1")) {
            Ended refused = onMachine("build-2", organization).run(apply(file));

            lock.requireHeld();
            assertThat(refused.err())
                    .contains(
                            "The journal production in the database is in use by process 7 of deploy on build-1 since ");
            assertThat(refused.exitCode()).isEqualTo(ExitCode.ERROR);
            assertThat(organization.requestCount("createProject")).isZero();
        }
        assertThat(onMachine("build-2", organization).run(apply(file)).exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void prints_each_event_once_wherever_it_runs(InMemoryOrganization organization) {
        Instant before = Instant.now().minusSeconds(600);
        String event = organization.auditLogs().add("scim.enabled", before, Map.of());

        Ended printed = onMachine("build-1", organization).run(audit());
        assertThat(printed.out()).contains("\"id\":\"" + event + "\"").hasLineCount(1);
        assertThat(printed.err()).isEmpty();
        Ended nothing = onMachine("build-2", organization).run(audit());

        assertThat(nothing.out()).isEmpty();
        assertThat(nothing.err()).startsWith("There are no new events until ");
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.DONE);
    }

    private Cli onMachine(String name, InMemoryOrganization organization) {
        return Cli.on(organization, folder.resolve(name)).with("OPENAI_ADMIN_DATABASE_USER", PostgresServer.owner());
    }

    private String[] apply(Path file) {
        return new String[] {
            "apply",
            "--yes",
            file.toString(),
            "--keys",
            folder.toString(),
            "--journal",
            address,
            "--journal-name",
            "production"
        };
    }

    private String[] audit() {
        return new String[] {"audit", "--since", "1h", "--checkpoint", address, "--checkpoint-name", "siem"};
    }
}
