package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.internal.RateLimitFields;
import dev.openaiadmin.governance.keys.SecretSink;
import dev.openaiadmin.model.ModifyRateLimitRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The desired state of a project: who is in it, which service accounts it has, what it may use and spend. What a
 * blueprint does not name is left as it is.
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
    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@]+");

    private final String name;
    private final @Nullable String id;
    private final @Nullable String externalKey;
    private final Map<String, String> members;
    private final Map<String, AccountKey> serviceAccounts;
    private final Map<String, ModifyRateLimitRequest> rateLimits;
    private final @Nullable Long spendLimit;
    private final Map<Long, List<String>> spendAlerts;
    private final @Nullable ModelRule models;

    private ProjectBlueprint(Draft draft) {
        this.name = draft.name;
        this.id = draft.id;
        this.externalKey = draft.externalKey;
        this.members = Collections.unmodifiableMap(draft.members);
        this.serviceAccounts = Collections.unmodifiableMap(draft.serviceAccounts);
        this.rateLimits = Collections.unmodifiableMap(draft.rateLimits);
        this.spendLimit = draft.spendLimit;
        this.spendAlerts = Collections.unmodifiableMap(draft.spendAlerts);
        this.models = draft.models;
    }

    /**
     * Which models may be used.
     *
     * @param allowed whether only these may be used, or all but these
     * @param models the names
     */
    record ModelRule(boolean allowed, List<String> models) {
        ModelRule {
            models = models.stream().sorted().distinct().toList();
        }
    }

    /**
     * Starts a blueprint.
     *
     * @param name the name of the project
     * @return a blueprint of a project of which only the name matters
     * @throws InvalidValueException when the name is blank
     */
    public static ProjectBlueprint named(String name) {
        return new ProjectBlueprint(new Draft(notBlank("name", name)));
    }

    /**
     * Names the project by its id, so that it can also be renamed. A project of this id has to be there.
     *
     * @param id such as {@code proj_abc123}
     * @return another blueprint
     */
    public ProjectBlueprint id(String id) {
        return with(draft -> draft.id = notBlank("id", id));
    }

    /**
     * Names the customer-managed key that encrypts the project's data. A blueprint without an id finds its project by
     * it.
     *
     * @param externalKey the id of the key
     * @return another blueprint
     */
    public ProjectBlueprint externalKey(String externalKey) {
        return with(draft -> draft.externalKey = notBlank("externalKey", externalKey));
    }

    /**
     * Adds an owner of the project. Somebody who is not a user of the organization yet is invited.
     *
     * @param email the address
     * @return another blueprint
     * @throws InvalidValueException when it is not an address, or has another role here
     */
    public ProjectBlueprint owner(String email) {
        return person(email, "owner");
    }

    /**
     * Adds a member of the project. Somebody who is not a user of the organization yet is invited.
     *
     * @param email the address
     * @return another blueprint
     * @throws InvalidValueException when it is not an address, or has another role here
     */
    public ProjectBlueprint member(String email) {
        return person(email, "member");
    }

    /**
     * Adds a service account with a key that does not expire. The key goes to the {@link SecretSink} when the account is
     * created. A service account of this name that exists is left alone.
     *
     * @param name the name, which no other service account of the project may have
     * @return another blueprint
     */
    public ProjectBlueprint serviceAccount(String name) {
        return with(draft -> draft.serviceAccounts.put(notBlank("service account", name), AccountKey.WITHOUT_EXPIRY));
    }

    /**
     * Adds a service account with a key that expires, for organizations with a policy that demands it.
     *
     * @param name the name, which no other service account of the project may have
     * @param keyLifetime how long the key lives, from one second to 365 days, in whole seconds
     * @return another blueprint
     * @throws InvalidValueException when the lifetime is out of this range
     */
    public ProjectBlueprint serviceAccount(String name, Duration keyLifetime) {
        AccountKey key = AccountKey.living(keyLifetime);
        return with(draft -> draft.serviceAccounts.put(notBlank("service account", name), key));
    }

    /**
     * Adds a service account without a key, such as one that only workload identity uses.
     *
     * @param name the name, which no other service account of the project may have
     * @return another blueprint
     */
    public ProjectBlueprint serviceAccountWithoutKey(String name) {
        return with(draft -> draft.serviceAccounts.put(notBlank("service account", name), AccountKey.NONE));
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
        return rateLimit(model, builder.build());
    }

    ProjectBlueprint rateLimit(String model, ModifyRateLimitRequest limits) {
        if (RateLimitFields.of(limits).isEmpty()) {
            throw new InvalidValueException("rate limit of " + model, null, "must set at least one limit");
        }
        return with(draft -> draft.rateLimits.put(notBlank("model", model), limits));
    }

    /**
     * RateLimitFields what the project may spend in a month.
     *
     * @param cents US cents, more than zero
     * @return another blueprint
     * @throws InvalidValueException when it is not
     */
    public ProjectBlueprint monthlySpendLimit(long cents) {
        return with(draft -> draft.spendLimit = moreThanZero("monthlySpendLimit", cents));
    }

    /**
     * Sends an e-mail when the project has spent an amount in a month.
     *
     * @param cents US cents, more than zero; one alert for each amount
     * @param recipients addresses, at least one
     * @return another blueprint
     * @throws InvalidValueException when the amount is not more than zero, or there is no address
     */
    public ProjectBlueprint spendAlert(long cents, String... recipients) {
        if (recipients.length == 0) {
            throw new InvalidValueException("recipients", null, "must name at least one address");
        }
        List<String> addresses = new ArrayList<>();
        for (String recipient : recipients) {
            addresses.add(email(recipient));
        }
        return with(draft -> draft.spendAlerts.put(moreThanZero("spendAlert", cents), List.copyOf(addresses)));
    }

    /**
     * Lets the project use these models and no others.
     *
     * @param models their names, at least one
     * @return another blueprint
     */
    public ProjectBlueprint modelAllowlist(String... models) {
        return models(true, models);
    }

    /**
     * Lets the project use all models but these.
     *
     * @param models their names, at least one
     * @return another blueprint
     */
    public ProjectBlueprint modelDenylist(String... models) {
        return models(false, models);
    }

    private ProjectBlueprint models(boolean allowed, String... models) {
        if (models.length == 0) {
            throw new InvalidValueException("models", null, "must name at least one model");
        }
        return with(draft -> draft.models = new ModelRule(allowed, List.of(models)));
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

    /** Roles by addresses in lower case. */
    Map<String, String> members() {
        return members;
    }

    /** By name, what key each gets. */
    Map<String, AccountKey> serviceAccounts() {
        return serviceAccounts;
    }

    /** By model. */
    Map<String, ModifyRateLimitRequest> rateLimits() {
        return rateLimits;
    }

    Optional<Long> spendLimit() {
        return Optional.ofNullable(spendLimit);
    }

    /** Recipients by amounts in cents. */
    Map<Long, List<String>> spendAlerts() {
        return spendAlerts;
    }

    Optional<ModelRule> models() {
        return Optional.ofNullable(models);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProjectBlueprint that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return List.of(
                name, id(), externalKey(), members, serviceAccounts, rateLimits, spendLimit(), spendAlerts, models());
    }

    /** Names the project. */
    @Override
    public String toString() {
        return "ProjectBlueprint[" + name + "]";
    }

    private ProjectBlueprint person(String address, String role) {
        String email = email(address);
        String other = members.get(email);
        if (other != null && !other.equals(role)) {
            throw new InvalidValueException(email, role, "is " + other + " of '" + name + "' already");
        }
        return with(draft -> draft.members.put(email, role));
    }

    static String email(String address) {
        String email = address.strip().toLowerCase(Locale.ROOT);
        if (!EMAIL.matcher(email).matches()) {
            throw new InvalidValueException("e-mail", address, "must be an address such as ada@example.com");
        }
        return email;
    }

    private static String notBlank(String what, String value) {
        if (value.isBlank()) {
            throw new InvalidValueException(what, value, "must not be blank");
        }
        return value;
    }

    private static long moreThanZero(String what, long cents) {
        if (cents < 1) {
            throw new InvalidValueException(what, cents, "must be more than zero cents");
        }
        return cents;
    }

    private ProjectBlueprint with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new ProjectBlueprint(draft);
    }

    /** What a blueprint is made of, while it can still change. */
    private static final class Draft {
        private final String name;
        private final Map<String, String> members = new LinkedHashMap<>();
        private final Map<String, AccountKey> serviceAccounts = new LinkedHashMap<>();
        private final Map<String, ModifyRateLimitRequest> rateLimits = new LinkedHashMap<>();
        private final Map<Long, List<String>> spendAlerts = new LinkedHashMap<>();
        private @Nullable String id;
        private @Nullable String externalKey;
        private @Nullable Long spendLimit;
        private @Nullable ModelRule models;

        private Draft(String name) {
            this.name = name;
        }

        private Draft(ProjectBlueprint other) {
            this(other.name);
            members.putAll(other.members);
            serviceAccounts.putAll(other.serviceAccounts);
            rateLimits.putAll(other.rateLimits);
            spendAlerts.putAll(other.spendAlerts);
            id = other.id;
            externalKey = other.externalKey;
            spendLimit = other.spendLimit;
            models = other.models;
        }
    }
}
