package dev.openaiadmin.governance;

import dev.openaiadmin.InvalidValueException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Projects as they should be, and what to do with those that nobody speaks of. Immutable.
 *
 * <pre>{@code
 * projects:
 *   - name: payments-prod
 *     owners: [ada@example.com]
 *     service_accounts: [ci]
 *     rate_limits:
 *       gpt-5: { max_requests_per_1_minute: 500 }
 * }</pre>
 */
public final class OrganizationBlueprint {
    private final List<ProjectBlueprint> projects;
    private final boolean archiveOthers;
    private final boolean removeOthers;

    private OrganizationBlueprint(List<ProjectBlueprint> projects, boolean archiveOthers, boolean removeOthers) {
        this.projects = List.copyOf(projects);
        this.archiveOthers = archiveOthers;
        this.removeOthers = removeOthers;
    }

    /**
     * Puts blueprints together. Other projects and members are reported, and left alone.
     *
     * @param projects the blueprints
     * @return a blueprint of all of them
     * @throws InvalidValueException when two of them have the same name or id
     */
    public static OrganizationBlueprint of(List<ProjectBlueprint> projects) {
        Set<String> seen = new HashSet<>();
        for (ProjectBlueprint project : projects) {
            if (!seen.add(project.name())
                    || project.id().filter(id -> !seen.add(id)).isPresent()) {
                throw new InvalidValueException("projects", project.name(), "must not be there twice");
            }
        }
        return new OrganizationBlueprint(projects, false, false);
    }

    /**
     * Puts blueprints together, as {@link #of(List)} does.
     *
     * @param projects the blueprints
     * @return a blueprint of all of them
     * @throws InvalidValueException when two of them have the same name or id
     */
    public static OrganizationBlueprint of(ProjectBlueprint... projects) {
        return of(List.of(projects));
    }

    /**
     * Reads a file in YAML or JSON.
     *
     * @param file the file, in UTF-8
     * @return what it says
     * @throws GovernanceException when it cannot be read or has a mistake: the message names the file, the line, and what
     *     is allowed there
     */
    public static OrganizationBlueprint read(Path file) {
        return BlueprintFile.read(file);
    }

    /**
     * Reads YAML or JSON.
     *
     * @param source what messages call it
     * @param text the text
     * @return what it says
     * @throws GovernanceException when it has a mistake
     */
    public static OrganizationBlueprint parse(String source, String text) {
        return BlueprintFile.parse(source, text);
    }

    /**
     * Has active projects archived that no blueprint speaks of. For ever: look at the plan first. The project that is
     * named {@code Default project} stays, since the API keeps it.
     *
     * @return another blueprint
     */
    public OrganizationBlueprint archiveOthers() {
        return new OrganizationBlueprint(projects, true, removeOthers);
    }

    /**
     * Has members removed from the projects of the blueprints whom their blueprint does not name.
     *
     * @return another blueprint
     */
    public OrganizationBlueprint removeOtherMembers() {
        return new OrganizationBlueprint(projects, archiveOthers, true);
    }

    /** {@return the blueprints} */
    public List<ProjectBlueprint> projects() {
        return projects;
    }

    boolean archivesOthers() {
        return archiveOthers;
    }

    boolean removesOtherMembers() {
        return removeOthers;
    }

    /** Tells how many projects there are. */
    @Override
    public String toString() {
        return "OrganizationBlueprint[" + projects.size() + " projects]";
    }
}
