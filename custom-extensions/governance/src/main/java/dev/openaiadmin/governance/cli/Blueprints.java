package dev.openaiadmin.governance.cli;

import dev.openaiadmin.governance.OrganizationBlueprint;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which projects there should be, and what becomes of others. */
final class Blueprints {
    @Parameters(paramLabel = "FILE", description = "Blueprints in YAML or JSON.")
    @SuppressWarnings("NullAway.Init") // The library sets it, or refuses the command.
    private Path file;

    @Option(names = "--archive-others", description = "Archive, for ever, active projects that are in no blueprint.")
    private boolean archiveOthers;

    @Option(
            names = "--remove-other-members",
            description = "Remove members of the blueprints' projects whom they do not name.")
    private boolean removeOtherMembers;

    OrganizationBlueprint read() {
        OrganizationBlueprint blueprint = OrganizationBlueprint.read(file);
        blueprint = archiveOthers ? blueprint.archiveOthers() : blueprint;
        return removeOtherMembers ? blueprint.removeOtherMembers() : blueprint;
    }
}
