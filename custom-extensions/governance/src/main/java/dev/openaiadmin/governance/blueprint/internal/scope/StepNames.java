package dev.openaiadmin.governance.blueprint.internal.scope;

/** Names of steps in the journal. Two different steps never have the same name. */
public final class StepNames {
    /** What steps of the organization begin with. */
    static final String ORGANIZATION = "organization";

    private StepNames() {}

    public static String project(String project) {
        return "project " + part(project);
    }

    /**
     * Returns the name of a step that creates something.
     *
     * @param scope the organization or the project
     * @param kind what is created, such as {@code service account}
     * @param name the name of what is created
     */
    public static String creation(Scope scope, String kind, String name) {
        return scope.stepName() + "/" + kind + " " + part(name);
    }

    public static String spendAlert(Scope scope, long cents) {
        return scope.stepName() + "/spend alert " + cents;
    }

    /** Returns the name of the entry that keeps the rate limits which a model had before the first change. */
    public static String originalRateLimits(String projectId, String model) {
        return "rate limits of " + part(projectId) + "/" + part(model);
    }

    /** A slash separates the parts, so it is escaped within them. */
    private static String part(String name) {
        return name.replace("%", "%25").replace("/", "%2F");
    }
}
