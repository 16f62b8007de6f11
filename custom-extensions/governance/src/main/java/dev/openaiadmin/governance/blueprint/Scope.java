package dev.openaiadmin.governance.blueprint;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where resources are: in the organization, or in one of its projects. */
final class Scope {
    /** The project that every organization begins with. Users and service accounts cannot be added to it directly. */
    static final String DEFAULT_PROJECT = "Default project";

    static final Scope ORGANIZATION = new Scope(null);

    private final @Nullable ProjectReference project;

    private Scope(@Nullable ProjectReference project) {
        this.project = project;
    }

    static Scope of(ProjectReference project) {
        return new Scope(project);
    }

    boolean isOrganization() {
        return project == null;
    }

    /** Returns whether it exists already; a project may be created by the plan. */
    boolean exists() {
        return project == null || project.exists();
    }

    /** Returns the project; there must be one. */
    ProjectReference project() {
        return Objects.requireNonNull(project, "the organization is no project");
    }

    String projectId() {
        return project().id();
    }

    /** Returns the name of the project, or null for the organization. */
    @Nullable
    String projectName() {
        return project == null ? null : project.name();
    }

    /** Returns what the names of its steps in the journal begin with. */
    String stepName() {
        return project == null ? StepNames.ORGANIZATION : StepNames.project(project.name());
    }

    /** Makes a call on it; a new project may not be known to the whole API yet. */
    <T> T call(Supplier<T> call) {
        return project == null ? call.get() : project.call(call);
    }

    /** Returns how messages name it, such as {@code the project 'payments-prod'}. */
    @Override
    public String toString() {
        return project == null ? "the organization" : "the project '" + project.name() + "'";
    }
}
