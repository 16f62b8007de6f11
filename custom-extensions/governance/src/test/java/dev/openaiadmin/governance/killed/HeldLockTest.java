package dev.openaiadmin.governance.killed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.journal.JournalInUseException;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.WithOrganization;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run in another process holds the lock of the journal for its whole time, and no longer than the process lives. */
@WithOrganization
@Timeout(120)
class HeldLockTest {
    @TempDir
    private Path folder;

    @Test
    void refuses_a_run_while_another_process_runs_and_not_after_its_end(InMemoryOrganization organization)
            throws Exception {
        organization.users().add("ada@example.com", "reader");
        run(Workflow.APPLY, organization);
        int moments = run(Workflow.ROTATION, organization);
        Instant before = Instant.now();

        try (WorkflowProcess other = WorkflowProcess.start(new FileJournals())) {
            String held = other.begin(Workflow.ROTATION, moments, settings(organization))
                    .get(60, TimeUnit.SECONDS);
            assertThat(held).isEqualTo(WorkflowProcess.HELD);
            long created = organization.requestCount("createServiceAccountApiKey");

            assertThatThrownBy(() -> run(Workflow.ROTATION, organization))
                    .isInstanceOfSatisfying(JournalInUseException.class, inUse -> {
                        assertThat(inUse.holder()).startsWith("process " + other.pid() + " of ");
                        assertThat(inUse.since()).isBetween(before, Instant.now());
                    });
            assertThat(organization.requestCount("createServiceAccountApiKey")).isEqualTo(created);

            other.kill();
        }
        run(Workflow.ROTATION, organization);
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build()) {
            String project = Workflow.account(admin).orElseThrow().projectId();
            assertThat(admin.projectApiKeys().list(project).stream().filter(key -> key.expiresAt() == null))
                    .hasSize(1);
        }
    }

    private int run(Workflow workflow, InMemoryOrganization organization) {
        return workflow.run(settings(organization));
    }

    private RunSettings settings(InMemoryOrganization organization) {
        return new RunSettings(new FileJournals(), organization.adminKey(), organization.baseUrl(), folder);
    }
}
