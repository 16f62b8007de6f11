package dev.openaiadmin.governance.policy;

import dev.openaiadmin.governance.policy.RuleKind.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The addresses of users, of those who are invited and of recipients of spend alerts are in certain domains. */
record EmailDomainRule(Set<String> domains) implements Rule {
    private static final String ALLOW = "allow";

    static final RuleKind KIND = new RuleKind("email_domains", Set.of(ALLOW), EmailDomainRule::parse);

    private static Rule parse(Settings settings) {
        return new EmailDomainRule(settings.texts(ALLOW).stream()
                .map(domain -> domain.toLowerCase(Locale.ROOT))
                .map(domain -> domain.startsWith("@") ? domain.substring(1) : domain)
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public List<Fact<?>> facts() {
        return List.of(Fact.MEMBERS, Fact.SPEND_ALERTS, Fact.USERS, Fact.STATED_USERS, Fact.INVITED);
    }

    @Override
    public void check(Facts facts, Findings found) {
        check(Fact.MEMBERS, facts.find(Fact.MEMBERS).orElse(Map.of()).keySet(), "member", found);
        List<String> recipients = facts.find(Fact.SPEND_ALERTS).orElse(Map.of()).values().stream()
                .flatMap(List::stream)
                .distinct()
                .toList();
        check(Fact.SPEND_ALERTS, recipients, "recipient of a spend alert", found);
        check(Fact.USERS, facts.find(Fact.USERS).orElse(Map.of()).keySet(), "user", found);
        check(Fact.STATED_USERS, facts.find(Fact.STATED_USERS).orElse(Set.of()), "user", found);
        check(Fact.INVITED, facts.find(Fact.INVITED).orElse(Set.of()), "invited person", found);
    }

    private void check(Fact<?> about, Collection<String> addresses, String who, Findings found) {
        for (String address : addresses) {
            String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
            if (!domains.contains(domain)) {
                found.add(
                        about,
                        address,
                        "the " + who + " " + address + " is in none of the domains "
                                + domains.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
    }
}
