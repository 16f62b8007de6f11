package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.blueprint.internal.kinds.Parts;
import dev.openaiadmin.governance.blueprint.internal.kinds.Places;
import dev.openaiadmin.governance.internal.NearestWord;
import dev.openaiadmin.governance.policy.Exemption;
import dev.openaiadmin.governance.policy.Facts;
import dev.openaiadmin.governance.policy.Policies;
import dev.openaiadmin.model.DataRetentionType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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
    private static final Pattern ORGANIZATION_ID = Pattern.compile("org-[A-Za-z0-9_-]+");

    private final List<ProjectBlueprint> projects;
    private final Parts parts;
    private final boolean archiveOthers;
    private final boolean removeOthers;
    private final boolean allOrNothing;
    private final boolean isPart;
    private final @Nullable String organization;
    private final Policies policies;
    private final Places places;

    private OrganizationBlueprint(Draft draft) {
        this.projects = List.copyOf(draft.projects);
        this.parts = draft.parts;
        this.archiveOthers = draft.archiveOthers;
        this.removeOthers = draft.removeOthers;
        this.allOrNothing = draft.allOrNothing;
        this.isPart = draft.isPart;
        this.organization = draft.organization;
        this.policies = draft.policies;
        this.places = draft.places;
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
        return new OrganizationBlueprint(new Draft(projects));
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
        if (isPart) {
            throw new InvalidValueException(
                    "archiveOthers",
                    null,
                    "must not be set on a part of the blueprints: other projects are in the rest");
        }
        return with(draft -> draft.archiveOthers = true);
    }

    /**
     * Removes members from the projects of the blueprints whom their blueprint does not name. Owners of the organization
     * stay, since the API keeps them in every project.
     *
     * @return another blueprint
     */
    public OrganizationBlueprint removeOtherMembers() {
        return with(draft -> draft.removeOthers = true);
    }

    /**
     * Refuses the whole plan when one blueprint has a problem, and stops at the first change that fails. By default, the
     * other projects are planned and changed.
     *
     * @return another blueprint
     */
    public OrganizationBlueprint allOrNothing() {
        return with(draft -> draft.allOrNothing = true);
    }

    /**
     * Names the organization that the blueprints are for. A plan for another organization is refused.
     *
     * @param id such as {@code org-abc123}, from the settings of the organization
     * @return another blueprint
     * @throws InvalidValueException when it is no id of an organization
     */
    public OrganizationBlueprint organization(String id) {
        if (!ORGANIZATION_ID.matcher(id).matches()) {
            throw new InvalidValueException("organization", id, "must be an id such as org-abc123");
        }
        return with(draft -> draft.organization = id);
    }

    /** {@return the id of the organization that the blueprints are for; empty when they do not name it} */
    public Optional<String> organization() {
        return Optional.ofNullable(organization);
    }

    /**
     * Sets the policies that the blueprints have to keep. They are checked before a plan is made.
     *
     * @param policies the policies
     * @return another blueprint
     */
    public OrganizationBlueprint policies(Policies policies) {
        return with(draft -> draft.policies = policies);
    }

    /** {@return the policies; without a rule when there are none} */
    public Policies policies() {
        return policies;
    }

    /**
     * Checks whether the blueprints keep their policies. Sends nothing; {@code Governance.plan} checks it, too.
     *
     * @return what they do not keep, and need not, with the reasons
     * @throws dev.openaiadmin.governance.policy.PolicyViolationException when they do not keep a policy; the message names
     *     the file, the line and the rule of each violation
     */
    public List<Exemption> requirePoliciesKept() {
        return policies.isEmpty() ? List.of() : policies.requireKept(facts());
    }

    /**
     * Restricts the blueprints to some projects. The other projects and the organization itself are left alone.
     *
     * @param names the names of projects of these blueprints
     * @return another blueprint
     * @throws InvalidValueException when a name is not that of a blueprint, or other projects would be archived
     */
    public OrganizationBlueprint only(Collection<String> names) {
        if (archiveOthers) {
            throw new InvalidValueException("only", names, "must not be combined with the archiving of other projects");
        }
        Set<String> known = new LinkedHashSet<>();
        projects.forEach(project -> known.add(project.name()));
        for (String name : names) {
            if (!known.contains(name)) {
                throw new InvalidValueException("only", name, NearestWord.unknown(name, known));
            }
        }
        return with(draft -> {
            draft.projects = projects.stream()
                    .filter(project -> names.contains(project.name()))
                    .toList();
            draft.parts = Parts.NONE;
            draft.isPart = true;
        });
    }

    private List<Facts> facts() {
        List<Facts> facts = new ArrayList<>();
        facts.add(parts.factsOfOrganization(places));
        projects.forEach(project -> facts.add(project.facts()));
        return facts;
    }

    /** Sets where files describe the parts of the organization. */
    OrganizationBlueprint statedAt(Places where) {
        return with(draft -> draft.places = where);
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
        return with(parts.role(name, description, permissions));
    }

    /**
     * Adds a group.
     *
     * @param group the group with its members and roles
     * @return another blueprint
     * @throws InvalidValueException when the group is there already
     */
    public OrganizationBlueprint group(GroupBlueprint group) {
        return with(parts.group(group.desired()));
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
        return with(parts.organizationUser(email, role, roles));
    }

    /**
     * Limits what the organization may spend in a month.
     *
     * @param cents US cents, more than zero
     * @return another blueprint
     * @throws InvalidValueException when it is not
     */
    public OrganizationBlueprint monthlySpendLimit(long cents) {
        return with(parts.monthlySpendLimit(cents));
    }

    /**
     * Removes the limit of what the organization may spend in a month.
     *
     * @return another blueprint
     */
    public OrganizationBlueprint noMonthlySpendLimit() {
        return with(parts.noMonthlySpendLimit());
    }

    /**
     * Sends an email when the organization has spent an amount in a month.
     *
     * @param cents US cents, zero or more; one alert for each amount
     * @param recipients addresses, at least one
     * @return another blueprint
     * @throws InvalidValueException when the amount is negative, or there is no address
     */
    public OrganizationBlueprint spendAlert(long cents, String... recipients) {
        return with(parts.spendAlert(cents, recipients));
    }

    /**
     * Sets the data retention of the organization. The API refuses types that OpenAI has not approved.
     *
     * @param type such as {@link DataRetentionType#ZERO_DATA_RETENTION}
     * @return another blueprint
     */
    public OrganizationBlueprint dataRetention(DataRetentionType type) {
        return with(parts.dataRetention(type));
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
        return with(parts.certificates(certificates));
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

    /** Replaces what the blueprint says of the organization itself. */
    OrganizationBlueprint with(Parts other) {
        return with(draft -> draft.parts = other);
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

    private OrganizationBlueprint with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new OrganizationBlueprint(draft);
    }

    boolean removesOtherMembers() {
        return removeOthers;
    }

    /** Returns whether it is only a part of the blueprints, so that others may describe the other projects. */
    boolean isPart() {
        return isPart;
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

    /** What a blueprint is made of, while it can still change. */
    private static final class Draft {
        private List<ProjectBlueprint> projects;
        private Parts parts = Parts.NONE;
        private boolean archiveOthers;
        private boolean removeOthers;
        private boolean allOrNothing;
        private boolean isPart;
        private @Nullable String organization;
        private Policies policies = Policies.none();
        private Places places = Places.NONE;

        private Draft(List<ProjectBlueprint> projects) {
            this.projects = projects;
        }

        private Draft(OrganizationBlueprint other) {
            this(other.projects);
            parts = other.parts;
            archiveOthers = other.archiveOthers;
            removeOthers = other.removeOthers;
            allOrNothing = other.allOrNothing;
            isPart = other.isPart;
            organization = other.organization;
            policies = other.policies;
            places = other.places;
        }
    }
}
