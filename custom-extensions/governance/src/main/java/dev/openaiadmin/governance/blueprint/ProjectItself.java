package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.blueprint.internal.scope.StepNames;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectResidency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps from a project to its blueprint, without its resources: its name, external key and data residency. */
final class ProjectItself {
    private ProjectItself() {}

    static void plan(ProjectBlueprint blueprint, Optional<Project> found, ScopePlan plan) {
        if (found.isEmpty()) {
            plan.adds(
                    "project",
                    blueprint.externalKey().map(key -> "encrypted with " + key).orElse(null),
                    () -> create(blueprint, plan));
            return;
        }
        Project present = found.get();
        if (!blueprint.name().equals(present.name())) {
            plan.changes(
                    "name",
                    String.valueOf(present.name()),
                    blueprint.name(),
                    () -> plan.admin().projects().modify(present.id(), changes -> changes.name(blueprint.name())));
        }
        blueprint
                .externalKey()
                .filter(key -> !key.equals(present.externalKeyId()))
                .ifPresent(key -> plan.changes(
                        "external key",
                        String.valueOf(present.externalKeyId()),
                        key,
                        () -> plan.admin().projects().modify(present.id(), changes -> changes.externalKeyId(key))));
        blueprint.residency().ifPresent(residency -> residency(residency, present.residency(), plan));
    }

    private static void residency(ProjectResidency desired, @Nullable ProjectResidency present, ScopePlan plan) {
        if (present == null) {
            plan.warning("the API does not say where the data of the project is stored, so this may not be " + desired);
        } else if (!desired.equals(present)) {
            plan.problem("the residency of the project is " + present + " and cannot become " + desired
                    + ", because only the creation of a project sets it");
        }
    }

    private static void create(ProjectBlueprint blueprint, ScopePlan plan) {
        Project created = plan.journaled()
                .once(
                        StepNames.project(blueprint.name()),
                        () -> {
                            plan.current().refresh();
                            return plan.current().namedExactly(blueprint.name()).stream()
                                    .findFirst();
                        },
                        () -> plan.creates()
                                .projects()
                                .create(
                                        blueprint.name(),
                                        request -> request.externalKeyId(
                                                        blueprint.externalKey().orElse(null))
                                                .residency(blueprint.residency().orElse(null))),
                        Project::id);
        plan.scope().project().created(created.id());
    }
}
