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
import java.util.List;
import java.util.Locale;

/**
 * Measures the workflows with 100 ms for each response and no rate limits, in real time: with the number of parallel
 * requests that is the default, and one request after the other. One request after the other takes about 25 minutes on
 * the whole organization, so by default a twentieth of it is measured that way.
 *
 * <p>Run it as a program with the class path of the tests. The argument {@code parallel} measures only parallel requests;
 * {@code sequential} measures only one request after the other, on the whole organization; {@code all} measures both on
 * the whole organization.
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

    /** Prints a line for each workflow; the argument says which ones. */
    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        String measured = arguments.length == 0 ? "" : arguments[0];
        if (!List.of("", "parallel", "sequential", "all").contains(measured)) {
            throw new IllegalArgumentException("The argument must be parallel, sequential or all, but was " + measured);
        }
        System.out.println("workflow; projects; parallel requests; seconds; at most");
        try (OrganizationServer server = OrganizationServer.start()) {
            if (!measured.equals("sequential")) {
                measure(server, PROJECTS, BLUEPRINTS, PARALLEL);
            }
            if (measured.equals("sequential") || measured.equals("all")) {
                measure(server, PROJECTS, BLUEPRINTS, 1);
            } else if (measured.isEmpty()) {
                measure(server, PROJECTS / PART, BLUEPRINTS / PART, 1);
            }
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
                if (SnapshotInSmallHeap.run(organization, file, 64, parallel) != 0) {
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
