package dev.openaiadmin.governance.policy;

import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.governance.policy.RuleKind.Settings;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Names match a pattern as a whole.
 *
 * @param ofAccounts whether the names are those of service accounts, and not of projects
 */
record NameRule(boolean ofAccounts, Pattern pattern) implements Rule {
    private static final String PATTERN = "pattern";

    static final RuleKind PROJECTS =
            new RuleKind("project_names", Set.of(PATTERN), settings -> new NameRule(false, parse(settings)));
    static final RuleKind SERVICE_ACCOUNTS =
            new RuleKind("service_account_names", Set.of(PATTERN), settings -> new NameRule(true, parse(settings)));

    private static Pattern parse(Settings settings) {
        YamlNode value = settings.required(PATTERN);
        try {
            return Pattern.compile(value.text());
        } catch (PatternSyntaxException e) {
            throw value.mistake("'" + PATTERN + "' is not a regular expression: " + e.getDescription());
        }
    }

    @Override
    public List<Fact<?>> facts() {
        return List.of(ofAccounts ? Fact.SERVICE_ACCOUNTS : Fact.PROJECT_NAME);
    }

    @Override
    public void check(Facts facts, Findings found) {
        if (ofAccounts) {
            facts.find(Fact.SERVICE_ACCOUNTS).orElse(Set.of()).stream()
                    .filter(name -> !pattern.matcher(name).matches())
                    .forEach(name -> found.add(
                            Fact.SERVICE_ACCOUNTS,
                            name,
                            "the name of the service account '" + name + "' does not match " + pattern));
        } else {
            facts.find(Fact.PROJECT_NAME)
                    .filter(name -> !pattern.matcher(name).matches())
                    .ifPresent(name -> found.add(Fact.PROJECT_NAME, null, "the name does not match " + pattern));
        }
    }
}
