package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.EncodedText;
import dev.openaiadmin.governance.internal.RateLimitFields;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Reads blueprints in YAML, of which JSON is a part. A key without a value says nothing, as if it were not there. */
final class BlueprintFile {
    private static final String RULE = "must hold 'projects', a list of blueprints";

    private static final String NAME = "name";
    private static final String KEY = "key";
    private static final String KEY_LIFETIME = "key_lifetime";
    private static final String AT_CENTS = "at_cents";
    private static final String RECIPIENTS = "recipients";
    private static final String ALLOW = "allow";
    private static final String DENY = "deny";

    /** What each key of a blueprint adds. */
    private static final Map<String, BiFunction<ProjectBlueprint, YamlNode, ProjectBlueprint>> PARTS =
            new TreeMap<>(Map.of(
                    "id", (blueprint, value) -> value.checked(() -> blueprint.id(value.text())),
                    "external_key", (blueprint, value) -> value.checked(() -> blueprint.externalKey(value.text())),
                    "owners", (blueprint, value) -> people(blueprint, value, ProjectBlueprint::owner),
                    "members", (blueprint, value) -> people(blueprint, value, ProjectBlueprint::member),
                    "service_accounts", BlueprintFile::serviceAccounts,
                    "rate_limits", BlueprintFile::rateLimits,
                    "monthly_spend_limit_in_cents",
                            (blueprint, value) -> value.checked(() -> blueprint.monthlySpendLimit(value.wholeNumber())),
                    "spend_alerts", BlueprintFile::spendAlerts,
                    "models", BlueprintFile::models));

    private static final Set<String> KNOWN = known();

    private BlueprintFile() {}

    private static Set<String> known() {
        Set<String> known = new LinkedHashSet<>(PARTS.keySet());
        known.add(NAME);
        return known;
    }

    static OrganizationBlueprint read(Path file) {
        String source = PrintableText.line(file.toString());
        try {
            return parse(source, EncodedText.decode(source, Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            throw new GovernanceException(source + ": no such file", e);
        } catch (IOException e) {
            throw new GovernanceException(
                    source + ": cannot be read: " + PrintableText.line(String.valueOf(e.getMessage())), e);
        }
    }

    static OrganizationBlueprint parse(String source, String text) {
        YamlNode root = YamlNode.read(source, text, RULE);
        YamlNode projects = root.mapping(Set.of("projects")).get("projects");
        if (projects == null || projects.isEmpty()) {
            throw root.mistake(RULE);
        }
        List<ProjectBlueprint> blueprints = new ArrayList<>();
        for (YamlNode project : projects.list()) {
            blueprints.add(blueprint(project));
        }
        return projects.checked(() -> OrganizationBlueprint.of(blueprints));
    }

    private static ProjectBlueprint blueprint(YamlNode project) {
        Map<String, YamlNode> parts = project.mapping(KNOWN);
        YamlNode name = parts.get(NAME);
        if (name == null || name.isEmpty()) {
            throw project.mistake("name must be given for each project");
        }
        ProjectBlueprint blueprint = name.checked(() -> ProjectBlueprint.named(name.text()));
        for (Map.Entry<String, YamlNode> part : parts.entrySet()) {
            BiFunction<ProjectBlueprint, YamlNode, ProjectBlueprint> add = PARTS.get(part.getKey());
            if (add != null && !part.getValue().isEmpty()) {
                blueprint = add.apply(blueprint, part.getValue());
            }
        }
        return blueprint;
    }

    private static ProjectBlueprint people(
            ProjectBlueprint blueprint, YamlNode people, BiFunction<ProjectBlueprint, String, ProjectBlueprint> add) {
        ProjectBlueprint more = blueprint;
        for (YamlNode person : people.list()) {
            ProjectBlueprint before = more;
            more = person.checked(() -> add.apply(before, person.text()));
        }
        return more;
    }

    private static ProjectBlueprint serviceAccounts(ProjectBlueprint blueprint, YamlNode accounts) {
        ProjectBlueprint more = blueprint;
        for (YamlNode account : accounts.list()) {
            ProjectBlueprint before = more;
            more = account.checked(() -> serviceAccount(before, account));
        }
        return more;
    }

    private static ProjectBlueprint serviceAccount(ProjectBlueprint blueprint, YamlNode account) {
        if (account.isScalar()) {
            return blueprint.serviceAccount(account.text());
        }
        Map<String, YamlNode> parts = account.mapping(Set.of(NAME, KEY, KEY_LIFETIME));
        YamlNode name = required(account, parts, NAME);
        YamlNode key = parts.get(KEY);
        YamlNode lifetime = parts.get(KEY_LIFETIME);
        boolean withKey = key == null || key.isEmpty() || key.trueOrFalse();
        if (lifetime == null || lifetime.isEmpty()) {
            return withKey ? blueprint.serviceAccount(name.text()) : blueprint.serviceAccountWithoutKey(name.text());
        }
        if (!withKey) {
            throw lifetime.mistake("'" + KEY_LIFETIME + "' must not be there for an account without a key");
        }
        return lifetime.checked(() -> blueprint.serviceAccount(name.text(), lifetime.duration()));
    }

    private static YamlNode required(YamlNode of, Map<String, YamlNode> parts, String name) {
        YamlNode part = parts.get(name);
        if (part == null || part.isEmpty()) {
            throw of.mistake("'" + name + "' is missing");
        }
        return part;
    }

    private static ProjectBlueprint rateLimits(ProjectBlueprint blueprint, YamlNode models) {
        ProjectBlueprint more = blueprint;
        for (Map.Entry<String, YamlNode> model : models.mapping().entrySet()) {
            Map<String, Long> limits = new TreeMap<>();
            model.getValue().mapping(RateLimitFields.known()).forEach((limit, value) -> {
                if (!value.isEmpty()) {
                    limits.put(limit, value.wholeNumber());
                }
            });
            ProjectBlueprint before = more;
            more = model.getValue().checked(() -> before.rateLimit(model.getKey(), RateLimitFields.request(limits)));
        }
        return more;
    }

    private static ProjectBlueprint spendAlerts(ProjectBlueprint blueprint, YamlNode alerts) {
        ProjectBlueprint more = blueprint;
        for (YamlNode alert : alerts.list()) {
            Map<String, YamlNode> parts = alert.mapping(Set.of(AT_CENTS, RECIPIENTS));
            long cents = required(alert, parts, AT_CENTS).wholeNumber();
            YamlNode recipients = required(alert, parts, RECIPIENTS);
            List<String> addresses = new ArrayList<>();
            for (YamlNode recipient : recipients.list()) {
                addresses.add(recipient.checked(() -> ProjectBlueprint.email(recipient.text())));
            }
            ProjectBlueprint before = more;
            more = alert.checked(() -> before.spendAlert(cents, addresses.toArray(String[]::new)));
        }
        return more;
    }

    private static ProjectBlueprint models(ProjectBlueprint blueprint, YamlNode rule) {
        Map<String, YamlNode> parts = rule.mapping(Set.of(ALLOW, DENY));
        YamlNode allow = parts.get(ALLOW);
        YamlNode deny = parts.get(DENY);
        if (allow != null && deny == null) {
            return rule.checked(() -> blueprint.modelAllowlist(texts(allow)));
        }
        if (deny != null && allow == null) {
            return rule.checked(() -> blueprint.modelDenylist(texts(deny)));
        }
        throw rule.mistake("'models' must hold either 'allow' or 'deny'");
    }

    private static String[] texts(YamlNode list) {
        return list.list().stream().map(YamlNode::text).toArray(String[]::new);
    }
}
