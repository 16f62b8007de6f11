package dev.openaiadmin.governance.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Every project may use only models of a list. */
record ModelRule(Set<String> allowed) implements Rule {
    private static final String ONLY = "only";

    static final RuleKind KIND =
            new RuleKind("models", Set.of(ONLY), settings -> new ModelRule(Set.copyOf(settings.texts(ONLY))));

    @Override
    public List<Fact<?>> facts() {
        return List.of(Fact.MODELS);
    }

    @Override
    public void check(Facts facts, Findings found) {
        facts.find(Fact.MODELS).ifPresent(models -> {
            if (models.isEmpty()) {
                found.add(Fact.MODELS, null, "the models are not restricted to a list");
                return;
            }
            Set<String> others = new TreeSet<>(models.get());
            others.removeAll(allowed);
            if (!others.isEmpty()) {
                found.add(
                        Fact.MODELS,
                        null,
                        "the project may use " + String.join(", ", others) + "; allowed: "
                                + String.join(", ", new TreeSet<>(allowed)));
            }
        });
    }
}
