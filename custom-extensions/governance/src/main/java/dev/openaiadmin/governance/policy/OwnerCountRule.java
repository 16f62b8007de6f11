package dev.openaiadmin.governance.policy;

import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.governance.policy.RuleKind.Settings;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A project, or the organization, has neither too few nor too many owners. */
record OwnerCountRule(Fact<Map<String, String>> people, long least, long most) implements Rule {
    private static final String AT_LEAST = "at_least";
    private static final String AT_MOST = "at_most";
    private static final Set<String> SETTINGS = Set.of(AT_LEAST, AT_MOST);
    private static final String OWNER = "owner";

    static final RuleKind PROJECTS =
            new RuleKind("project_owners", SETTINGS, settings -> parse(Fact.MEMBERS, settings));
    static final RuleKind ORGANIZATION =
            new RuleKind("organization_owners", SETTINGS, settings -> parse(Fact.USERS, settings));

    private static Rule parse(Fact<Map<String, String>> people, Settings settings) {
        if (!settings.has(AT_LEAST) && !settings.has(AT_MOST)) {
            throw settings.rule().mistake("'" + AT_LEAST + "' or '" + AT_MOST + "' is missing");
        }
        long least = settings.has(AT_LEAST) ? settings.required(AT_LEAST).wholeNumber() : 0;
        long most = settings.has(AT_MOST) ? settings.required(AT_MOST).wholeNumber() : Long.MAX_VALUE;
        if (least < 0 || most < least) {
            YamlNode wrong = settings.required(settings.has(AT_MOST) ? AT_MOST : AT_LEAST);
            throw wrong.mistake("the number of owners must not be less than zero or than '" + AT_LEAST + "'");
        }
        return new OwnerCountRule(people, least, most);
    }

    @Override
    public List<Fact<?>> facts() {
        return List.of(people);
    }

    @Override
    public void check(Facts facts, Findings found) {
        // Nobody is added to the default project directly, so that its owners are those of the organization.
        if (Facts.DEFAULT_PROJECT.equals(facts.project())) {
            return;
        }
        facts.find(people).ifPresent(roles -> {
            long owners = roles.values().stream().filter(OWNER::equals).count();
            if (owners < least) {
                found.add(people, null, counted(owners) + ", fewer than " + least);
            } else if (owners > most) {
                found.add(people, null, counted(owners) + ", more than " + most);
            }
        });
    }

    private static String counted(long owners) {
        return owners == 1 ? "there is 1 owner" : "there are " + owners + " owners";
    }
}
