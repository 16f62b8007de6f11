package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.blueprint.Invitations.Grant;
import dev.openaiadmin.governance.blueprint.ProjectBlueprint.ModelRule;
import dev.openaiadmin.governance.internal.JournaledSteps;
import dev.openaiadmin.governance.internal.RateLimitFields;
import dev.openaiadmin.governance.internal.RunContext;
import dev.openaiadmin.governance.keys.KeyOwner;
import dev.openaiadmin.governance.keys.SecretSink;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.ModelPermissions;
import dev.openaiadmin.model.ModelPermissionsMode;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectSpendAlert;
import dev.openaiadmin.model.ProjectSpendLimit;
import dev.openaiadmin.model.ProjectUser;
import dev.openaiadmin.model.RateLimit;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.model.SpendAlertChannel;
import dev.openaiadmin.model.User;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The steps from a project to its blueprint, a method for each thing that a blueprint can name. Problems keep the
 * blueprint from being applied; warnings are doubts that the API decides.
 */
final class ProjectSteps {
    /** The project that every organization begins with; documented to be without direct members. */
    static final String DEFAULT_PROJECT = "Default project";

    private static final String OWNER = "owner";

    private final RunContext context;
    private final AdminApi admin;
    private final JournaledSteps journaled;
    private final SecretSink secrets;
    private final CurrentState current;
    private final ProjectBlueprint blueprint;
    private final ProjectReference project;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> unmanaged = new ArrayList<>();
    private final Map<String, Grant> invitations = new LinkedHashMap<>();

    ProjectSteps(
            RunContext context,
            JournaledSteps journaled,
            SecretSink secrets,
            CurrentState current,
            ProjectBlueprint blueprint,
            ProjectReference project) {
        this.context = context;
        this.admin = context.admin();
        this.journaled = journaled;
        this.secrets = secrets;
        this.current = current;
        this.blueprint = blueprint;
        this.project = project;
    }

    List<Step> steps() {
        return steps;
    }

    List<String> problems() {
        return problems;
    }

    List<String> warnings() {
        return warnings;
    }

    List<String> unmanaged() {
        return unmanaged;
    }

    /** Returns who is to be invited, by address. */
    Map<String, Grant> invitations() {
        return invitations;
    }

    ProjectReference project() {
        return project;
    }

    void problem(String problem) {
        problems.add(named(blueprint.name()) + ": " + PrintableText.line(problem));
    }

    private void warning(String warning) {
        warnings.add(named(blueprint.name()) + ": " + PrintableText.line(warning));
    }

    /** Compares everything that the blueprint names. */
    void plan(Optional<Project> found, boolean removesOtherMembers) {
        project(found);
        members(removesOtherMembers);
        serviceAccounts();
        rateLimits();
        spendLimit();
        spendAlerts();
        models();
    }

    private void project(Optional<Project> found) {
        if (found.isEmpty()) {
            add(
                    PlannedChange.add(
                            project.name(),
                            "project",
                            blueprint
                                    .externalKey()
                                    .map(key -> "encrypted with " + key)
                                    .orElse(null)),
                    this::createProject);
            return;
        }
        Project present = found.get();
        if (!blueprint.name().equals(present.name())) {
            add(
                    PlannedChange.change(project.name(), "name", String.valueOf(present.name()), blueprint.name()),
                    () -> admin.projects().modify(project.id(), changes -> changes.name(blueprint.name())));
        }
        blueprint
                .externalKey()
                .filter(key -> !key.equals(present.externalKeyId()))
                .ifPresent(key -> add(
                        PlannedChange.change(
                                project.name(), "external key", String.valueOf(present.externalKeyId()), key),
                        () -> admin.projects().modify(project.id(), changes -> changes.externalKeyId(key))));
        if (DEFAULT_PROJECT.equals(present.name())
                && !(blueprint.members().isEmpty()
                        && blueprint.serviceAccounts().isEmpty())) {
            warning("the API is documented to add neither people nor service accounts to the default project");
        }
    }

    private void createProject() {
        Project created = journaled.once(
                StepNames.project(blueprint.name()),
                () -> {
                    current.refresh();
                    return current.namedExactly(blueprint.name()).stream().findFirst();
                },
                () -> context.creates()
                        .projects()
                        .create(
                                blueprint.name(),
                                request -> blueprint.externalKey().ifPresent(request::externalKeyId)),
                Project::id);
        project.created(created.id());
    }

    private void members(boolean removesOthers) {
        Map<String, ProjectUser> present = new LinkedHashMap<>();
        if (project.exists() && (removesOthers || !blueprint.members().isEmpty())) {
            for (ProjectUser user : admin.projectUsers().list(project.id(), query -> query.limit(100))) {
                if (user.email() != null) {
                    present.put(user.email().toLowerCase(Locale.ROOT), user);
                }
            }
        }
        blueprint.members().forEach((email, role) -> {
            ProjectUser member = present.remove(email);
            if (member == null) {
                addMember(email, role);
            } else if (!role.equals(member.role()) && member.id() != null) {
                String userId = member.id();
                add(
                        PlannedChange.change(project.name(), "role of " + email, member.role(), role),
                        () -> admin.projectUsers().modify(project.id(), userId, changes -> changes.role(role)));
            }
        });
        if (removesOthers && !present.isEmpty()) {
            current.readUsers(List.copyOf(present.keySet()));
        }
        present.forEach((email, other) -> otherMember(email, other, removesOthers));
    }

    private void addMember(String email, String role) {
        Optional<String> userId = current.user(email).map(User::id);
        if (userId.isEmpty()) {
            invitations.put(email, new Grant(project, role));
            return;
        }
        add(PlannedChange.add(project.name(), role + " " + email, null), () -> {
            try {
                project.call(() -> context.creates()
                        .projectUsers()
                        .add(project.id(), role, request -> request.userId(userId.get())));
            } catch (BadRequestException e) {
                if (!existsAlready(e)) {
                    throw e;
                }
            }
        });
    }

    /** The desired state, reached by an attempt whose response was lost. */
    private static boolean existsAlready(BadRequestException refused) {
        return String.valueOf(refused.getMessage()).contains("already exists in project");
    }

    private void otherMember(String email, ProjectUser other, boolean removed) {
        String userId = other.id();
        boolean ownsOrganization =
                current.user(email).filter(user -> OWNER.equals(user.role())).isPresent();
        if (removed && ownsOrganization) {
            warning(email + " owns the organization, so the API keeps this member in every project");
        } else if (removed && userId != null) {
            add(
                    PlannedChange.remove(project.name(), other.role() + " " + email, null),
                    () -> admin.projectUsers().remove(project.id(), userId));
        } else {
            unmanaged.add(PrintableText.line(other.role() + " " + email) + " of " + named(project.name()));
        }
    }

    private void serviceAccounts() {
        if (blueprint.serviceAccounts().isEmpty()) {
            return;
        }
        Map<String, List<ServiceAccount>> byName = new HashMap<>();
        if (project.exists()) {
            for (ServiceAccount account : admin.serviceAccounts().list(project.id(), query -> query.limit(100))) {
                if (account.name() != null) {
                    byName.computeIfAbsent(account.name(), unused -> new ArrayList<>())
                            .add(account);
                }
            }
        }
        blueprint
                .serviceAccounts()
                .forEach((name, key) -> serviceAccount(name, key, byName.getOrDefault(name, List.of())));
    }

    private void serviceAccount(String name, AccountKey key, List<ServiceAccount> listed) {
        OneServiceAccount account = new OneServiceAccount(context, journaled, secrets, project, name, key);
        List<ServiceAccount> present = account.find(listed);
        List<ServiceAccount> leftovers =
                present.stream().filter(account::isLeftover).toList();
        List<ServiceAccount> others =
                present.stream().filter(other -> !leftovers.contains(other)).toList();
        String subject = "service account " + name;
        if (others.size() > 1) {
            problem("more than one service account is named '" + name + "': "
                    + String.join(
                            " and ", others.stream().map(ServiceAccount::id).toList())
                    + "; rename or delete one of them");
        } else if (!others.isEmpty()) {
            if (key.isWanted() && account.isOpen()) {
                warning("the service account '" + name + "' (" + others.get(0).id() + ") "
                        + (others.get(0).createdAt() == null
                                ? "was created at an unknown time and is kept"
                                : "was not created by this tool")
                        + ", so its key is not known; rotate it to store a key");
            }
            leftovers.forEach(left -> add(
                    PlannedChange.remove(
                            project.name(), subject + " (" + left.id() + ")", "left by a run that was cut off"),
                    () -> admin.serviceAccounts().delete(project.id(), left.id())));
        } else if (leftovers.isEmpty()) {
            addKey(PlannedChange.add(project.name(), subject, shown(key)), key, account);
        } else if (key.isWanted()) {
            addKey(
                    PlannedChange.change(
                            project.name(),
                            subject,
                            "created by a run that was cut off, its key lost",
                            "created again, its key to the sink"),
                    key,
                    account);
        }
    }

    private static @Nullable String shown(AccountKey key) {
        if (!key.isWanted()) {
            return null;
        }
        return key.lifetime() == null
                ? "its key to the sink"
                : "its key, which lives for " + key.lifetime() + ", to the sink";
    }

    private void addKey(PlannedChange change, AccountKey key, OneServiceAccount account) {
        KeyOwner owner = key.isWanted() ? account.owner() : null;
        steps.add(new Step(change, group(), false, owner, account::create));
    }

    private void rateLimits() {
        if (blueprint.rateLimits().isEmpty()) {
            return;
        }
        Map<String, RateLimit> typical = current.typicalRateLimits();
        Map<String, RateLimit> rows = project.exists() ? current.rateLimits(project.id()) : typical;
        blueprint.rateLimits().forEach((model, request) -> {
            RateLimit row = rows.get(model);
            Map<String, Long> present = row == null ? Map.of() : RateLimitFields.of(row);
            Map<String, Long> different = new TreeMap<>(RateLimitFields.of(request));
            different.entrySet().removeIf(limit -> limit.getValue().equals(present.get(limit.getKey())));
            if (!different.isEmpty()) {
                rateLimit(model, row, present, different, typical.get(model), rows);
            }
        });
    }

    private void rateLimit(
            String model,
            @Nullable RateLimit row,
            Map<String, Long> present,
            Map<String, Long> different,
            @Nullable RateLimit typical,
            Map<String, RateLimit> rows) {
        if (row == null) {
            warning("no rate limits are shown for the model '" + model + "'; shown are those for "
                    + String.join(", ", new TreeSet<>(rows.keySet())));
        } else {
            Map<String, Long> most = typical == null ? Map.of() : RateLimitFields.of(typical);
            different.forEach((limit, value) -> {
                Long shown = present.get(limit);
                if (shown == null) {
                    warning("no limit " + limit + " is shown for the model '" + model + "'; shown are "
                            + String.join(", ", present.keySet()));
                } else if (value > Math.max(shown, most.getOrDefault(limit, shown))) {
                    warning(limit + " of '" + model + "' becomes " + value + ", more than any project shows ("
                            + Math.max(shown, most.getOrDefault(limit, shown))
                            + "); the API refuses what is above the limit of the organization");
                }
            });
        }
        Map<String, Long> before = new TreeMap<>(present);
        before.keySet().retainAll(different.keySet());
        add(
                PlannedChange.change(
                        project.name(),
                        "rate limit " + model,
                        before.isEmpty() ? null : shown(before),
                        shown(different)),
                () -> modifyRateLimit(model, different));
    }

    /** The id of the row is the project's own; where none is shown, the id that rows have by convention. */
    private void modifyRateLimit(String model, Map<String, Long> limits) {
        RateLimit row = project.call(() -> current.rateLimits(project.id()).get(model));
        String rowId = row == null ? "rl-" + model : row.id();
        project.call(() -> admin.rateLimits().modify(project.id(), rowId, RateLimitFields.request(limits)));
    }

    private static String shown(Map<String, Long> limits) {
        return String.join(
                ", ",
                limits.entrySet().stream()
                        .map(limit -> limit.getKey() + " " + limit.getValue())
                        .toList());
    }

    private void spendLimit() {
        blueprint.spendLimit().ifPresent(cents -> {
            Long present = project.exists() ? presentSpendLimit() : null;
            if (!cents.equals(present)) {
                add(
                        present == null
                                ? PlannedChange.add(project.name(), "monthly spend limit", dollars(cents))
                                : PlannedChange.change(
                                        project.name(), "monthly spend limit", dollars(present), dollars(cents)),
                        () -> project.call(() -> admin.projectSpendLimits().modify(project.id(), cents)));
            }
        });
    }

    private @Nullable Long presentSpendLimit() {
        try {
            ProjectSpendLimit limit = admin.projectSpendLimits().retrieve(project.id());
            return limit.thresholdAmount();
        } catch (NotFoundException e) {
            return null;
        }
    }

    private void spendAlerts() {
        if (blueprint.spendAlerts().isEmpty()) {
            return;
        }
        Map<Long, ProjectSpendAlert> present = new HashMap<>();
        if (project.exists()) {
            alerts().forEach(alert -> present.put(alert.thresholdAmount(), alert));
        }
        blueprint.spendAlerts().forEach((cents, recipients) -> {
            SpendAlertChannel channel =
                    SpendAlertChannel.builder().recipients(recipients).build();
            ProjectSpendAlert alert = present.get(cents);
            if (alert == null && project.exists() && journaled.lastSeen(alertStep(cents)) != null) {
                alert = journaled.look(alertStep(cents), () -> alertAt(cents)).orElse(null);
            }
            String subject = "spend alert at " + dollars(cents);
            if (alert == null) {
                add(PlannedChange.add(project.name(), subject, "to " + recipients), () -> createAlert(cents, channel));
            } else if (!new TreeSet<>(alert.notificationChannel().recipients()).equals(new TreeSet<>(recipients))) {
                String alertId = alert.id();
                add(
                        PlannedChange.change(
                                project.name(),
                                subject,
                                "to " + alert.notificationChannel().recipients(),
                                "to " + recipients),
                        () -> admin.projectSpendAlerts().modify(project.id(), alertId, cents, channel));
            }
        });
    }

    private void createAlert(long cents, SpendAlertChannel channel) {
        journaled.once(
                alertStep(cents),
                () -> alertAt(cents),
                () -> project.call(() -> context.creates().projectSpendAlerts().create(project.id(), cents, channel)),
                ProjectSpendAlert::id);
    }

    private String alertStep(long cents) {
        return StepNames.spendAlert(blueprint.name(), cents);
    }

    private Optional<ProjectSpendAlert> alertAt(long cents) {
        for (ProjectSpendAlert alert : alerts()) {
            if (alert.thresholdAmount() == cents) {
                return Optional.of(alert);
            }
        }
        return Optional.empty();
    }

    private Iterable<ProjectSpendAlert> alerts() {
        return admin.projectSpendAlerts().list(project.id(), query -> query.limit(100));
    }

    private void models() {
        blueprint.models().ifPresent(rule -> {
            ModelRule present = project.exists() ? presentModels() : null;
            if (rule.equals(present)) {
                return;
            }
            Map<String, RateLimit> known = current.typicalRateLimits();
            List<String> unknown = rule.models().stream()
                    .filter(model -> !known.containsKey(model))
                    .toList();
            if (!unknown.isEmpty()) {
                warning("no rate limits are shown for " + String.join(", ", unknown)
                        + ", so these models may not exist; rate limits are shown for "
                        + String.join(", ", new TreeSet<>(known.keySet())));
            }
            add(
                    PlannedChange.change(
                            project.name(), "models", present == null ? "all" : shown(present), shown(rule)),
                    () -> project.call(() -> admin.modelPermissions()
                            .modify(
                                    project.id(),
                                    rule.allowed() ? ModelPermissionsMode.ALLOW_LIST : ModelPermissionsMode.DENY_LIST,
                                    rule.models())));
        });
    }

    private @Nullable ModelRule presentModels() {
        try {
            ModelPermissions permissions = admin.modelPermissions().retrieve(project.id());
            return new ModelRule(ModelPermissionsMode.ALLOW_LIST.equals(permissions.mode()), permissions.modelIds());
        } catch (NotFoundException e) {
            return null;
        }
    }

    private static String shown(ModelRule rule) {
        return (rule.allowed() ? "only " : "all but ") + String.join(", ", rule.models());
    }

    static String dollars(long cents) {
        return "$" + BigDecimal.valueOf(cents, 2).toPlainString();
    }

    static String named(String name) {
        return "'" + PrintableText.line(name) + "'";
    }

    private String group() {
        return StepNames.project(blueprint.name());
    }

    private void add(PlannedChange change, Step.Action action) {
        steps.add(new Step(change, group(), action));
    }
}
