package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.blueprint.Plan;
import picocli.CommandLine.Option;

/** How much an apply may remove. */
final class RemovalsOption {
    @Option(
            names = "--allow-removals",
            description = "Allow that members, projects or anything else that the organization has is removed.")
    private boolean allowed;

    @Option(
            names = "--max-removals",
            paramLabel = "N",
            description = "Refuse a plan with more removals, before anything is changed. Default: ${DEFAULT-VALUE}")
    private int most = 10;

    /** Refuses a plan that removes more than is allowed. */
    void require(Plan plan) {
        if (most < 0) {
            throw new InvalidValueException("--max-removals", most, "must not be less than zero");
        }
        plan.requireAtMostRemovals(allowed ? most : 0);
    }
}
