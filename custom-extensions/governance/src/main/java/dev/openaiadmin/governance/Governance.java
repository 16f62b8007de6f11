package dev.openaiadmin.governance;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.OpenAiAdmin;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Workflows over the administration API, each of which can be repeated without harm.
 *
 * <pre>{@code
 * Governance governance = Governance.builder(admin)
 *         .journal(ApplyJournal.file(Path.of("openai.journal")))
 *         .secrets(SecretSink.files(Path.of("/run/secrets")))
 *         .build();
 * Plan plan = governance.plan(ProjectBlueprint.named("payments-prod").owner("ada@example.com").serviceAccount("ci"));
 * System.out.println(plan);
 * plan.apply();
 * }</pre>
 *
 * <p>Immutable; safe for use by many threads, while one journal serves one run at a time.
 */
public final class Governance {
    private final AdminApi admin;
    private final ApplyJournal journal;
    private final SecretSink secrets;
    private final Waiting waiting;

    private Governance(Builder builder) {
        this.admin = builder.admin;
        this.journal = builder.journal;
        this.secrets = builder.secrets;
        this.waiting = new Waiting(builder.lag, builder.clock, builder.pause);
    }

    /**
     * Starts with the defaults: a journal that is gone with the process, and no sink for keys.
     *
     * @param admin the client; its calls are given an hour each, since the API may limit their rate
     * @return a new builder
     */
    public static Builder builder(OpenAiAdmin admin) {
        return new Builder(admin.with(options -> options.timeout(Duration.ofHours(1))));
    }

    /**
     * Compares a project with its blueprint. Reads only.
     *
     * @param blueprint the project as it should be
     * @return the changes that it takes
     * @throws PlanRefusedException when it cannot be carried out as it stands; all reasons are listed
     */
    public Plan plan(ProjectBlueprint blueprint) {
        return plan(OrganizationBlueprint.of(blueprint));
    }

    /**
     * Compares projects with their blueprints. Reads only, and of each project only what its blueprint names.
     *
     * @param blueprint the projects as they should be
     * @return the changes that it takes
     * @throws PlanRefusedException when it cannot be carried out as it stands; all reasons are listed
     */
    public Plan plan(OrganizationBlueprint blueprint) {
        return new Planner(admin, new Creation(journal, waiting), secrets).plan(blueprint);
    }

    /**
     * Prepares to give a service account another key.
     *
     * @param projectId the project of the account
     * @param serviceAccountId the account
     * @return a rotation with the defaults; nothing happens before it is {@linkplain KeyRotation#run run}
     */
    public KeyRotation rotate(String projectId, String serviceAccountId) {
        return new KeyRotation(
                admin,
                new Creation(journal, waiting),
                projectId,
                serviceAccountId,
                secrets,
                key -> true,
                Duration.ZERO);
    }

    /** Collects what the workflows need. Not safe for use by many threads. */
    public static final class Builder {
        private final AdminApi admin;
        private ApplyJournal journal = new JournalInMemory();
        private SecretSink secrets = SecretSink.none();
        private Duration lag = Duration.ofSeconds(90);
        private Supplier<Instant> clock = Instant::now;
        private Waiting.Pause pause = time -> Thread.sleep(time.toMillis());

        private Builder(AdminApi admin) {
            this.admin = admin;
        }

        /**
         * Remembers what is about to be made, so that a run that was killed can be run again. Without it, a run that was
         * killed may leave a service account whose key is lost.
         *
         * @param journal such as {@link ApplyJournal#file}
         * @return this builder
         */
        public Builder journal(ApplyJournal journal) {
            this.journal = journal;
            return this;
        }

        /**
         * Takes the keys that are made.
         *
         * @param secrets such as {@link SecretSink#files}, or a lambda that writes to a vault
         * @return this builder
         */
        public Builder secrets(SecretSink secrets) {
            this.secrets = secrets;
            return this;
        }

        /**
         * Sets how long the API may take to show what is new. 90 seconds by default; up to a minute has been seen.
         *
         * @param lag not negative
         * @return this builder
         */
        public Builder lag(Duration lag) {
            this.lag = lag;
            return this;
        }

        Builder time(Supplier<Instant> clock, Waiting.Pause pause) {
            this.clock = clock;
            this.pause = pause;
            return this;
        }

        /**
         * Gives the workflows.
         *
         * @return the workflows over the client
         */
        public Governance build() {
            return new Governance(this);
        }
    }
}
