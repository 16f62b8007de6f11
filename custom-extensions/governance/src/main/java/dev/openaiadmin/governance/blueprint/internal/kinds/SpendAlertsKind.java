package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.governance.blueprint.ExactPart;
import dev.openaiadmin.governance.blueprint.Removal;
import dev.openaiadmin.governance.blueprint.internal.kinds.SpendAlertsKind.Alert;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.Name;
import dev.openaiadmin.governance.blueprint.internal.scope.Scope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.blueprint.internal.scope.StepNames;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.governance.internal.report.Money;
import dev.openaiadmin.model.SpendAlertChannel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The spend alerts of the organization or of a project, by their ids or amounts. */
final class SpendAlertsKind implements ResourceKind<Map<String, Alert>> {
    private static final String ALERTS = "spend_alerts";
    private static final String ID = "id";
    private static final String AT_CENTS = "at_cents";
    private static final String RECIPIENTS = "recipients";
    private static final String SUBJECT_PREFIX = "subject_prefix";

    /**
     * An alert.
     *
     * @param id the id of an alert that exists, or null for the only alert at the amount
     * @param cents the amount, zero or more
     * @param recipients addresses in lower case, at least one
     * @param subjectPrefix what the subject of the email begins with, or null to leave it as it is
     */
    record Alert(
            @Nullable Name id,
            long cents,
            List<String> recipients,
            @Nullable String subjectPrefix) {
        Alert {
            if (cents < 0) {
                throw new InvalidValueException("spendAlert", cents, "must be zero cents or more");
            }
            if (recipients.isEmpty()) {
                throw new InvalidValueException(RECIPIENTS, null, "must name at least one address");
            }
            recipients = List.copyOf(recipients);
        }

        String key() {
            return id == null ? Long.toString(cents) : id.text();
        }

        String shown() {
            return "to " + recipients + (subjectPrefix == null ? "" : ", subject " + subjectPrefix);
        }
    }

    /** An alert that exists. */
    private record Present(String id, long cents, SpendAlertChannel channel) {
        boolean meets(Alert desired) {
            Set<String> recipients = new HashSet<>();
            channel.recipients().forEach(recipient -> recipients.add(recipient.toLowerCase(Locale.ROOT)));
            return cents == desired.cents
                    && recipients.equals(Set.copyOf(desired.recipients))
                    && (desired.subjectPrefix == null || desired.subjectPrefix.equals(channel.subjectPrefix()));
        }

        String shown() {
            return "to " + channel.recipients()
                    + (channel.subjectPrefix() == null ? "" : ", subject " + channel.subjectPrefix());
        }
    }

    /** Adds an alert to those that a blueprint names; another one of the same amount is replaced. */
    static Map<String, Alert> with(Map<String, Alert> alerts, Alert alert) {
        Map<String, Alert> more = new LinkedHashMap<>(alerts);
        more.put(alert.key(), alert);
        return more;
    }

    @Override
    public List<String> keys() {
        return List.of(ALERTS);
    }

    @Override
    public Map<String, Alert> parse(@Nullable Map<String, Alert> before, String key, YamlNode value) {
        Map<String, Alert> alerts = Map.of();
        for (YamlNode node : value.list()) {
            Map<String, YamlNode> parts = node.mapping(Set.of(ID, AT_CENTS, RECIPIENTS, SUBJECT_PREFIX));
            long cents = FileParts.required(node, parts, AT_CENTS).wholeNumber();
            List<String> recipients = FileParts.emails(FileParts.required(node, parts, RECIPIENTS));
            YamlNode id = FileParts.optional(parts, ID);
            YamlNode prefix = FileParts.optional(parts, SUBJECT_PREFIX);
            Alert alert = node.checked(() -> new Alert(
                    id == null ? null : Name.of(id), cents, recipients, prefix == null ? null : prefix.text()));
            if (alerts.containsKey(alert.key())) {
                throw node.mistake(
                        "the spend alert at " + Money.dollars(cents) + " must not be there twice without ids");
            }
            alerts = with(alerts, alert);
        }
        return alerts;
    }

    @Override
    public void write(Map<String, Alert> alerts, Map<String, Object> parts) {
        List<Object> written = new ArrayList<>();
        alerts.values().forEach(alert -> {
            Map<String, Object> one = new LinkedHashMap<>();
            FileParts.put(one, ID, alert.id() == null ? null : alert.id().text());
            one.put(AT_CENTS, alert.cents());
            one.put(RECIPIENTS, alert.recipients());
            FileParts.put(one, SUBJECT_PREFIX, alert.subjectPrefix());
            written.add(one);
        });
        parts.put(ALERTS, written);
    }

    @Override
    public @Nullable Map<String, Alert> whenNotNamed(Set<ExactPart> exact) {
        return exact.contains(ExactPart.SPEND_ALERTS) ? Map.of() : null;
    }

    @Override
    public void plan(Map<String, Alert> desired, ScopePlan plan) {
        Map<String, Present> others = new LinkedHashMap<>();
        if (plan.scope().exists()) {
            present(plan.admin(), plan.scope()).forEach(alert -> others.put(alert.id(), alert));
        }
        Set<String> named = new HashSet<>();
        desired.values()
                .forEach(
                        alert -> Optional.ofNullable(alert.id()).map(Name::text).ifPresent(named::add));
        desired.values().forEach(alert -> {
            Optional<Present> found = alert.id() != null
                    ? Optional.ofNullable(others.get(alert.id().text()))
                    : plan.orCreatedBefore(
                            step(alert, plan),
                            others.values().stream()
                                    .filter(other -> other.cents() == alert.cents() && !named.contains(other.id()))
                                    .findFirst(),
                            () -> at(alert.cents(), plan));
            if (found.isPresent()) {
                others.remove(found.get().id());
                change(alert, found.get(), plan);
            } else if (alert.id() != null) {
                plan.problem(alert.id().at("there is no spend alert " + alert.id()));
            } else {
                plan.adds(subject(alert.cents()), alert.shown(), () -> create(alert, plan));
            }
        });
        if (plan.isExact(ExactPart.SPEND_ALERTS)) {
            others.values()
                    .forEach(other -> plan.removes(
                            subject(other.cents()),
                            other.shown(),
                            Removal.by(plan.scope().isOrganization() ? "deleteSpendAlert" : "deleteProjectSpendAlert"),
                            () -> Assignment.end(() -> delete(plan.admin(), plan.scope(), other.id()))));
        }
    }

    private static String subject(long cents) {
        return "spend alert at " + Money.dollars(cents);
    }

    private static String step(Alert alert, ScopePlan plan) {
        return StepNames.spendAlert(plan.scope(), alert.cents());
    }

    private static void change(Alert desired, Present present, ScopePlan plan) {
        if (present.meets(desired)) {
            return;
        }
        // A modification replaces the whole alert, so what the blueprint does not name is sent again.
        SpendAlertChannel channel = SpendAlertChannel.builder()
                .recipients(desired.recipients())
                .subjectPrefix(
                        desired.subjectPrefix() == null ? present.channel().subjectPrefix() : desired.subjectPrefix())
                .build();
        plan.changes(
                subject(present.cents()),
                present.shown(),
                (present.cents() == desired.cents() ? "" : "at " + Money.dollars(desired.cents()) + " ")
                        + new Present(present.id(), desired.cents(), channel).shown(),
                () -> {
                    if (plan.scope().isOrganization()) {
                        plan.admin().spendAlerts().modify(present.id(), desired.cents(), channel);
                    } else {
                        plan.admin()
                                .projectSpendAlerts()
                                .modify(plan.scope().projectId(), present.id(), desired.cents(), channel);
                    }
                });
    }

    private static void create(Alert alert, ScopePlan plan) {
        SpendAlertChannel channel = SpendAlertChannel.builder()
                .recipients(alert.recipients())
                .subjectPrefix(alert.subjectPrefix())
                .build();
        plan.journaled()
                .once(
                        step(alert, plan),
                        () -> at(alert.cents(), plan),
                        () -> plan.scope().call(() -> create(plan.creates(), plan.scope(), alert.cents(), channel)),
                        Present::id);
    }

    private static Present create(AdminApi creates, Scope scope, long cents, SpendAlertChannel channel) {
        String id = scope.isOrganization()
                ? creates.spendAlerts().create(cents, channel).id()
                : creates.projectSpendAlerts()
                        .create(scope.projectId(), cents, channel)
                        .id();
        return new Present(id, cents, channel);
    }

    private static void delete(AdminApi admin, Scope scope, String alertId) {
        if (scope.isOrganization()) {
            admin.spendAlerts().delete(alertId);
        } else {
            admin.projectSpendAlerts().delete(scope.projectId(), alertId);
        }
    }

    private static Optional<Present> at(long cents, ScopePlan plan) {
        return plan.scope()
                .call(() -> present(plan.admin(), plan.scope()).stream()
                        .filter(alert -> alert.cents() == cents)
                        .findFirst());
    }

    private static List<Present> present(AdminApi admin, Scope scope) {
        List<Present> present = new ArrayList<>();
        if (scope.isOrganization()) {
            admin.spendAlerts()
                    .list(query -> query.limit(100))
                    .forEach(alert ->
                            present.add(new Present(alert.id(), alert.thresholdAmount(), alert.notificationChannel())));
        } else {
            admin.projectSpendAlerts()
                    .list(scope.projectId(), query -> query.limit(100))
                    .forEach(alert ->
                            present.add(new Present(alert.id(), alert.thresholdAmount(), alert.notificationChannel())));
        }
        return present;
    }

    @Override
    public Optional<Map<String, Alert>> read(AdoptedScope scope) {
        List<Present> present = present(scope.admin(), scope.scope());
        Set<Long> once = new HashSet<>();
        Set<Long> several = new HashSet<>();
        present.forEach(alert -> (once.add(alert.cents()) ? once : several).add(alert.cents()));
        Map<String, Alert> alerts = new LinkedHashMap<>();
        for (Present alert : present) {
            Set<String> recipients = new TreeSet<>();
            for (String recipient : alert.channel().recipients()) {
                String email = scope.email("a recipient of the spend alert " + alert.id(), recipient);
                if (email != null) {
                    recipients.add(email);
                }
            }
            if (recipients.size() < alert.channel().recipients().size() || recipients.isEmpty()) {
                scope.note("the spend alert " + alert.id() + " at " + Money.dollars(alert.cents())
                        + " has recipients that a blueprint cannot name");
                continue;
            }
            Alert written = new Alert(
                    several.contains(alert.cents()) ? Name.of(alert.id()) : null,
                    alert.cents(),
                    List.copyOf(recipients),
                    alert.channel().subjectPrefix());
            alerts.put(written.key(), written);
        }
        return alerts.isEmpty() ? Optional.empty() : Optional.of(alerts);
    }
}
