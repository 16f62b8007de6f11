package dev.openaiadmin.governance.policy;

import dev.openaiadmin.governance.internal.RateLimitFields;
import dev.openaiadmin.governance.policy.RuleKind.Settings;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** No rate limit of a project is above a number, which is given for each model. */
record RateLimitRule(Map<String, Map<String, Long>> most) implements Rule {
    private static final String MODELS = "models";

    static final RuleKind KIND = new RuleKind("rate_limits", Set.of(MODELS), RateLimitRule::parse);

    private static Rule parse(Settings settings) {
        Map<String, Map<String, Long>> most = new TreeMap<>();
        settings.required(MODELS).mapping().forEach((model, limits) -> {
            Map<String, Long> numbers = new TreeMap<>();
            limits.mapping(RateLimitFields.known())
                    .forEach((limit, number) -> numbers.put(limit, number.wholeNumber()));
            if (numbers.isEmpty()) {
                throw limits.mistake("'" + PrintableText.line(model) + "' must have at least one limit");
            }
            most.put(model, numbers);
        });
        return new RateLimitRule(most);
    }

    @Override
    public List<Fact<?>> facts() {
        return List.of(Fact.RATE_LIMITS);
    }

    @Override
    public void check(Facts facts, Findings found) {
        Map<String, Map<String, Long>> present = facts.find(Fact.RATE_LIMITS).orElse(Map.of());
        most.forEach((model, limits) -> limits.forEach((limit, number) -> {
            Long has = present.getOrDefault(model, Map.of()).get(limit);
            if (has != null && has > number) {
                found.add(Fact.RATE_LIMITS, model, limit + " of " + model + " is " + has + ", more than " + number);
            }
        }));
    }
}
