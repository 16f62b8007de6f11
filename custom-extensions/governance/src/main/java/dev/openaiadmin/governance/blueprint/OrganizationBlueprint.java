package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.blueprint.RolesKind.CustomRole;
import dev.openaiadmin.governance.blueprint.SpendAlertsKind.Alert;
import dev.openaiadmin.model.DataRetentionType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The desired state of the organization: of its own settings, of its projects, and of those that no blueprint names.
 * Immutable: each method returns another blueprint.
 *
 * <pre>{@code
 * groups:
 *   - { name: platform, members: [ada@example.com] }
 * projects:
 *   - name: payments-prod
 *     owners: [ada@example.com]
 *     service_accounts: [ci]
 *     rate_limits:
 *       gpt-5: { max_requests_per_1_minute: 500 }
 * }</pre>
 */
public final class OrganizationBlueprint {
    private final Parts parts;
    private final List<ProjectBlueprint> projects;
    private final boolean archiveOthers;
    private final boolean removeOthers;
    private final boolean allOrNothing;

    private OrganizationBlueprint(
            Parts parts,
            List<ProjectBlueprint> projects,
            boolean archiveOthers,
            boolean removeOthers,
            boolean allOrNothing) {
        this.parts = parts;
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
     * @throws InvalidValueException when two of them have the same id, or the same name and no ids
     */
    public static OrganizationBlueprint of(List<ProjectBlueprint> projects) {
        Map<String, ProjectBlueprint> byName = new HashMap<>();
        Set<String> ids = new HashSet<>();
        for (ProjectBlueprint project : projects) {
            ProjectBlueprint twin = byName.put(project.name(), project);
            boolean isDistinct =
                    twin == null || (twin.id().isPresent() && project.id().isPresent());
            if (!isDistinct || project.id().filter(id -> !ids.add(id)).isPresent()) {
                throw new InvalidValueException("projects", project.name(), "must not be there twice");
            }
        }
        return new OrganizationBlueprint(Parts.NONE, projects, false, false, false);
    }

    /**
     * Combines blueprints, as {@link #of(List)} does.
     *
     * @param projects the blueprints
     * @return a blueprint of all of them
     * @throws InvalidValueException when two of them have the same id, or the same name and no ids
     */
    public static OrganizationBlueprint of(ProjectBlueprint... projects) {
        return of(List.of(projects));
    }

    /**
     * Reads a file in YAML or JSON, or all files of a folder whose names end with {@code .yaml}, {@code .yml} or
     * {@code .json}, in the order of their names. Anchors, aliases and merge keys of YAML can be used within a file. Only
     * one file of a folder can describe the same part of the organization itself.
     *
     * @param file the file, in UTF-8, or in UTF-16 with a byte order mark; or the folder
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
        return new OrganizationBlueprint(parts, projects, true, removeOthers, allOrNothing);
    }

    /**
     * Removes members from the projects of the blueprints whom their blueprint does not name. Owners of the organization
     * stay, since the API keeps them in every project.
     *
     * @return another blueprint
     */
    public OrganizationBlueprint removeOtherMembers() {
        return new OrganizationBlueprint(parts, projects, archiveOthers, true, allOrNothing);
    }

    /**
     * Refuses the whole plan when one blueprint has a problem, and stops at the first change that fails. By default, the
     * other projects are planned and changed.
     *
     * @return another blueprint
     */
    public OrganizationBlueprint allOrNothing() {
        return new OrganizationBlueprint(parts, projects, archiveOthers, removeOthers, true);
    }

    /**
     * Adds a custom role of the organization, which users and groups can have.
     *
     * @param name the name, which no other role of the organization has
     * @param description what the role is for, or null to leave the description as it is
     * @param permissions what it allows, such as {@code api.usage.read}; possibly nothing
     * @return another blueprint
     * @throws InvalidValueException when the name is blank
     */
    public OrganizationBlueprint role(String name, @Nullable String description, List<String> permissions) {
        return with(
                ResourceKinds.ROLES,
                Map.of(),
                roles -> RolesKind.with(roles, name, new CustomRole(description, permissions)));
    }

    /**
     * Adds a group.
     *
     * @param group the group with its members and roles
     * @return another blueprint
     * @throws InvalidValueException when the group is there already
     */
    public OrganizationBlueprint group(GroupBlueprint group) {
        return with(ResourceKinds.GROUPS, Map.of(), groups -> GroupsKind.with(groups, group));
    }

    /**
     * Adds a user of the organization, who is invited when this person is no user yet.
     *
     * @param email the address
     * @param role {@code owner} or {@code reader}, or null for any
     * @param roles the names or ids of custom roles of the organization
     * @return another blueprint
     * @throws InvalidValueException when it is not an address, is there already, or the API has no such role
     */
    public OrganizationBlueprint user(String email, @Nullable String role, String... roles) {
        return with(
                ResourceKinds.ORGANIZATION_USERS,
                Map.of(),
                users -> OrganizationUsersKind.with(users, email, role, ProjectBlueprint.names(roles)));
    }

    /**
     * Limits what the organization may spend in a month.
     *
     * @param cents US cents, more than zero
     * @return another blueprint
     * @throws InvalidValueException when it is not
     */
    public OrganizationBlueprint monthlySpendLimit(long cents) {
        return with(parts.with(ResourceKinds.SPEND_LIMIT, SpendLimitKind.limit(cents)));
    }

    /**
     * Removes the limit of what the organization may spend in a month.
     *
     * @return another blueprint
     */
    public OrganizationBlueprint noMonthlySpendLimit() {
        return with(parts.with(ResourceKinds.SPEND_LIMIT, SpendLimitKind.NONE));
    }

    /**
     * Sends an e-mail when the organization has spent an amount in a month.
     *
     * @param cents US cents, zero or more; one alert for each amount
     * @param recipients addresses, at least one
     * @return another blueprint
     * @throws InvalidValueException when the amount is negative, or there is no address
     */
    public OrganizationBlueprint spendAlert(long cents, String... recipients) {
        Alert alert = new Alert(
                null,
                cents,
                Arrays.stream(recipients).map(ProjectBlueprint::email).toList(),
                null);
        return with(ResourceKinds.SPEND_ALERTS, Map.of(), alerts -> SpendAlertsKind.with(alerts, alert));
    }

    /**
     * Sets the data retention of the organization. The API refuses types that OpenAI has not approved.
     *
     * @param type such as {@link DataRetentionType#ZERO_DATA_RETENTION}
     * @return another blueprint
     */
    public OrganizationBlueprint dataRetention(DataRetentionType type) {
        return with(parts.with(DataRetentionKind.OF_ORGANIZATION, type.value()));
    }

    /**
     * Activates certificates for the organization. From then on, calls need a client certificate that an active one has
     * signed.
     *
     * @param certificates SHA-256 fingerprints, names or ids of certificates
     * @return another blueprint
     * @throws InvalidValueException when one of them is blank
     */
    public OrganizationBlueprint certificates(String... certificates) {
        return with(
                ResourceKinds.CERTIFICATES,
                Set.of(),
                before -> CertificatesKind.with(before, ProjectBlueprint.names(certificates)));
    }

    /**
     * Makes parts of the organization itself complete: what exists and the blueprint does not name is removed. The parts
     * of projects stay as they are; see {@link ProjectBlueprint#exact}.
     *
     * @param exact the parts
     * @return another blueprint
     */
    public OrganizationBlueprint exact(ExactPart... exact) {
        return with(parts.exact(Set.of(exact)));
    }

    private <T> OrganizationBlueprint with(ResourceKind<T> kind, T none, UnaryOperator<T> change) {
        return with(parts.with(kind, none, change));
    }

    /** Replaces what the blueprint says of the organization itself. */
    OrganizationBlueprint with(Parts other) {
        return new OrganizationBlueprint(other, projects, archiveOthers, removeOthers, allOrNothing);
    }

    /** Returns what the blueprint says of the organization itself. */
    Parts parts() {
        return parts;
    }

    /** Returns the addresses of all users that the blueprint names, in lower case. */
    Set<String> emails() {
        Set<String> emails = new LinkedHashSet<>(parts.emails());
        projects.forEach(project -> emails.addAll(project.parts().emails()));
        return emails;
    }

    /** Returns how plans name a project: by its name, and by its id when another one has the same name. */
    String labelOf(ProjectBlueprint project) {
        boolean isAlone = projects.stream()
                        .filter(other -> other.name().equals(project.name()))
                        .count()
                == 1;
        return isAlone
                ? project.name()
                : project.name() + project.id().map(id -> " (" + id + ")").orElse("");
    }

    /** Returns the exact parts of a project. */
    Set<ExactPart> exactPartsOf(ProjectBlueprint project) {
        Set<ExactPart> exact = EnumSet.noneOf(ExactPart.class);
        exact.addAll(project.parts().exact());
        if (removeOthers) {
            exact.add(ExactPart.USERS);
        }
        return exact;
    }

    /** {@return the blueprints of projects} */
    public List<ProjectBlueprint> projects() {
        return projects;
    }

    boolean archivesOthers() {
        return archiveOthers;
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
