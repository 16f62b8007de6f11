package dev.openaiadmin.governance;

import dev.openaiadmin.client.OpenAiAdmin;
import dev.openaiadmin.governance.blueprint.OrganizationBlueprint;
import dev.openaiadmin.governance.blueprint.Plan;
import dev.openaiadmin.governance.blueprint.PlanRefusedException;
import dev.openaiadmin.governance.blueprint.ProjectBlueprint;
import dev.openaiadmin.governance.blueprint.SavedPlan;
import dev.openaiadmin.governance.internal.JournaledSteps;
import dev.openaiadmin.governance.internal.OriginalRateLimits;
import dev.openaiadmin.governance.internal.ParallelReads;
import dev.openaiadmin.governance.internal.ReadLag;
import dev.openaiadmin.governance.internal.RunContext;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.keys.KeyRotation;
import dev.openaiadmin.governance.keys.SecretSink;
import dev.openaiadmin.governance.offboarding.Offboarding;
import dev.openaiadmin.governance.policy.Exemption;
import dev.openaiadmin.governance.policy.PolicyReport;
import dev.openaiadmin.governance.snapshots.SnapshotRateLimits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;

/**
 * Workflows that change an organization. Each of them can be repeated: what is done is not done again.
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
 * <p>Immutable and thread-safe. Only one run at a time can change something with the same journal; a second one is
 * refused.
 */
public final class Governance {
    private final OpenAiAdmin admin;
    private final SecretSink secrets;
    private final RunContext context;

    private Governance(Builder builder) {
        this.admin = builder.admin;
        this.secrets = builder.secrets;
        this.context = new RunContext(
                admin.with(options -> options.timeout(Duration.ofHours(1))),
                admin.with(options -> options.timeout(JournaledSteps.CREATE_TIMEOUT)),
                builder.journal,
                new ReadLag(builder.lag, builder.clock, builder.pause),
                builder.parallelRequests,
                builder.originalRateLimits);
    }

    /**
     * Starts with the defaults: a journal that ends with the process, no sink for keys, 24 parallel requests.
     *
     * @param admin the client; each of its calls may take an hour, because the API may limit their rate
     * @return a new builder
     */
    public static Builder builder(OpenAiAdmin admin) {
        return new Builder(admin);
    }

    /**
     * Compares a project with its blueprint. Only reads.
     *
     * @param blueprint the desired state of the project
     * @return the changes that are needed
     * @throws PlanRefusedException when the blueprint cannot be applied; the message lists all reasons
     */
    public Plan plan(ProjectBlueprint blueprint) {
        return plan(OrganizationBlueprint.of(blueprint));
    }

    /**
     * Compares projects with their blueprints. Only reads, and of each project only what its blueprint names. A blueprint
     * that cannot be applied is left out, and the plan tells why; the others are planned.
     *
     * @param blueprint the desired state of the projects
     * @return the changes that are needed
     * @throws PlanRefusedException when no blueprint can be applied, or one of them cannot and the blueprint is
     *     {@linkplain OrganizationBlueprint#allOrNothing all or nothing}; the message lists all reasons
     * @throws dev.openaiadmin.governance.policy.PolicyViolationException when the blueprints do not keep their policies;
     *     nothing was sent
     * @throws GovernanceException when the journal belongs to another organization, or the blueprints are for another one
     */
    public Plan plan(OrganizationBlueprint blueprint) {
        List<Exemption> allowed = blueprint.requirePoliciesKept();
        return Plan.of(contextOf(blueprint), secrets, blueprint, allowed);
    }

    /** Refuses another organization than the one that the blueprints are for. */
    private RunContext contextOf(OrganizationBlueprint blueprint) {
        if (blueprint.organization().isEmpty()) {
            return context;
        }
        OrganizationPin pin = new OrganizationPin(blueprint.organization().get());
        pin.require(admin);
        return context.with(
                admin.with(pin.options().andThen(options -> options.timeout(Duration.ofHours(1)))),
                admin.with(pin.options().andThen(options -> options.timeout(JournaledSteps.CREATE_TIMEOUT))));
    }

    /**
     * Checks whether the organization, as it is, keeps the policies of blueprints. Only reads, and only what the policies
     * are about.
     *
     * @param blueprint the blueprints, of which only the policies and the organization count
     * @return the violations, and what could not be read
     * @throws GovernanceException when the blueprints are for another organization
     */
    public PolicyReport check(OrganizationBlueprint blueprint) {
        RunContext run = contextOf(blueprint);
        Clock clock = Clock.fixed(run.lag().now(), ZoneOffset.UTC);
        return PolicyReport.of(run.admin(), blueprint.policies(), clock, run.parallelRequests());
    }

    /**
     * Plans again what was saved, and compares it. Only reads. The plan that is returned has the changes of the saved one.
     *
     * @param saved a plan that was saved
     * @return the plan, to be applied
     * @throws dev.openaiadmin.governance.blueprint.PlanOutdatedException when the organization does not match the saved plan
     *     any more; the message tells the differences
     * @throws GovernanceException when the saved plan belongs to another organization
     */
    public Plan plan(SavedPlan saved) {
        Plan plan = plan(saved.blueprint());
        saved.requireSame(plan, context.admin());
        return plan;
    }

    /**
     * Prepares to replace the key of a service account.
     *
     * @param projectId the project of the account
     * @param serviceAccountId the account
     * @return a rotation with the defaults; nothing happens before {@link KeyRotation#run}
     */
    public KeyRotation rotate(String projectId, String serviceAccountId) {
        return KeyRotation.of(context, secrets, projectId, serviceAccountId);
    }

    /**
     * Prepares to remove a person from the organization.
     *
     * @param person the address, or the id of the user
     * @return an offboarding with the defaults; nothing happens before {@link Offboarding#plan}
     * @throws dev.openaiadmin.InvalidValueException when it is neither an address nor an id
     */
    public Offboarding offboard(String person) {
        return Offboarding.of(context, admin::mayUseKey, person);
    }

    /** Collects what the workflows need. Not thread-safe. */
    public static final class Builder {
        private final OpenAiAdmin admin;
        private ApplyJournal journal = ApplyJournal.inMemory();
        private SecretSink secrets = SecretSink.none();
        private Duration lag = Duration.ofSeconds(90);
        private int parallelRequests = ParallelReads.DEFAULT;
        private OriginalRateLimits originalRateLimits = OriginalRateLimits.NONE;
        private Supplier<Instant> clock = Instant::now;
        private ReadLag.Pause pause = time -> Thread.sleep(time.toMillis());

        private Builder(OpenAiAdmin admin) {
            this.admin = admin;
        }

        /**
         * Sets the journal, which lets a run that was killed be run again, and keeps two runs apart. Without it, a run
         * that is killed may leave a service account whose key is lost.
         *
         * @param journal such as {@link ApplyJournal#file}; one for each organization
         * @return this builder
         */
        public Builder journal(ApplyJournal journal) {
            this.journal = journal;
            return this;
        }

        /**
         * Sets where the keys go that are created.
         *
         * @param secrets such as {@link SecretSink#files}, or a lambda that writes to a vault
         * @return this builder
         */
        public Builder secrets(SecretSink secrets) {
            this.secrets = secrets;
            return this;
        }

        /**
         * Sets how long the API may take to show what is new. Up to a minute has been seen.
         *
         * @param lag not negative; 90 seconds by default
         * @return this builder
         */
        public Builder lag(Duration lag) {
            this.lag = lag;
            return this;
        }

        /**
         * Sets how many requests may be under way at once while a plan is made. The client's pacing applies to all of
         * them.
         *
         * @param parallelRequests from 1 to 256; 24 by default
         * @return this builder
         * @throws dev.openaiadmin.InvalidValueException when it is not in this range
         */
        public Builder parallelRequests(int parallelRequests) {
            this.parallelRequests = ParallelReads.valid(parallelRequests);
            return this;
        }

        /**
         * Names a snapshot from before the first change of rate limits. A blueprint that resets a rate limit to its default
         * takes it from there, unless the journal has recorded it.
         *
         * @param snapshot a file that {@link dev.openaiadmin.governance.snapshots.OrganizationSnapshot} has written
         * @return this builder
         */
        public Builder rateLimitsBefore(Path snapshot) {
            this.originalRateLimits = SnapshotRateLimits.in(snapshot);
            return this;
        }

        Builder time(Supplier<Instant> clock, ReadLag.Pause pause) {
            this.clock = clock;
            this.pause = pause;
            return this;
        }

        /**
         * Creates the workflows.
         *
         * @return the workflows over the client
         */
        public Governance build() {
            return new Governance(this);
        }
    }
}
