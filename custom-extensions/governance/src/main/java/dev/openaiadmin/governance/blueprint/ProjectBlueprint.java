package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.blueprint.internal.kinds.Parts;
import dev.openaiadmin.governance.blueprint.internal.kinds.Places;
import dev.openaiadmin.governance.keys.SecretSink;
import dev.openaiadmin.governance.policy.Facts;
import dev.openaiadmin.model.DefaultServiceTier;
import dev.openaiadmin.model.EnabledServiceTiers;
import dev.openaiadmin.model.ModifyRateLimitRequest;
import dev.openaiadmin.model.ProjectDataRetentionType;
import dev.openaiadmin.model.ProjectResidency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The desired state of a project: who is in it, which service accounts it has, what it may use and spend. What a
 * blueprint does not name is left as it is, unless the blueprint is {@linkplain #exact exact}.
 *
 * <pre>{@code
 * ProjectBlueprint.named("payments-prod")
 *         .owner("ada@example.com")
 *         .serviceAccount("ci")
 *         .rateLimit("gpt-5", limit -> limit.maxRequestsPer1Minute(500))
 *         .spendAlert(50_000, "finance@example.com")
 *         .modelAllowlist("gpt-5", "gpt-5-mini");
 * }</pre>
 *
 * <p>Its project is found by {@linkplain #id id} if the blueprint has one, else by {@linkplain #externalKey external
 * key}, else by its exact name among active projects. Immutable: each method returns another blueprint.
 */
public final class ProjectBlueprint {
    private final String name;
    private final @Nullable String id;
    private final @Nullable String externalKey;
    private final @Nullable ProjectResidency residency;
    private final Parts parts;
    private final Places places;

    private ProjectBlueprint(
            String name,
            @Nullable String id,
            @Nullable String externalKey,
            @Nullable ProjectResidency residency,
            Parts parts,
            Places places) {
        this.name = name;
        this.id = id;
        this.externalKey = externalKey;
        this.residency = residency;
        this.parts = parts;
        this.places = places;
    }

    /**
     * Starts a blueprint.
     *
     * @param name the name of the project
     * @return a blueprint of a project of which only the name matters
     * @throws InvalidValueException when the name is blank
     */
    public static ProjectBlueprint named(String name) {
        return new ProjectBlueprint(notBlank("name", name), null, null, null, Parts.NONE, Places.NONE);
    }

    /**
     * Names the project by its id, so that it can also be renamed. A project of this id must exist.
     *
     * @param id such as {@code proj_abc123}
     * @return another blueprint
     * @throws InvalidValueException when the id is blank
     */
    public ProjectBlueprint id(String id) {
        return new ProjectBlueprint(name, notBlank("id", id), externalKey, residency, parts, places);
    }

    /**
     * Names the customer-managed key that encrypts the project's data. A blueprint without an id finds its project by
     * it.
     *
     * @param externalKey the id of the key
     * @return another blueprint
     * @throws InvalidValueException when the id is blank
     */
    public ProjectBlueprint externalKey(String externalKey) {
        return new ProjectBlueprint(name, id, notBlank("externalKey", externalKey), residency, parts, places);
    }

    /**
     * Sets where the data of the project is stored. Only the creation of a project sets it: a project that has another
     * residency is a problem of the plan.
     *
     * @param residency such as {@link ProjectResidency#EU_STORAGE_PROCESSING}
     * @return another blueprint
     */
    public ProjectBlueprint residency(ProjectResidency residency) {
        return new ProjectBlueprint(name, id, externalKey, residency, parts, places);
    }

    /**
     * Adds a custom role of the project, which users and groups of the project can have.
     *
     * @param name the name, which no other role of the project has
     * @param description what the role is for, or null to leave the description as it is
     * @param permissions what it allows, such as {@code api.model.read}; possibly nothing
     * @return another blueprint
     * @throws InvalidValueException when the name is blank
     */
    public ProjectBlueprint role(String name, @Nullable String description, List<String> permissions) {
        return with(parts.role(name, description, permissions));
    }

    /**
     * Adds an owner of the project. A person who is no user of the organization yet is invited.
     *
     * @param email the address
     * @return another blueprint
     * @throws InvalidValueException when it is not an address, or has another role here
     */
    public ProjectBlueprint owner(String email) {
        return with(parts.owner(email));
    }

    /**
     * Adds a member of the project. A person who is no user of the organization yet is invited.
     *
     * @param email the address
     * @return another blueprint
     * @throws InvalidValueException when it is not an address, or has another role here
     */
    public ProjectBlueprint member(String email) {
        return with(parts.member(email));
    }

    /**
     * Adds a viewer of the project. A person who is no user of the organization yet is invited, and becomes a viewer in a
     * later run, because an invite cannot give this role.
     *
     * @param email the address
     * @return another blueprint
     * @throws InvalidValueException when it is not an address, or has another role here
     */
    public ProjectBlueprint viewer(String email) {
        return with(parts.viewer(email));
    }

    /**
     * Adds custom roles of a user. A user who has no predefined role in the blueprint is added to the project as a member.
     *
     * @param email the address
     * @param roles the names or ids of custom roles of the project
     * @return another blueprint
     * @throws InvalidValueException when it is not an address, or a role is blank
     */
    public ProjectBlueprint userRoles(String email, String... roles) {
        return with(parts.projectUserRoles(email, roles));
    }

    /**
     * Gives a group of the organization access to the project.
     *
     * @param group the name or the id of the group
     * @param roles the names or ids of roles of the project, predefined or custom ones; a group that is not in the project
     *     needs one
     * @return another blueprint
     * @throws InvalidValueException when the group is there already, or a name is blank
     */
    public ProjectBlueprint group(String group, String... roles) {
        return with(parts.projectGroup(group, roles));
    }

    /**
     * Adds a service account with a key that does not expire. The key goes to the {@link SecretSink} when the account is
     * created. A service account of this name that exists is left alone.
     *
     * @param name the name, which no other service account of the project may have
     * @return another blueprint
     * @throws InvalidValueException when the name is blank
     */
    public ProjectBlueprint serviceAccount(String name) {
        return with(parts.serviceAccount(name));
    }

    /**
     * Adds a service account with a key that expires, for organizations with a policy that demands it.
     *
     * @param name the name, which no other service account of the project may have
     * @param keyLifetime how long the key lives, from one second to 365 days, in whole seconds
     * @return another blueprint
     * @throws InvalidValueException when the lifetime is out of this range, or the name is blank
     */
    public ProjectBlueprint serviceAccount(String name, Duration keyLifetime) {
        return with(parts.serviceAccount(name, keyLifetime));
    }

    /**
     * Adds a service account without a key, such as one that only workload identity uses.
     *
     * @param name the name, which no other service account of the project may have
     * @return another blueprint
     * @throws InvalidValueException when the name is blank
     */
    public ProjectBlueprint serviceAccountWithoutKey(String name) {
        return with(parts.serviceAccountWithoutKey(name));
    }

    /**
     * Sets the role of a service account that the blueprint has.
     *
     * @param name the name of the account
     * @param role {@code owner} or {@code member}
     * @return another blueprint
     * @throws InvalidValueException when the blueprint has no such account, or the API has no such role
     */
    public ProjectBlueprint serviceAccountRole(String name, String role) {
        return with(parts.serviceAccountRole(name, role));
    }

    /**
     * Sets rate limits for a model. Limits that are not set stay as they are.
     *
     * @param model the name of the model
     * @param limits sets them
     * @return another blueprint
     * @throws InvalidValueException when no limit is set
     */
    public ProjectBlueprint rateLimit(String model, Consumer<ModifyRateLimitRequest.Builder> limits) {
        ModifyRateLimitRequest.Builder builder = ModifyRateLimitRequest.builder();
        limits.accept(builder);
        return with(parts.rateLimit(model, builder.build()));
    }

    /**
     * Resets the rate limits of a model to those that it had before the first change, as the journal or a snapshot has
     * recorded them. When they are not known, the limits stay, and the plan has a warning.
     *
     * @param model the name of the model
     * @return another blueprint
     * @throws InvalidValueException when the model is blank
     */
    public ProjectBlueprint defaultRateLimit(String model) {
        return with(parts.defaultRateLimit(model));
    }

    /**
     * Limits what the project may spend in a month.
     *
     * @param cents US cents, more than zero
     * @return another blueprint
     * @throws InvalidValueException when it is not
     */
    public ProjectBlueprint monthlySpendLimit(long cents) {
        return with(parts.monthlySpendLimit(cents));
    }

    /**
     * Removes the limit of what the project may spend in a month.
     *
     * @return another blueprint
     */
    public ProjectBlueprint noMonthlySpendLimit() {
        return with(parts.noMonthlySpendLimit());
    }

    /**
     * Sends an email when the project has spent an amount in a month.
     *
     * @param cents US cents, zero or more; one alert for each amount
     * @param recipients addresses, at least one
     * @return another blueprint
     * @throws InvalidValueException when the amount is negative, or there is no address
     */
    public ProjectBlueprint spendAlert(long cents, String... recipients) {
        return with(parts.spendAlert(cents, recipients));
    }

    /**
     * Lets the project use these models and no others.
     *
     * @param models their names, at least one
     * @return another blueprint
     * @throws InvalidValueException when there is no name
     */
    public ProjectBlueprint modelAllowlist(String... models) {
        return with(parts.modelAllowlist(models));
    }

    /**
     * Lets the project use all models but these.
     *
     * @param models their names, at least one
     * @return another blueprint
     * @throws InvalidValueException when there is no name
     */
    public ProjectBlueprint modelDenylist(String... models) {
        return with(parts.modelDenylist(models));
    }

    /**
     * Lets the project use all models of the organization.
     *
     * @return another blueprint
     */
    public ProjectBlueprint allModels() {
        return with(parts.allModels());
    }

    /**
     * Sets whether the project may use a tool that OpenAI hosts.
     *
     * @param tool the name of the tool in the API, such as {@code web_search}
     * @param enabled whether it may be used
     * @return another blueprint
     * @throws InvalidValueException when there is no such tool
     */
    public ProjectBlueprint hostedTool(String tool, boolean enabled) {
        return with(parts.hostedTool(tool, enabled));
    }

    /**
     * Sets the service tiers of the project.
     *
     * @param defaultTier the tier of requests that name none, or null to leave it as it is
     * @param enabled the tiers that requests can use beside the standard tier, or null to leave them as they are
     * @return another blueprint
     * @throws InvalidValueException when both are null
     */
    public ProjectBlueprint serviceTiers(
            @Nullable DefaultServiceTier defaultTier, @Nullable EnabledServiceTiers enabled) {
        return with(parts.serviceTiers(defaultTier, enabled));
    }

    /**
     * Sets the data retention of the project. The API refuses types that OpenAI has not approved for the organization.
     *
     * @param type such as {@link ProjectDataRetentionType#ORGANIZATION_DEFAULT}
     * @return another blueprint
     */
    public ProjectBlueprint dataRetention(ProjectDataRetentionType type) {
        return with(parts.dataRetention(type));
    }

    /**
     * Activates certificates of the organization for the project.
     *
     * @param certificates SHA-256 fingerprints, names or ids of certificates
     * @return another blueprint
     * @throws InvalidValueException when one of them is blank
     */
    public ProjectBlueprint certificates(String... certificates) {
        return with(parts.certificates(certificates));
    }

    /**
     * Makes parts of the blueprint complete: what exists and the blueprint does not name is removed.
     *
     * @param exact the parts
     * @return another blueprint
     */
    public ProjectBlueprint exact(ExactPart... exact) {
        return with(parts.exact(Set.of(exact)));
    }

    /** {@return the name of the project} */
    public String name() {
        return name;
    }

    Optional<String> id() {
        return Optional.ofNullable(id);
    }

    Optional<String> externalKey() {
        return Optional.ofNullable(externalKey);
    }

    Optional<ProjectResidency> residency() {
        return Optional.ofNullable(residency);
    }

    /** Returns what the blueprint says of the resources of the project. */
    Parts parts() {
        return parts;
    }

    /** Sets where a file describes the project. */
    ProjectBlueprint statedAt(Places where) {
        return new ProjectBlueprint(name, id, externalKey, residency, parts, where);
    }

    /** Returns what the blueprint states, as policies look at it. */
    Facts facts() {
        return parts.factsOfProject(name, id, places);
    }

    /** Replaces what the blueprint says of the resources of the project. */
    ProjectBlueprint with(Parts other) {
        return new ProjectBlueprint(name, id, externalKey, residency, other, places);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProjectBlueprint that && all().equals(that.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    private List<Object> all() {
        return List.of(name, id(), externalKey(), residency(), parts);
    }

    /** Names the project. */
    @Override
    public String toString() {
        return "ProjectBlueprint[" + name + "]";
    }

    private static String notBlank(String what, String value) {
        if (value.isBlank()) {
            throw new InvalidValueException(what, value, "must not be blank");
        }
        return value;
    }
}
