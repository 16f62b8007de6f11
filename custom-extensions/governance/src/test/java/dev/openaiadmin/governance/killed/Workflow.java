package dev.openaiadmin.governance.killed;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.blueprint.ProjectBlueprint;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.keys.SecretSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A workflow on an organization, with the journal and the sink in one folder. It can end its process at a given moment,
 * without a word, as if the machine had failed: before a request, after a response that nobody has read yet, or once a
 * key is stored. Entries of the journal are written in between.
 */
enum Workflow {
    APPLY {
        @Override
        void run(Governance governance, OpenAiAdmin admin) {
            governance.plan(BLUEPRINT).apply();
        }
    },

    ROTATION {
        @Override
        void run(Governance governance, OpenAiAdmin admin) {
            Account account = account(admin).orElseThrow();
            governance.rotate(account.projectId(), account.id()).run();
        }
    };

    static final int KILLED = 137;
    static final int PLENTY = 1_000_000;
    static final String PROJECT = "payments-prod";
    static final ProjectBlueprint BLUEPRINT = ProjectBlueprint.named(PROJECT)
            .owner("ada@example.com")
            .member("new@example.com")
            .serviceAccount("ci")
            .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500L))
            .spendAlert(50_000, "finance@example.com");

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

    /**
     * Runs the workflow.
     *
     * @param momentsToLive after how many moments the process ends
     * @return the number of moments that it has taken
     */
    int run(String key, String baseUrl, Path folder, int momentsToLive) {
        AtomicInteger left = new AtomicInteger(momentsToLive);
        Runnable moment = () -> {
            if (left.decrementAndGet() == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        };
        try (OpenAiAdmin admin = OpenAiAdmin.builder()
                .adminKey(key)
                .baseUrl(baseUrl)
                .options(options -> options.onResponse(response -> moment.run()))
                .feign(pipeline -> pipeline.requestInterceptor(request -> moment.run()))
                .build()) {
            SecretSink files = SecretSink.files(folder);
            Governance governance = Governance.builder(admin)
                    .lag(Duration.ofMillis(2500))
                    .parallelRequests(1)
                    .journal(ApplyJournal.file(folder.resolve("journal")))
                    .secrets(secret -> {
                        files.store(secret);
                        moment.run();
                    })
                    .build();
            run(governance, admin);
        }
        return momentsToLive - left.get();
    }
}
