package dev.openaiadmin.governance.policy;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Every key, also an admin key, ends by itself, and not later than a time after its creation. */
record KeyLifetimeRule(Duration longest) implements Rule {
    private static final String AT_MOST = "at_most";

    static final RuleKind KIND = new RuleKind(
            "key_lifetime",
            Set.of(AT_MOST),
            settings -> new KeyLifetimeRule(settings.required(AT_MOST).duration()));

    @Override
    public List<Fact<?>> facts() {
        return List.of(Fact.KEYS, Fact.ADMIN_KEYS);
    }

    @Override
    public void check(Facts facts, Findings found) {
        for (Fact<List<KeyFacts>> keys : List.of(Fact.KEYS, Fact.ADMIN_KEYS)) {
            facts.find(keys).orElse(List.of()).forEach(key -> check(keys, key, found));
        }
    }

    private void check(Fact<?> about, KeyFacts key, Findings found) {
        if (!key.expires()) {
            found.add(about, key.key(), key.described() + " does not expire");
        } else if (key.lifetime() != null && key.lifetime().compareTo(longest) > 0) {
            found.add(
                    about,
                    key.key(),
                    key.described() + " expires " + key.lifetime().toDays() + " days after its creation, more than "
                            + longest.toDays());
        }
    }
}
