package dev.openaiadmin.governance.benchmark;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.costs.CostReport;
import dev.openaiadmin.governance.keys.IdleKeys;
import dev.openaiadmin.testkit.Fault;
import dev.openaiadmin.testkit.InMemoryOrganization;
import dev.openaiadmin.testkit.OrganizationServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/**
 * Measures the workflows with 100 ms for each response and no rate limits, in real time: first with the number of parallel
 * requests that is the default, then one request after the other on a twentieth of the organization.
 *
 * <p>Run it as a program with the class path of the tests.
 */
public final class SlowNetworkBenchmark {
    private static final Duration DELAY = Duration.ofMillis(100);
    private static final int PROJECTS = 1_000;
    private static final int USERS_EACH = 20;
    private static final int BLUEPRINTS = 200;
    private static final int PROJECTS_WITH_COSTS = 100;
    private static final int PARALLEL = 24;
    private static final int PART = 20;

    private SlowNetworkBenchmark() {}

    @FunctionalInterface
    private interface Workflow {
        void run() throws Exception;
    }

    /** Prints a line for each workflow. */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        System.out.println("workflow; projects; parallel requests; seconds; at most");
        try (OrganizationServer server = OrganizationServer.start()) {
            measure(server, PROJECTS, BLUEPRINTS, PARALLEL);
            measure(server, PROJECTS / PART, BLUEPRINTS / PART, 1);
        }
    }

    private static void measure(OrganizationServer server, int projects, int blueprints, int parallel)
            throws Exception {
        InMemoryOrganization organization = server.newOrganization();
        organization.seed(LargeOrganization.seed(projects, USERS_EACH));
        LargeOrganization.spend(organization, Math.min(projects, PROJECTS_WITH_COSTS));
        organization.failNext(Fault.slow(DELAY).always());
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(organization.adminKey())
                .baseUrl(organization.baseUrl())
                .build()) {
            Path file = Files.createTempFile("snapshot", ".json");
            measure("snapshot, -Xmx64m", projects, parallel, 75, () -> {
                if (SnapshotInSmallHeap.run(organization, file, parallel) != 0) {
                    throw new IllegalStateException("The snapshot failed");
                }
            });
            Files.delete(file);
            measure(
                    "idle keys",
                    projects,
                    parallel,
                    15,
                    () -> IdleKeys.of(admin, Duration.ofDays(90), Clock.systemUTC(), parallel));
            Governance governance = Governance.builder(admin)
                    .secrets(key -> {})
                    .parallelRequests(parallel)
                    .build();
            measure(
                    "plan of " + blueprints + " blueprints",
                    projects,
                    parallel,
                    10,
                    () -> governance.plan(LargeOrganization.blueprint(blueprints)));
            measure(
                    "costs of 13 months by project",
                    projects,
                    parallel,
                    3,
                    () -> CostReport.perProject(admin, LargeOrganization.FIRST_DAY, LargeOrganization.LAST_DAY));
        }
    }

    private static void measure(String name, int projects, int parallel, int atMost, Workflow workflow)
            throws Exception {
        long start = System.nanoTime();
        workflow.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%s; %d; %d; %.1f; %s%n", name, projects, parallel, seconds, parallel == 1 ? "-" : atMost + " s");
    }
}
