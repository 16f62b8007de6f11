package dev.openaiadmin.governance.killed;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.blueprint.GroupBlueprint;
import dev.openaiadmin.governance.blueprint.OrganizationBlueprint;
import dev.openaiadmin.governance.blueprint.ProjectBlueprint;
import dev.openaiadmin.governance.keys.SecretSink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A workflow on an organization. It can be stopped at a given moment: before a request, after a response that nobody has
 * read yet, or once a key is stored. Entries of the journal are written in between.
 */
enum Workflow {
    APPLY {
        @Override
        void run(Governance governance, OpenAiAdmin admin) {
            governance.plan(BLUEPRINT).apply();
        }
    },

    /** Roles, groups and who is in them, in the organization and in a project. */
    ACCESS {
        @Override
        void run(Governance governance, OpenAiAdmin admin) {
            governance.plan(ACCESS_BLUEPRINT).apply();
        }
    },

    ROTATION {
        @Override
        void run(Governance governance, OpenAiAdmin admin) {
            Account account = account(admin).orElseThrow();
            governance.rotate(account.projectId(), account.id()).run();
        }
    },

    OFFBOARDING {
        @Override
        void run(Governance governance, OpenAiAdmin admin) {
            governance.offboard(LEAVER).deleteKeys().plan().apply();
        }
    };

    /** A moment that no run has. */
    static final int NEVER = 0;

    static final String PROJECT = "payments-prod";
    static final String LEAVER = "leaver@example.com";
    static final ProjectBlueprint BLUEPRINT = ProjectBlueprint.named(PROJECT)
            .owner("ada@example.com")
            .member("new@example.com")
            .serviceAccount("ci")
            .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500L))
            .spendAlert(50_000, "finance@example.com");

    static final OrganizationBlueprint ACCESS_BLUEPRINT = OrganizationBlueprint.of(ProjectBlueprint.named(PROJECT)
                    .role("tester", null, List.of("api.model.read"))
                    .viewer("ada@example.com")
                    .userRoles("ada@example.com", "tester")
                    .group("platform", "member"))
            .role("auditor", "Reads usage.", List.of("api.usage.read"))
            .group(GroupBlueprint.named("platform").member("ada@example.com").role("auditor"))
            .user("ada@example.com", "owner", "auditor")
            .spendAlert(0, "finance@example.com");

    /** A service account in a project. */
    record Account(String projectId, String id) {}

    /** Returns the service account that is rotated, once the lists show it. */
    static Optional<Account> account(OpenAiAdmin admin) {
        return admin.projects().list().stream()
                .filter(project -> PROJECT.equals(project.name()))
                .findFirst()
                .flatMap(project -> admin.serviceAccounts().list(project.id()).stream()
                        .findFirst()
                        .map(account -> new Account(project.id(), account.id())));
    }

    abstract void run(Governance governance, OpenAiAdmin admin);

    /** Runs the workflow to its end, and returns the number of its moments. */
    int run(RunSettings settings) {
        return run(settings, NEVER, () -> {});
    }

    /**
     * Runs the workflow.
     *
     * @param stopAt the number of a moment, from 1
     * @param stop called at this moment
     * @return the number of moments of the run
     */
    int run(RunSettings settings, int stopAt, Runnable stop) {
        AtomicInteger moments = new AtomicInteger();
        Runnable moment = () -> {
            if (moments.incrementAndGet() == stopAt) {
                stop.run();
            }
        };
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(settings.adminKey())
                .baseUrl(settings.baseUrl())
                .options(options -> options.onResponse(response -> moment.run()))
                .feign(pipeline -> pipeline.requestInterceptor(request -> moment.run()))
                .build()) {
            SecretSink files = SecretSink.files(settings.folder());
            Governance governance = Governance.builder(admin)
                    .lag(Duration.ofMillis(2500))
                    .parallelRequests(1)
                    .journal(settings.journals().open(settings.folder()))
                    .secrets(secret -> {
                        files.store(secret);
                        moment.run();
                    })
                    .build();
            run(governance, admin);
        }
        return moments.get();
    }
}
