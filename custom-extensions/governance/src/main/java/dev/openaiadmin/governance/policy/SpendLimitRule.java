package dev.openaiadmin.governance.policy;

import dev.openaiadmin.governance.internal.report.Money;
import dev.openaiadmin.governance.policy.RuleKind.Settings;
import java.util.List;
import java.util.Set;

/** Every project has a monthly spend limit, and none above an amount. */
record SpendLimitRule(long mostCents) implements Rule {
    private static final String AT_MOST = "at_most_in_cents";

    static final RuleKind KIND = new RuleKind("spend_limit", Set.of(AT_MOST), SpendLimitRule::parse);

    private static Rule parse(Settings settings) {
        return new SpendLimitRule(settings.has(AT_MOST) ? settings.cents(AT_MOST) : Long.MAX_VALUE);
    }

    @Override
    public List<Fact<?>> facts() {
        return List.of(Fact.SPEND_LIMIT);
    }

    @Override
    public void check(Facts facts, Findings found) {
        facts.find(Fact.SPEND_LIMIT).ifPresent(limit -> {
            if (limit.isEmpty()) {
                found.add(Fact.SPEND_LIMIT, null, "there is no monthly spend limit");
            } else if (limit.get() > mostCents) {
                found.add(
                        Fact.SPEND_LIMIT,
                        null,
                        "the monthly spend limit is " + Money.dollars(limit.get()) + ", more than "
                                + Money.dollars(mostCents));
            }
        });
    }
}
