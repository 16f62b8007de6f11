package dev.openaiadmin.governance.blueprint;

/** Names of steps in the journal. Two different steps never have the same name. */
final class StepNames {
    private StepNames() {}

    static String project(String project) {
        return "project " + part(project);
    }

    static String serviceAccount(String project, String account) {
        return project(project) + "/service account " + part(account);
    }

    static String spendAlert(String project, long cents) {
        return project(project) + "/spend alert " + cents;
    }

    /** A slash separates the parts, so it is escaped within them. */
    private static String part(String name) {
        return name.replace("%", "%25").replace("/", "%2F");
    }
}
