package dev.openaiadmin.governance.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** No key, also no admin key, is older than a time: keys are rotated. Blueprints do not state ages. */
record KeyAgeRule(Duration oldest) implements Rule {
    private static final String AT_MOST = "at_most";

    static final RuleKind KIND = new RuleKind(
            "key_age",
            Set.of(AT_MOST),
            settings -> new KeyAgeRule(settings.required(AT_MOST).duration()));

    @Override
    public List<Fact<?>> facts() {
        return List.of(Fact.KEYS, Fact.ADMIN_KEYS);
    }

    @Override
    public void check(Facts facts, Findings found) {
        Instant now = found.now();
        for (Fact<List<KeyFacts>> keys : List.of(Fact.KEYS, Fact.ADMIN_KEYS)) {
            for (KeyFacts key : facts.find(keys).orElse(List.of())) {
                if (key.createdAt() != null && key.createdAt().isBefore(now.minus(oldest))) {
                    found.add(
                            keys,
                            key.key(),
                            key.described() + " is "
                                    + Duration.between(key.createdAt(), now).toDays() + " days old, more than "
                                    + oldest.toDays());
                }
            }
        }
    }
}
