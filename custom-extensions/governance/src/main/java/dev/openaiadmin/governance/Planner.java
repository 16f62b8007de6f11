package dev.openaiadmin.governance;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares blueprints with what is there, and lists the steps between. Reads only. */
final class Planner {
    private static final String KEPT_BY_THE_API = "Default project";

    private final AdminApi admin;
    private final Creation creation;
    private final SecretSink secrets;
    private final Survey survey;
    private final List<String> problems = new ArrayList<>();
    private final List<String> unmanaged = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();

    Planner(AdminApi admin, Creation creation, SecretSink secrets) {
        this.admin = admin;
        this.creation = creation;
        this.secrets = secrets;
        this.survey = new Survey(admin);
    }

    Plan plan(OrganizationBlueprint wished) {
        readUsers(wished);
        Invitations invitations = new Invitations(admin, creation, survey);
        Map<String, String> taken = new HashMap<>();
        for (ProjectBlueprint blueprint : wished.projects()) {
            Optional<Project> project = find(blueprint);
            project.map(found -> taken.put(found.id(), blueprint.name()))
                    .ifPresent(other -> problems.add(
                            "'" + blueprint.name() + "' and '" + other + "' are blueprints of the same project "
                                    + project.get().id()));
            planned(blueprint, project, wished, invitations);
        }
        steps.addAll(invitations.steps());
        others(wished, taken.keySet());
        if (!problems.isEmpty()) {
            throw new PlanRefusedException(problems);
        }
        return new Plan(steps, targets, unmanaged, secrets != NoSink.NONE);
    }

    private void readUsers(OrganizationBlueprint wished) {
        Set<String> emails = new LinkedHashSet<>();
        wished.projects().forEach(project -> emails.addAll(project.members().keySet()));
        survey.readUsers(List.copyOf(emails));
    }

    private void planned(
            ProjectBlueprint blueprint,
            Optional<Project> project,
            OrganizationBlueprint wished,
            Invitations invitations) {
        Target target = new Target(
                blueprint.name(), creation.waiting(), project.map(Project::id).orElse(null));
        targets.add(target);
        ProjectSteps planned = new ProjectSteps(admin, creation, secrets, survey, blueprint, target);
        planned.project(project);
        planned.members(invitations, wished.removesOtherMembers());
        planned.serviceAccounts();
        planned.rateLimits();
        planned.spendLimit();
        planned.spendAlerts();
        planned.models();
        steps.addAll(planned.steps());
        problems.addAll(planned.problems());
        unmanaged.addAll(planned.unmanaged());
    }

    /** By id, else by external key, else by name. */
    private Optional<Project> find(ProjectBlueprint blueprint) {
        if (blueprint.id().isPresent()) {
            return byId(blueprint, blueprint.id().get());
        }
        if (blueprint.externalKey().isPresent()) {
            List<Project> found = survey.withExternalKey(blueprint.externalKey().get());
            if (!found.isEmpty()) {
                return only(
                        blueprint,
                        found,
                        "has the external key " + blueprint.externalKey().get());
            }
        }
        return creation.look(ProjectSteps.stepOf(blueprint), () -> {
            List<Project> found = survey.namedExactly(blueprint.name());
            if (found.isEmpty() && creation.lastSeen(ProjectSteps.stepOf(blueprint)) != null) {
                survey.refresh();
                found = survey.namedExactly(blueprint.name());
            }
            return only(blueprint, found, "has this name");
        });
    }

    private Optional<Project> byId(ProjectBlueprint blueprint, String id) {
        try {
            Project found = admin.projects().retrieve(id);
            if (ProjectStatus.ARCHIVED.equals(found.status())) {
                problems.add("'" + blueprint.name() + "': the project " + id
                        + " is archived, and stays so for ever; leave the id out to make a new one");
            }
            return Optional.of(found);
        } catch (NotFoundException e) {
            problems.add("'" + blueprint.name() + "': there is no project " + id);
            return Optional.empty();
        }
    }

    private Optional<Project> only(ProjectBlueprint blueprint, List<Project> found, String why) {
        if (found.size() > 1) {
            problems.add("'" + blueprint.name() + "': more than one active project " + why + ": "
                    + String.join(
                            " and ",
                            found.stream()
                                    .map(project -> project.id() + " (made " + project.createdAt() + ")")
                                    .toList())
                    + "; name one of them by its id");
        }
        return found.stream().findFirst();
    }

    private void others(OrganizationBlueprint wished, Set<String> taken) {
        for (Project project : survey.projects()) {
            if (taken.contains(project.id()) || KEPT_BY_THE_API.equals(project.name())) {
                continue;
            }
            if (wished.archivesOthers()) {
                steps.add(new Step(
                        Change.remove(project.name(), "project", "archived for ever"),
                        () -> admin.projects().archive(project.id())));
            } else {
                unmanaged.add("project '" + project.name() + "' (" + project.id() + ")");
            }
        }
    }
}
