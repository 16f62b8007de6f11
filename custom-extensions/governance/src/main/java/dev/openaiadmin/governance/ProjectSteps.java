package dev.openaiadmin.governance;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.ProjectBlueprint.ModelRule;
import dev.openaiadmin.model.ModelPermissions;
import dev.openaiadmin.model.ModelPermissionsMode;
import dev.openaiadmin.model.ModifyRateLimitRequest;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectSpendAlert;
import dev.openaiadmin.model.ProjectSpendLimit;
import dev.openaiadmin.model.ProjectUser;
import dev.openaiadmin.model.RateLimit;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.model.SpendAlertChannel;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The steps from one project to its blueprint, a method for each thing that a blueprint can name. */
final class ProjectSteps {
    private final AdminApi admin;
    private final Creation creation;
    private final SecretSink secrets;
    private final Survey survey;
    private final ProjectBlueprint blueprint;
    private final Target target;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> unmanaged = new ArrayList<>();

    ProjectSteps(
            AdminApi admin,
            Creation creation,
            SecretSink secrets,
            Survey survey,
            ProjectBlueprint blueprint,
            Target target) {
        this.admin = admin;
        this.creation = creation;
        this.secrets = secrets;
        this.survey = survey;
        this.blueprint = blueprint;
        this.target = target;
    }

    List<Step> steps() {
        return steps;
    }

    List<String> problems() {
        return problems;
    }

    List<String> unmanaged() {
        return unmanaged;
    }

    /** What the journal calls the creation of the project. */
    static String stepOf(ProjectBlueprint blueprint) {
        return "project " + blueprint.name();
    }

    void project(Optional<Project> found) {
        if (found.isEmpty()) {
            add(
                    Change.add(
                            target.name(),
                            "project",
                            blueprint
                                    .externalKey()
                                    .map(key -> "encrypted with " + key)
                                    .orElse(null)),
                    this::createProject);
            return;
        }
        Project project = found.get();
        if (!blueprint.name().equals(project.name())) {
            add(
                    Change.change(target.name(), "name", String.valueOf(project.name()), blueprint.name()),
                    () -> admin.projects().modify(target.id(), changes -> changes.name(blueprint.name())));
        }
        blueprint
                .externalKey()
                .filter(key -> !key.equals(project.externalKeyId()))
                .ifPresent(key -> add(
                        Change.change(target.name(), "external key", String.valueOf(project.externalKeyId()), key),
                        () -> admin.projects().modify(target.id(), changes -> changes.externalKeyId(key))));
    }

    private void createProject() {
        Project made = creation.once(
                stepOf(blueprint),
                () -> {
                    survey.refresh();
                    return survey.namedExactly(blueprint.name()).stream().findFirst();
                },
                () -> admin.projects()
                        .create(
                                blueprint.name(),
                                request -> blueprint.externalKey().ifPresent(request::externalKeyId)),
                Project::id);
        target.made(made.id());
    }

    void members(Invitations invitations, boolean removesOthers) {
        Map<String, ProjectUser> there = new HashMap<>();
        if (target.isThere() && (removesOthers || !blueprint.members().isEmpty())) {
            for (ProjectUser user : admin.projectUsers().list(target.id(), query -> query.limit(100))) {
                if (user.email() != null) {
                    there.put(user.email().toLowerCase(Locale.ROOT), user);
                }
            }
        }
        blueprint.members().forEach((email, role) -> {
            ProjectUser member = there.remove(email);
            if (member == null) {
                addMember(email, role, invitations);
            } else if (!role.equals(member.role()) && member.id() != null) {
                String userId = member.id();
                add(
                        Change.change(target.name(), "role of " + email, member.role(), role),
                        () -> admin.projectUsers().modify(target.id(), userId, changes -> changes.role(role)));
            }
        });
        there.forEach((email, other) -> otherMember(email, other, removesOthers));
    }

    private void addMember(String email, String role, Invitations invitations) {
        Optional<String> userId = survey.user(email).map(user -> user.id());
        if (userId.isEmpty()) {
            invitations.invite(email, role, target);
            return;
        }
        add(Change.add(target.name(), role + " " + email, null), () -> {
            try {
                target.call(() -> admin.projectUsers().add(target.id(), role, request -> request.userId(userId.get())));
            } catch (BadRequestException e) {
                if (!isThereAlready(e)) {
                    throw e;
                }
            }
        });
    }

    /** The wished state, reached by an attempt whose answer was lost. */
    private static boolean isThereAlready(BadRequestException refused) {
        return String.valueOf(refused.getMessage()).contains("already exists in project");
    }

    private void otherMember(String email, ProjectUser other, boolean removed) {
        String userId = other.id();
        if (removed && userId != null) {
            add(
                    Change.remove(target.name(), other.role() + " " + email, null),
                    () -> admin.projectUsers().remove(target.id(), userId));
        } else {
            unmanaged.add(other.role() + " " + email + " of '" + target.name() + "'");
        }
    }

    void serviceAccounts() {
        if (blueprint.serviceAccounts().isEmpty()) {
            return;
        }
        Map<String, List<ServiceAccount>> there = new HashMap<>();
        if (target.isThere()) {
            accounts()
                    .forEach(account -> there.computeIfAbsent(account.name(), name -> new ArrayList<>())
                            .add(account));
        }
        blueprint.serviceAccounts().forEach((name, withKey) -> {
            OneServiceAccount account = new OneServiceAccount(admin, creation, secrets, target, name, withKey);
            List<ServiceAccount> named = there.getOrDefault(name, List.of());
            if (named.size() > 1) {
                problems.add("'" + target.name() + "': more than one service account is named '" + name + "': "
                        + String.join(
                                " and ", named.stream().map(ServiceAccount::id).toList())
                        + "; rename or delete one of them");
            } else if (named.isEmpty() && !account.turnsUp()) {
                steps.add(new Step(
                        Change.add(target.name(), "service account " + name, withKey ? "its key to the sink" : null),
                        withKey,
                        account::create));
            } else if (account.lostItsKey()) {
                steps.add(new Step(
                        Change.change(
                                target.name(),
                                "service account " + name,
                                "made by a run that was cut off, its key lost",
                                "made anew, its key to the sink"),
                        true,
                        account::create));
            }
        });
    }

    private Iterable<ServiceAccount> accounts() {
        return admin.serviceAccounts().list(target.id(), query -> query.limit(100));
    }

    void rateLimits() {
        blueprint.rateLimits().forEach((model, request) -> {
            Map<String, RateLimit> usual = survey.usualRateLimits();
            Map<String, RateLimit> rows = target.isThere() ? survey.rateLimits(target.id()) : usual;
            RateLimit row = rows.get(model);
            if (row == null) {
                problems.add("'" + target.name() + "': there are no rate limits for the model '" + model + "'; known: "
                        + String.join(", ", new TreeSet<>(rows.keySet())));
                return;
            }
            rateLimit(model, row, Limits.of(request), Limits.of(row), ceiling(usual.get(model), row));
        });
    }

    /** What the organization has of each limit, as far as anybody can tell. */
    private static Map<String, Long> ceiling(@Nullable RateLimit usual, RateLimit row) {
        Map<String, Long> ceiling = new TreeMap<>(Limits.of(row));
        if (usual != null) {
            Limits.of(usual).forEach((limit, value) -> ceiling.merge(limit, value, Math::max));
        }
        return ceiling;
    }

    private void rateLimit(
            String model, RateLimit row, Map<String, Long> wished, Map<String, Long> there, Map<String, Long> ceiling) {
        Map<String, Long> different = new TreeMap<>();
        wished.forEach((limit, value) -> {
            Long most = ceiling.get(limit);
            if (most == null) {
                problems.add("'" + target.name() + "': the model '" + model + "' has no limit " + limit + "; it has "
                        + String.join(", ", ceiling.keySet()));
            } else if (value > most) {
                problems.add("'" + target.name() + "': " + limit + " of '" + model + "' would be " + value
                        + ", above the organization's " + most);
            } else if (!value.equals(there.get(limit))) {
                different.put(limit, value);
            }
        });
        if (different.isEmpty()) {
            return;
        }
        Map<String, Long> before = new TreeMap<>(there);
        before.keySet().retainAll(different.keySet());
        ModifyRateLimitRequest request = Limits.request(different);
        add(
                Change.change(target.name(), "rate limit " + model, shown(before), shown(different)),
                () -> target.call(() -> admin.rateLimits().modify(target.id(), row.id(), request)));
    }

    private static String shown(Map<String, Long> limits) {
        return String.join(
                ", ",
                limits.entrySet().stream()
                        .map(limit -> limit.getKey() + " " + limit.getValue())
                        .toList());
    }

    void spendLimit() {
        blueprint.spendLimit().ifPresent(cents -> {
            Long there = target.isThere() ? spendLimitThere() : null;
            if (!cents.equals(there)) {
                add(
                        there == null
                                ? Change.add(target.name(), "monthly spend limit", dollars(cents))
                                : Change.change(target.name(), "monthly spend limit", dollars(there), dollars(cents)),
                        () -> target.call(() -> admin.projectSpendLimits().modify(target.id(), cents)));
            }
        });
    }

    private @Nullable Long spendLimitThere() {
        try {
            ProjectSpendLimit limit = admin.projectSpendLimits().retrieve(target.id());
            return limit.thresholdAmount();
        } catch (NotFoundException e) {
            return null;
        }
    }

    void spendAlerts() {
        if (blueprint.spendAlerts().isEmpty()) {
            return;
        }
        Map<Long, ProjectSpendAlert> there = new HashMap<>();
        if (target.isThere()) {
            alerts().forEach(alert -> there.put(alert.thresholdAmount(), alert));
        }
        blueprint.spendAlerts().forEach((cents, recipients) -> {
            SpendAlertChannel channel =
                    SpendAlertChannel.builder().recipients(recipients).build();
            ProjectSpendAlert alert = there.get(cents);
            if (alert == null && target.isThere() && creation.lastSeen(alertStep(cents)) != null) {
                alert = creation.look(alertStep(cents), () -> alertAt(cents)).orElse(null);
            }
            if (alert == null) {
                add(
                        Change.add(target.name(), "spend alert at " + dollars(cents), "to " + recipients),
                        () -> createAlert(cents, channel));
            } else if (!new TreeSet<>(alert.notificationChannel().recipients()).equals(new TreeSet<>(recipients))) {
                String alertId = alert.id();
                add(
                        Change.change(
                                target.name(),
                                "spend alert at " + dollars(cents),
                                "to " + alert.notificationChannel().recipients(),
                                "to " + recipients),
                        () -> admin.projectSpendAlerts().modify(target.id(), alertId, cents, channel));
            }
        });
    }

    private void createAlert(long cents, SpendAlertChannel channel) {
        creation.once(
                alertStep(cents),
                () -> alertAt(cents),
                () -> target.call(() -> admin.projectSpendAlerts().create(target.id(), cents, channel)),
                ProjectSpendAlert::id);
    }

    private String alertStep(long cents) {
        return stepOf(blueprint) + "/spend alert " + cents;
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
        return admin.projectSpendAlerts().list(target.id(), query -> query.limit(100));
    }

    void models() {
        blueprint.models().ifPresent(rule -> {
            Map<String, RateLimit> known = survey.usualRateLimits();
            for (String model : rule.models()) {
                if (!known.containsKey(model)) {
                    problems.add("'" + target.name() + "': the organization has no model '" + model + "'; known: "
                            + String.join(", ", new TreeSet<>(known.keySet())));
                }
            }
            ModelRule there = target.isThere() ? modelsThere() : null;
            if (!rule.equals(there)) {
                add(
                        Change.change(target.name(), "models", there == null ? "all" : shown(there), shown(rule)),
                        () -> target.call(() -> admin.modelPermissions()
                                .modify(
                                        target.id(),
                                        rule.allowed()
                                                ? ModelPermissionsMode.ALLOW_LIST
                                                : ModelPermissionsMode.DENY_LIST,
                                        rule.models())));
            }
        });
    }

    private @Nullable ModelRule modelsThere() {
        try {
            ModelPermissions permissions = admin.modelPermissions().retrieve(target.id());
            return new ModelRule(ModelPermissionsMode.ALLOW_LIST.equals(permissions.mode()), permissions.modelIds());
        } catch (NotFoundException e) {
            return null;
        }
    }

    private static String shown(ModelRule rule) {
        return (rule.allowed() ? "only " : "all but ") + String.join(", ", rule.models());
    }

    static String dollars(long cents) {
        return "$" + BigDecimal.valueOf(cents, 2);
    }

    private void add(Change change, Step.Action action) {
        steps.add(new Step(change, action));
    }
}
