package dev.openaiadmin.governance.policy;

import dev.openaiadmin.governance.internal.NearestWord;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.governance.policy.RuleKind.Settings;
import dev.openaiadmin.model.DataRetentionType;
import dev.openaiadmin.model.ProjectDataRetentionType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The data retention of the organization and of every project is one of several. */
record DataRetentionRule(Set<String> allowed) implements Rule {
    private static final String ONE_OF = "one_of";
    private static final String OF_ORGANIZATION = ProjectDataRetentionType.ORGANIZATION_DEFAULT.value();

    static final RuleKind KIND = new RuleKind("data_retention", Set.of(ONE_OF), DataRetentionRule::parse);

    private static Rule parse(Settings settings) {
        Set<String> known = new LinkedHashSet<>();
        ProjectDataRetentionType.known().forEach(type -> known.add(type.value()));
        DataRetentionType.known().forEach(type -> known.add(type.value()));
        for (YamlNode type : settings.required(ONE_OF).list()) {
            if (!known.contains(type.text())) {
                throw type.mistake(NearestWord.unknown(type.text(), known));
            }
        }
        return new DataRetentionRule(Set.copyOf(settings.texts(ONE_OF)));
    }

    @Override
    public List<Fact<?>> facts() {
        return List.of(Fact.DATA_RETENTION, Fact.ORGANIZATION_DATA_RETENTION);
    }

    @Override
    public void check(Facts facts, Findings found) {
        for (Fact<String> retention : List.of(Fact.DATA_RETENTION, Fact.ORGANIZATION_DATA_RETENTION)) {
            // A project with the default of the organization has what the rule says of the organization.
            facts.find(retention)
                    .filter(type -> !allowed.contains(type) && !OF_ORGANIZATION.equals(type))
                    .ifPresent(type -> found.add(
                            retention,
                            null,
                            "the data retention is " + type + "; allowed: "
                                    + String.join(
                                            ", ", allowed.stream().sorted().toList())));
        }
    }
}
