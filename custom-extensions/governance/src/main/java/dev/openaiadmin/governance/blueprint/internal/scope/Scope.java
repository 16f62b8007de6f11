package dev.openaiadmin.governance.blueprint.internal.scope;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where resources are: in the organization, or in one of its projects. */
public final class Scope {
    /** The project that every organization begins with. Users and service accounts cannot be added to it directly. */
    public static final String DEFAULT_PROJECT = "Default project";

    public static final Scope ORGANIZATION = new Scope(null);

    private final @Nullable ProjectReference project;

    private Scope(@Nullable ProjectReference project) {
        this.project = project;
    }

    public static Scope of(ProjectReference project) {
        return new Scope(project);
    }

    public boolean isOrganization() {
        return project == null;
    }

    /** Returns whether it exists already; a project may be created by the plan. */
    public boolean exists() {
        return project == null || project.exists();
    }

    /** Returns the project; there must be one. */
    public ProjectReference project() {
        return Objects.requireNonNull(project, "the organization is no project");
    }

    public String projectId() {
        return project().id();
    }

    /** Returns the name of the project, or null for the organization. */
    public @Nullable String projectName() {
        return project == null ? null : project.name();
    }

    /** Returns what the names of its steps in the journal begin with. */
    String stepName() {
        return project == null ? StepNames.ORGANIZATION : StepNames.project(project.name());
    }

    /** Makes a call on it; a new project may not be known to the whole API yet. */
    public <T> T call(Supplier<T> call) {
        return project == null ? call.get() : project.call(call);
    }

    /** Returns how messages name it, such as {@code the project 'payments-prod'}. */
    @Override
    public String toString() {
        return project == null ? "the organization" : "the project '" + project.name() + "'";
    }
}
