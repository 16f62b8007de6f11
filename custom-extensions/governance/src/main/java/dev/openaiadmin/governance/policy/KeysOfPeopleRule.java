package dev.openaiadmin.governance.policy;

import java.util.List;
import java.util.Set;

/** No person owns a key of a project: programs use keys of service accounts. */
record KeysOfPeopleRule() implements Rule {
    static final RuleKind KIND = new RuleKind("no_keys_of_people", Set.of(), settings -> new KeysOfPeopleRule());

    @Override
    public List<Fact<?>> facts() {
        return List.of(Fact.KEYS);
    }

    @Override
    public void check(Facts facts, Findings found) {
        facts.find(Fact.KEYS).orElse(List.of()).stream()
                .filter(KeyFacts::isOwnedByPerson)
                .forEach(key -> found.add(Fact.KEYS, key.key(), "a person owns " + key.described()));
    }
}
