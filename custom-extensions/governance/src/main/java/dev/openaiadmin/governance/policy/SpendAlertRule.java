package dev.openaiadmin.governance.policy;

import dev.openaiadmin.governance.internal.report.Money;
import dev.openaiadmin.governance.policy.RuleKind.Settings;
import java.util.List;
import java.util.Set;

/** Every project has a spend alert, at the latest at an amount. */
record SpendAlertRule(long mostCents) implements Rule {
    private static final String AT_MOST = "at_most_in_cents";

    static final RuleKind KIND = new RuleKind("spend_alert", Set.of(AT_MOST), SpendAlertRule::parse);

    private static Rule parse(Settings settings) {
        return new SpendAlertRule(settings.has(AT_MOST) ? settings.cents(AT_MOST) : Long.MAX_VALUE);
    }

    @Override
    public List<Fact<?>> facts() {
        return List.of(Fact.SPEND_ALERTS);
    }

    @Override
    public void check(Facts facts, Findings found) {
        facts.find(Fact.SPEND_ALERTS).ifPresent(alerts -> {
            if (alerts.keySet().stream().noneMatch(cents -> cents <= mostCents)) {
                found.add(
                        Fact.SPEND_ALERTS,
                        null,
                        mostCents == Long.MAX_VALUE
                                ? "there is no spend alert"
                                : "there is no spend alert at " + Money.dollars(mostCents) + " or before");
            }
        });
    }
}
