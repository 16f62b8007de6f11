package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.GovernanceException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The desired state of projects, and what to do with those that no blueprint names. Immutable.
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
    private final boolean allOrNothing;

    private OrganizationBlueprint(
            List<ProjectBlueprint> projects, boolean archiveOthers, boolean removeOthers, boolean allOrNothing) {
        this.projects = List.copyOf(projects);
        this.archiveOthers = archiveOthers;
        this.removeOthers = removeOthers;
        this.allOrNothing = allOrNothing;
    }

    /**
     * Combines blueprints. Other projects and members are reported, and left alone.
     *
     * @param projects the blueprints
     * @return a blueprint of all of them
     * @throws InvalidValueException when two of them have the same name or id
     */
    public static OrganizationBlueprint of(List<ProjectBlueprint> projects) {
        Set<String> names = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (ProjectBlueprint project : projects) {
            if (!names.add(project.name())
                    || project.id().filter(id -> !ids.add(id)).isPresent()) {
                throw new InvalidValueException("projects", project.name(), "must not be there twice");
            }
        }
        return new OrganizationBlueprint(projects, false, false, false);
    }

    /**
     * Combines blueprints, as {@link #of(List)} does.
     *
     * @param projects the blueprints
     * @return a blueprint of all of them
     * @throws InvalidValueException when two of them have the same name or id
     */
    public static OrganizationBlueprint of(ProjectBlueprint... projects) {
        return of(List.of(projects));
    }

    /**
     * Reads a file in YAML or JSON. Anchors, aliases and merge keys of YAML can be used.
     *
     * @param file the file, in UTF-8, or in UTF-16 with a byte order mark
     * @return the blueprints
     * @throws GovernanceException when it cannot be read or has a mistake; the message names the file, the line, the
     *     column and the rule
     */
    public static OrganizationBlueprint read(Path file) {
        return BlueprintFile.read(file);
    }

    /**
     * Reads YAML or JSON.
     *
     * @param source the name that messages give the text
     * @param text the text
     * @return the blueprints
     * @throws GovernanceException when it has a mistake
     */
    public static OrganizationBlueprint parse(String source, String text) {
        return BlueprintFile.parse(source, text);
    }

    /**
     * Archives active projects that no blueprint names, which cannot be undone: look at the plan first. The project that
     * is named {@code Default project} stays, since the API keeps it. While a blueprint has problems, or a change has
     * failed, nothing is archived.
     *
     * @return another blueprint
     */
    public OrganizationBlueprint archiveOthers() {
        return new OrganizationBlueprint(projects, true, removeOthers, allOrNothing);
    }

    /**
     * Removes members from the projects of the blueprints whom their blueprint does not name. Owners of the organization
     * stay, since the API keeps them in every project.
     *
     * @return another blueprint
     */
    public OrganizationBlueprint removeOtherMembers() {
        return new OrganizationBlueprint(projects, archiveOthers, true, allOrNothing);
    }

    /**
     * Refuses the whole plan when one blueprint has a problem, and stops at the first change that fails. By default, the
     * other projects are planned and changed.
     *
     * @return another blueprint
     */
    public OrganizationBlueprint allOrNothing() {
        return new OrganizationBlueprint(projects, archiveOthers, removeOthers, true);
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

    boolean isAllOrNothing() {
        return allOrNothing;
    }

    /** Returns how many projects there are. */
    @Override
    public String toString() {
        return "OrganizationBlueprint[" + projects.size() + " projects]";
    }
}
