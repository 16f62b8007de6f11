package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.governance.Governance;
import dev.openaiadmin.governance.blueprint.OrganizationBlueprint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The desired projects, and what becomes of others. */
final class Blueprints {
    @Parameters(paramLabel = "FILE", description = "Blueprints in YAML or JSON, or a folder of such files.")
    @SuppressWarnings("NullAway.Init") // The library sets it, or refuses the command.
    private Path file;

    @Option(
            names = "--archive-others",
            description = "Archive active projects that are in no blueprint; this cannot be undone.")
    private boolean archiveOthers;

    @Option(
            names = "--remove-other-members",
            description = "Remove members of the blueprints' projects whom they do not name.")
    private boolean removeOtherMembers;

    @Option(
            names = "--all-or-nothing",
            description = "Change nothing when one blueprint has a problem, and stop at the first change that fails.")
    private boolean allOrNothing;

    @Option(
            names = "--only",
            paramLabel = "PROJECT",
            description = "Plan only this project of the blueprints, and not the organization itself. Can be repeated.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--rate-limits-before",
            paramLabel = "SNAPSHOT",
            description = "Take rate limits that are reset to default from this snapshot, unless the journal has them.")
    private @Nullable Path rateLimitsBefore;

    Path file() {
        return file;
    }

    /** Returns whether an option changes what is planned. */
    boolean hasOptions() {
        return archiveOthers || removeOtherMembers || allOrNothing || !only.isEmpty() || rateLimitsBefore != null;
    }

    /** Returns the workflows with the settings of the options. */
    Governance.Builder set(Governance.Builder workflows) {
        return rateLimitsBefore == null ? workflows : workflows.rateLimitsBefore(rateLimitsBefore);
    }

    OrganizationBlueprint read() {
        OrganizationBlueprint blueprint = OrganizationBlueprint.read(file);
        blueprint = archiveOthers ? blueprint.archiveOthers() : blueprint;
        blueprint = removeOtherMembers ? blueprint.removeOtherMembers() : blueprint;
        blueprint = allOrNothing ? blueprint.allOrNothing() : blueprint;
        return only.isEmpty() ? blueprint : blueprint.only(only);
    }
}
