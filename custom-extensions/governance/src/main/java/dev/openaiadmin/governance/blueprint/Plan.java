package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.blueprint.internal.scope.ChangeRefusedException;
import dev.openaiadmin.governance.blueprint.internal.scope.ProjectReference;
import dev.openaiadmin.governance.blueprint.internal.scope.Step;
import dev.openaiadmin.governance.internal.JournaledSteps;
import dev.openaiadmin.governance.internal.PrintableJson;
import dev.openaiadmin.governance.internal.RefusedChange;
import dev.openaiadmin.governance.internal.RunContext;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.keys.KeyOwner;
import dev.openaiadmin.governance.keys.SecretSink;
import dev.openaiadmin.governance.policy.Exemption;
import dev.openaiadmin.governance.text.PrintableText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The changes that make an organization match its blueprints, in the order in which they are applied. Created by
 * {@code Governance.plan}; nothing is changed before {@link #apply}.
 *
 * <p>Its text is a diff. Immutable, but {@link #apply} works once: plan again after it.
 */
public final class Plan {
    private final OrganizationBlueprint blueprint;
    private final JournaledSteps journaled;
    private final SecretSink secrets;
    private final @Nullable String organization;
    private final boolean allOrNothing;
    private final List<Step> steps;
    private final List<String> warnings;
    private final List<String> problems;
    private final List<String> unmanaged;
    private final List<String> waiting;
    private final List<ProjectReference> projects;

    private Plan(Draft draft) {
        this.blueprint = draft.blueprint;
        this.journaled = draft.journaled;
        this.secrets = draft.secrets;
        this.organization = draft.organization;
        this.allOrNothing = draft.allOrNothing;
        this.steps = List.copyOf(draft.steps);
        this.warnings = List.copyOf(draft.warnings);
        this.problems = List.copyOf(draft.problems);
        this.unmanaged = List.copyOf(draft.unmanaged);
        this.waiting = List.copyOf(draft.waiting);
        this.projects = List.copyOf(draft.projects);
    }

    /**
     * Makes a plan for {@code Governance}, which users call instead.
     *
     * @param context what the workflows share
     * @param secrets stores the keys that are created
     * @param blueprint the desired state
     * @param allowed what the blueprints do not keep of their policies, and need not
     * @return the plan
     */
    public static Plan of(
            RunContext context, SecretSink secrets, OrganizationBlueprint blueprint, List<Exemption> allowed) {
        return new Planner(context, secrets, blueprint).plan(allowed);
    }

    /** A plan while it is made. */
    static final class Draft {
        private final OrganizationBlueprint blueprint;
        private final JournaledSteps journaled;
        private final SecretSink secrets;
        private final List<Step> steps = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final List<String> unmanaged = new ArrayList<>();
        private final List<String> waiting = new ArrayList<>();
        private final List<ProjectReference> projects = new ArrayList<>();
        private @Nullable String organization;
        private boolean allOrNothing;

        Draft(OrganizationBlueprint blueprint, JournaledSteps journaled, SecretSink secrets) {
            this.blueprint = blueprint;
            this.journaled = journaled;
            this.secrets = secrets;
        }

        /** Sets the project that stands for the organization in the journal. */
        void organization(String projectId) {
            organization = projectId;
        }

        void target(ProjectReference project) {
            projects.add(project);
        }

        void steps(List<Step> more) {
            steps.addAll(more);
        }

        void warnings(List<String> more) {
            warnings.addAll(more);
        }

        void problems(List<String> more) {
            problems.addAll(more);
        }

        void unmanaged(List<String> more) {
            unmanaged.addAll(more);
        }

        void waiting(List<String> more) {
            waiting.addAll(more);
        }

        void warnAboutMissingSink() {
            List<KeyOwner> owners = owners(steps);
            if (!secrets.refusesAllKeys() || owners.isEmpty()) {
                return;
            }
            try {
                secrets.check(owners);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                warnings.add("the plan creates keys, and cannot be applied: "
                        + PrintableText.line(String.valueOf(e.getMessage())));
            }
        }

        boolean hasProblems() {
            return !problems.isEmpty();
        }

        /**
         * Refuses a plan that covers nothing of what its blueprints describe.
         *
         * @param coversOrganization whether it covers something beside the projects
         */
        void refuseIfNothingIsLeft(boolean coversOrganization, boolean isAllOrNothing) {
            allOrNothing = isAllOrNothing;
            if (hasProblems() && (isAllOrNothing || (!coversOrganization && projects.isEmpty()))) {
                throw new PlanRefusedException(problems);
            }
        }

        Plan finished() {
            return new Plan(this);
        }
    }

    /** {@return the changes, in order; none when the organization matches the blueprints} */
    public List<PlannedChange> changes() {
        return steps.stream().map(Step::change).toList();
    }

    /** {@return doubts about changes that are applied nevertheless, because only the API can decide; one line each} */
    public List<String> warnings() {
        return warnings;
    }

    /** {@return why blueprints were left out of the plan; none when it covers all of them; one line each} */
    public List<String> problems() {
        return problems;
    }

    /** {@return what exists and is in no blueprint, such as {@code project 'old' (proj_1)}; it is left unchanged} */
    public List<String> unmanaged() {
        return unmanaged;
    }

    /**
     * {@return what cannot be granted yet, because an invite cannot give it; one line each. A plan that is made when the
     * invite was accepted grants it}
     */
    public List<String> waiting() {
        return waiting;
    }

    /**
     * {@return the changes that remove something which the organization has, such as a member or a project, in order. What a
     * run that was cut off has left behind does not count}
     */
    public List<PlannedChange> removals() {
        return changes().stream().filter(change -> change.removal() != null).toList();
    }

    /** {@return the service accounts whose keys are created and stored, in order} */
    public List<KeyOwner> newKeys() {
        return owners(steps);
    }

    /**
     * Refuses the plan when it removes more than is expected, before anything is changed.
     *
     * @param most how many removals are allowed, zero or more
     * @return this plan
     * @throws PlanRefusedException when there are more; the message lists them
     */
    public Plan requireAtMostRemovals(int most) {
        List<PlannedChange> removals = removals();
        if (removals.size() > most) {
            List<String> reasons = new ArrayList<>();
            reasons.add(removals.size() + (removals.size() == 1 ? " removal is" : " removals are") + " planned, and "
                    + (most == 0 ? "none is" : "at most " + most + " are") + " allowed");
            removals.forEach(removal -> reasons.add(removal.withProject()
                    + (removal.removal() == Removal.PERMANENT ? ", which cannot be undone" : "")));
            throw new PlanRefusedException(reasons);
        }
        return this;
    }

    /** {@return whether there is nothing to do} */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /**
     * Applies the plan, one change after the other. When the API refuses a change, the other changes of its project are
     * left out, and those of other projects are made. When the run is killed or fails, plan and apply again: with the same
     * journal nothing is created twice, and no key is lost.
     *
     * @return what was done, with the ids of the projects
     * @throws ApplyException when changes were not made; the message tells which are done, which are not, and how to
     *     continue
     * @throws dev.openaiadmin.governance.journal.JournalInUseException when another run uses the journal; nothing was
     *     changed
     * @throws GovernanceException when keys would be created that cannot be stored, or another run has used the journal
     *     since this plan was made; nothing was changed
     */
    public Applied apply() {
        return apply(new ApplyListener() {});
    }

    /**
     * Applies the plan as {@link #apply()} does.
     *
     * @param listener told of each change, on the calling thread
     * @return what was done
     * @throws ApplyException when changes were not made
     * @throws GovernanceException when the plan cannot be applied; nothing was changed
     */
    public Applied apply(ApplyListener listener) {
        requireSink();
        ApplyJournal.Lock lock = journaled.begin();
        try {
            if (organization != null) {
                journaled.recordOrganization(organization);
            }
            new Application(listener).run();
        } finally {
            lock.close();
        }
        Map<String, String> projectIds = new LinkedHashMap<>();
        projects.forEach(project -> projectIds.put(project.name(), project.id()));
        return new Applied(changes(), projectIds, problems);
    }

    private void requireSink() {
        List<KeyOwner> owners = newKeys();
        if (owners.isEmpty()) {
            return;
        }
        try {
            secrets.check(owners);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw noSink(e);
        } catch (Exception e) {
            throw noSink(e);
        }
    }

    private static List<KeyOwner> owners(List<Step> steps) {
        return steps.stream().map(Step::key).filter(Objects::nonNull).toList();
    }

    private static GovernanceException noSink(Exception failure) {
        return new GovernanceException(
                "The plan creates keys that cannot be stored: " + failure.getMessage() + "; nothing was changed",
                failure);
    }

    /** Applies the steps, and records which of them were made. */
    private final class Application {
        private final ApplyListener listener;
        private final List<PlannedChange> done = new ArrayList<>();
        private final List<PlannedChange> notDone = new ArrayList<>();
        private final Map<PlannedChange, OpenAiAdminException> failures = new LinkedHashMap<>();
        private final Set<String> failedGroups = new HashSet<>();
        private boolean stopped;

        Application(ApplyListener listener) {
            this.listener = listener;
        }

        void run() {
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                if (stopped || failedGroups.contains(step.group()) || (step.needsAll() && !failures.isEmpty())) {
                    notDone.add(step.change());
                } else {
                    apply(step, i + 1);
                }
            }
            if (!failures.isEmpty()) {
                throw new ApplyException(done, notDone, failures);
            }
        }

        private void apply(Step step, int number) {
            listener.starting(step.change(), number, steps.size());
            try {
                journaled.requireLock();
                step.action().run();
            } catch (OpenAiAdminException e) {
                failures.put(step.change(), e);
                notDone.add(step.change());
                failedGroups.add(step.group());
                stopped = allOrNothing || !(e instanceof ChangeRefusedException || RefusedChange.is(e));
                listener.failed(step.change(), number, steps.size(), e);
                return;
            }
            done.add(step.change());
            listener.done(step.change(), number, steps.size());
        }
    }

    /**
     * Returns the plan as JSON: {@code changes}, each with {@code project}, {@code kind}, {@code subject}, {@code before}
     * and {@code after}, and the lists {@code warnings}, {@code problems}, {@code unmanaged} and
     * {@code waiting}.
     *
     * @return the JSON text
     */
    public String toJson() {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("changes", changes());
        plan.put("warnings", warnings);
        plan.put("problems", problems);
        plan.put("unmanaged", unmanaged);
        plan.put("waiting", waiting);
        return PrintableJson.pretty(plan);
    }

    /**
     * Saves the plan, so that it can be applied later while the organization still matches it: see {@link SavedPlan}. The
     * file is written as a whole, and only its owner may read it. It holds no secret.
     *
     * @param file the file, which is replaced when it exists
     * @throws GovernanceException when blueprints were left out of the plan because of problems, or the file cannot be
     *     written
     */
    public void writeTo(Path file) {
        if (!problems.isEmpty()) {
            throw new GovernanceException("A plan with problems cannot be saved:\n  - "
                    + String.join("\n  - ", problems) + "\nCorrect the blueprints, or plan a part of them.");
        }
        SavedPlan.write(file, this, blueprint);
    }

    /**
     * Returns the plan as Markdown, for the description of a pull request. Long parts are collapsed. Names stand in code, so
     * that nothing in them is rendered, linked or mentioned.
     *
     * @return the Markdown text
     */
    public String toMarkdown() {
        return PlanMarkdown.of(this);
    }

    /** Returns the project that stands for the organization, which is the oldest one; empty when there is none. */
    Optional<String> organizationProject() {
        return Optional.ofNullable(organization);
    }

    /** Returns the ids of the projects of the blueprints by their names; empty texts for those that do not exist yet. */
    Map<String, String> projectIds() {
        Map<String, String> ids = new LinkedHashMap<>();
        projects.forEach(project ->
                ids.put(project.name(), Optional.ofNullable(project.idOrNull()).orElse("")));
        return ids;
    }

    /**
     * Returns the plan as a diff whose signs have the colors of a terminal.
     *
     * @return lines with ANSI escape sequences around the signs of changes; names cannot contain any
     */
    public String toColoredString() {
        return diff(true);
    }

    /** Returns the plan as a diff. */
    @Override
    public String toString() {
        return diff(false);
    }

    private String diff(boolean inColor) {
        if (steps.isEmpty() && unmanaged.isEmpty() && warnings.isEmpty() && problems.isEmpty() && waiting.isEmpty()) {
            return "Nothing to do: the organization matches the blueprints.";
        }
        StringBuilder diff = new StringBuilder();
        changesBy(change -> heading(change.project())).forEach((heading, changes) -> {
            diff.append(diff.isEmpty() ? "" : "\n").append(heading).append('\n');
            changes.forEach(
                    change -> diff.append("  ").append(change.line(inColor)).append('\n'));
        });
        if (steps.isEmpty()) {
            diff.append("Nothing to do.\n");
        }
        list(diff, "Warnings", warnings);
        list(diff, "Left out because of problems", problems);
        list(diff, "Waiting for the invited people to accept", waiting);
        list(diff, "In no blueprint, and left unchanged", unmanaged);
        return diff.toString().stripTrailing();
    }

    private static void list(StringBuilder diff, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            diff.append('\n').append(heading).append('\n');
            lines.forEach(line -> diff.append("    ").append(line).append('\n'));
        }
    }

    /** Returns the changes by the heading that is given to each, in the order of the plan. */
    Map<String, List<PlannedChange>> changesBy(Function<PlannedChange, String> heading) {
        return changes().stream().collect(Collectors.groupingBy(heading, LinkedHashMap::new, Collectors.toList()));
    }

    private static String heading(@Nullable String project) {
        return project == null ? "Organization" : "Project " + PrintableText.line(project);
    }
}
