package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.blueprint.internal.kinds.ResourceKinds;
import dev.openaiadmin.governance.blueprint.internal.scope.Changes;
import dev.openaiadmin.governance.blueprint.internal.scope.CurrentState;
import dev.openaiadmin.governance.blueprint.internal.scope.Invitations;
import dev.openaiadmin.governance.blueprint.internal.scope.ProjectReference;
import dev.openaiadmin.governance.blueprint.internal.scope.Scope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.blueprint.internal.scope.Step;
import dev.openaiadmin.governance.blueprint.internal.scope.StepNames;
import dev.openaiadmin.governance.internal.JournaledSteps;
import dev.openaiadmin.governance.internal.ParallelReads;
import dev.openaiadmin.governance.internal.RunContext;
import dev.openaiadmin.governance.keys.KeyOwner;
import dev.openaiadmin.governance.keys.SecretSink;
import dev.openaiadmin.governance.policy.Exemption;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares blueprints with the organization, and lists the steps between. Only reads. */
final class Planner {
    private final RunContext context;
    private final AdminApi admin;
    private final JournaledSteps journaled;
    private final SecretSink secrets;
    private final CurrentState current;
    private final Plan.Draft plan;
    private final OrganizationBlueprint desired;

    Planner(RunContext context, SecretSink secrets, OrganizationBlueprint desired) {
        this.context = context;
        this.desired = desired;
        this.admin = context.admin();
        this.journaled = context.steps();
        this.secrets = secrets;
        this.current = new CurrentState(admin);
        this.plan = new Plan.Draft(desired, journaled, secrets);
    }

    private record Candidate(ProjectBlueprint blueprint, Optional<Project> project, ScopePlan steps) {}

    Plan plan(List<Exemption> allowed) {
        plan.warnings(allowed.stream().map(Exemption::toString).toList());
        journaled.requireSameOrganization(id -> current.hasProject(id) || isProject(id));
        current.oldestProject().ifPresent(oldest -> plan.organization(oldest.id()));
        current.readUsers(List.copyOf(desired.emails()));
        Invitations invitations = new Invitations(context, journaled, current);
        // Projects refer to the groups that the organization gets.
        ScopePlan organization = organization();
        List<Candidate> candidates = candidates();
        try (ParallelReads reads = new ParallelReads(context.parallelRequests())) {
            reads.all(candidates, candidate -> {
                if (candidate.steps().problems().isEmpty()) {
                    ProjectItself.plan(candidate.blueprint(), candidate.project(), candidate.steps());
                    ResourceKinds.OF_PROJECT.forEach(
                            kind -> candidate.blueprint().parts().plan(kind, candidate.steps()));
                }
                return candidate;
            });
        }
        Set<String> taken = new LinkedHashSet<>();
        add(organization, invitations);
        for (Candidate candidate : candidates) {
            candidate.project().ifPresent(project -> taken.add(project.id()));
            add(candidate.steps(), invitations);
        }
        plan.steps(invitations.steps());
        plan.warnings(invitations.warnings());
        plan.warnAboutMissingSink();
        others(taken);
        plan.steps(organization.problems().isEmpty() ? organization.lastSteps() : List.of());
        boolean isPlanned =
                organization.problems().isEmpty() && !desired.parts().isEmpty();
        plan.refuseIfNothingIsLeft(isPlanned, desired.isAllOrNothing());
        return plan.finished();
    }

    private ScopePlan organization() {
        ScopePlan steps = new ScopePlan(
                context,
                journaled,
                secrets,
                current,
                Scope.ORGANIZATION,
                desired.parts().exact());
        ResourceKinds.OF_ORGANIZATION.forEach(kind -> desired.parts().plan(kind, steps));
        if (!steps.problems().isEmpty()) {
            current.forgetExpected();
        }
        return steps;
    }

    private boolean isProject(String id) {
        try {
            admin.projects().retrieve(id);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private List<Candidate> candidates() {
        List<Candidate> candidates = new ArrayList<>();
        Map<String, Candidate> taken = new HashMap<>();
        for (ProjectBlueprint blueprint : desired.projects()) {
            List<String> problems = new ArrayList<>();
            Optional<Project> project = find(blueprint, problems);
            ProjectReference reference = new ProjectReference(
                    desired.labelOf(blueprint),
                    context.lag(),
                    project.map(Project::id).orElse(null));
            ScopePlan steps = new ScopePlan(
                    context, journaled, secrets, current, Scope.of(reference), desired.exactPartsOf(blueprint));
            problems.forEach(steps::problem);
            Candidate candidate = new Candidate(blueprint, project, steps);
            project.map(found -> taken.putIfAbsent(found.id(), candidate)).ifPresent(other -> {
                String same = "it is the same project " + reference.idOrNull() + " as that of ";
                steps.problem(same + "'" + other.blueprint().name() + "'");
                other.steps().problem(same + "'" + blueprint.name() + "'");
            });
            candidates.add(candidate);
        }
        return candidates;
    }

    private void add(ScopePlan planned, Invitations invitations) {
        List<KeyOwner> owners =
                planned.steps().stream().map(Step::key).filter(Objects::nonNull).toList();
        if (planned.problems().isEmpty() && !owners.isEmpty() && !secrets.refusesAllKeys()) {
            checkSink(planned, owners);
        }
        if (!planned.problems().isEmpty()) {
            plan.problems(planned.problems());
            return;
        }
        if (!planned.scope().isOrganization()) {
            plan.target(planned.scope().project());
        }
        plan.steps(planned.steps());
        plan.warnings(planned.warnings());
        plan.unmanaged(planned.unmanaged());
        plan.waiting(planned.waiting());
        planned.invitations().forEach(invitations::invite);
    }

    private void checkSink(ScopePlan planned, List<KeyOwner> owners) {
        try {
            secrets.check(owners);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            planned.problem("interrupted while the sink for keys was checked");
        } catch (Exception e) {
            planned.problem("its keys cannot be stored: " + e.getMessage());
        }
    }

    /** Finds the project by its id, else by its external key, else by its name. */
    private Optional<Project> find(ProjectBlueprint blueprint, List<String> problems) {
        if (blueprint.id().isPresent()) {
            return byId(blueprint.id().get(), problems);
        }
        if (blueprint.externalKey().isPresent()) {
            List<Project> found =
                    current.withExternalKey(blueprint.externalKey().get());
            if (!found.isEmpty()) {
                return only(
                        found, "has the external key " + blueprint.externalKey().get(), problems);
            }
        }
        String step = StepNames.project(blueprint.name());
        boolean mayLag = journaled.lastSeen(step) != null;
        List<Project> found = journaled
                .look(step, () -> {
                    List<Project> named = current.namedExactly(blueprint.name());
                    if (named.isEmpty() && mayLag) {
                        current.refresh();
                        named = current.namedExactly(blueprint.name());
                    }
                    return Optional.of(named).filter(some -> !some.isEmpty());
                })
                .orElse(List.of());
        return only(found, "has this name", problems);
    }

    private Optional<Project> byId(String id, List<String> problems) {
        try {
            Project found = admin.projects().retrieve(id);
            if (ProjectStatus.ARCHIVED.equals(found.status())) {
                problems.add("the project " + id
                        + " is archived, which cannot be undone; leave the id out to create a new one");
            }
            return Optional.of(found);
        } catch (NotFoundException e) {
            problems.add("there is no project " + id);
            return Optional.empty();
        }
    }

    private static Optional<Project> only(List<Project> found, String why, List<String> problems) {
        if (found.size() > 1) {
            problems.add("more than one active project " + why + ": "
                    + String.join(
                            " and ",
                            found.stream()
                                    .map(project -> project.id() + " (created " + time(project.createdAt()) + ")")
                                    .toList())
                    + "; name one of them by its id");
        }
        return found.stream().findFirst();
    }

    private static String time(@Nullable Instant time) {
        return time == null ? "at an unknown time" : time.toString();
    }

    private void others(Set<String> taken) {
        boolean archives = desired.archivesOthers() && !plan.hasProblems();
        if (desired.archivesOthers() && plan.hasProblems()) {
            plan.warnings(
                    List.of("No other project is archived, because blueprints with problems may mean some of them"));
        }
        for (Project project : current.projects()) {
            String name = String.valueOf(project.name());
            if (desired.isPart() || taken.contains(project.id()) || Scope.DEFAULT_PROJECT.equals(project.name())) {
                continue;
            }
            if (archives) {
                plan.steps(List.of(new Step(
                        Changes.remove(name, "project", "archived permanently", Removal.by("archiveProject")),
                        "archive " + project.id(),
                        true,
                        null,
                        () -> admin.projects().archive(project.id()))));
            } else {
                plan.unmanaged(List.of("project '" + PrintableText.line(name) + "' (" + project.id() + ")"));
            }
        }
    }
}
