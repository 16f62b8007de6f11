package dev.openaiadmin.governance.policy;

import dev.openaiadmin.governance.internal.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kind of rules.
 *
 * @param name its name in a file
 * @param settings the names of its settings; those that need a value are checked by the parser
 * @param parser reads a rule of the kind from its settings
 */
record RuleKind(String name, Set<String> settings, Function<Settings, Rule> parser) {
    /** All kinds. A new rule is a class, and a line here. */
    static final Map<String, RuleKind> ALL = List.of(
                    SpendLimitRule.KIND,
                    SpendAlertRule.KIND,
                    KeysOfPeopleRule.KIND,
                    KeyLifetimeRule.KIND,
                    KeyAgeRule.KIND,
                    RateLimitRule.KIND,
                    NameRule.PROJECTS,
                    NameRule.SERVICE_ACCOUNTS,
                    OwnerCountRule.PROJECTS,
                    OwnerCountRule.ORGANIZATION,
                    EmailDomainRule.KIND,
                    DataRetentionRule.KIND,
                    ModelRule.KIND)
            .stream()
            .collect(Collectors.toUnmodifiableMap(RuleKind::name, kind -> kind));

    static RuleKind named(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }

    /**
     * The settings of one rule in a file.
     *
     * @param rule the whole rule, for messages
     * @param values the values that are there
     */
    record Settings(YamlNode rule, Map<String, YamlNode> values) {
        boolean has(String name) {
            YamlNode value = values.get(name);
            return value != null && !value.isEmpty();
        }

        /** Returns a setting that must be there. */
        YamlNode required(String name) {
            YamlNode value = values.get(name);
            if (value == null || value.isEmpty()) {
                throw rule.mistake("'" + name + "' is missing");
            }
            return value;
        }

        /** Returns an amount of money that must be there. */
        long cents(String name) {
            YamlNode value = required(name);
            long cents = value.wholeNumber();
            if (cents < 0) {
                throw value.mistake("'" + name + "' must not be less than zero");
            }
            return cents;
        }

        /** Returns a list of texts that must be there and not be empty. */
        List<String> texts(String name) {
            YamlNode value = required(name);
            List<String> texts = value.list().stream().map(YamlNode::text).toList();
            if (texts.isEmpty()) {
                throw value.mistake("'" + name + "' must not be empty");
            }
            return texts;
        }
    }
}
