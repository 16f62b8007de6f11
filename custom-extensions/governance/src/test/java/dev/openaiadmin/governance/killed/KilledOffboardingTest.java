package dev.openaiadmin.governance.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import dev.openaiadmin.testkit.RecordedRequest;
import dev.openaiadmin.testkit.WithOrganization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills an offboarding before and after each of its changes; the reads before them have nothing to lose. */
@WithOrganization
@Timeout(120)
class KilledOffboardingTest {
    private static final Journals JOURNALS = new FileJournals();

    @TempDir
    private Path folder;

    private record Run(int moment, InMemoryOrganization organization, RunSettings settings) {}

    @Test
    void is_complete_when_it_is_run_again(OrganizationServer server) throws Exception {
        Run counted = begin(0, server);
        Workflow.OFFBOARDING.run(counted.settings());
        List<Integer> changes = changes(counted.organization());
        assertThat(changes).hasSize(4);

        List<Run> held = new ArrayList<>();
        try (WorkflowProcess process = WorkflowProcess.start(JOURNALS)) {
            for (int change : changes) {
                // Each request has two moments: before it is sent, and when its response has arrived.
                held.add(hold(2 * change + 1, process, server));
                held.add(hold(2 * change + 2, process, server));
            }
            process.kill();
        }

        for (Run run : held) {
            Workflow.OFFBOARDING.run(run.settings());
            assertThat(traces(run)).as("moment %d", run.moment()).isEmpty();
        }
    }

    private Run begin(int moment, OrganizationServer server) throws IOException {
        InMemoryOrganization organization = server.newOrganization();
        String project = organization.projects().add(Workflow.PROJECT);
        String leaver = organization.users().add(Workflow.LEAVER, "reader");
        organization.projectUsers().add(project, leaver, "member");
        organization.projectApiKeys().add(project, "laptop", leaver);
        organization.groups().addUser(organization.groups().add("on-call"), leaver);
        Path place = Files.createDirectories(folder.resolve("moment-" + moment));
        return new Run(
                moment,
                organization,
                new RunSettings(JOURNALS, organization.adminKey(), organization.baseUrl(), place));
    }

    private Run hold(int moment, WorkflowProcess process, OrganizationServer server) throws Exception {
        Run run = begin(moment, server);
        assertThat(process.begin(Workflow.OFFBOARDING, moment, run.settings()).get(60, TimeUnit.SECONDS))
                .isEqualTo(WorkflowProcess.HELD);
        return run;
    }

    /** The positions of the changes among all requests. */
    private static List<Integer> changes(InMemoryOrganization organization) {
        List<Integer> changes = new ArrayList<>();
        List<RecordedRequest> requests = organization.requests();
        for (int i = 0; i < requests.size(); i++) {
            if (requests.get(i).method().equals("DELETE")) {
                changes.add(i);
            }
        }
        return changes;
    }

    /** What the organization still shows of the person. */
    private static List<String> traces(Run run) {
        List<String> traces = new ArrayList<>();
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(run.organization().adminKey())
                .baseUrl(run.organization().baseUrl())
                .build()) {
            admin.users().list().stream()
                    .filter(user -> Workflow.LEAVER.equals(user.email()))
                    .forEach(user -> traces.add("user"));
            admin.projects().list().forEach(project -> {
                admin.projectUsers().list(project.id()).forEach(user -> traces.add("member of " + project.name()));
                admin.projectApiKeys().list(project.id()).forEach(key -> traces.add("key of " + project.name()));
            });
            admin.groups()
                    .list()
                    .forEach(group -> admin.groupUsers()
                            .list(group.id())
                            .forEach(user -> traces.add("member of " + group.name())));
        }
        return traces;
    }
}
