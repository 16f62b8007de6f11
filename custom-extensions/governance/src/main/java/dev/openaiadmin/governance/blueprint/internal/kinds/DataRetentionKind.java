package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.Scope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.model.DataRetentionType;
import dev.openaiadmin.model.ProjectDataRetentionType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The data retention of the organization or of a project. Which types are approved only the API knows. */
final class DataRetentionKind implements ResourceKind<String> {
    /** For the organization, which has fewer types than a project. */
    static final DataRetentionKind OF_ORGANIZATION = new DataRetentionKind(
            DataRetentionType.known().stream().map(DataRetentionType::value).toList());

    static final DataRetentionKind OF_PROJECT = new DataRetentionKind(ProjectDataRetentionType.known().stream()
            .map(ProjectDataRetentionType::value)
            .toList());

    private static final String KEY = "data_retention";

    private final List<String> known;

    private DataRetentionKind(List<String> known) {
        this.known = known;
    }

    @Override
    public List<String> keys() {
        return List.of(KEY);
    }

    @Override
    public String parse(@Nullable String before, String key, YamlNode value) {
        return value.oneOf(known);
    }

    @Override
    public void write(String type, Map<String, Object> parts) {
        parts.put(KEY, type);
    }

    @Override
    public void plan(String desired, ScopePlan plan) {
        String present = plan.scope().exists() ? present(plan.admin(), plan.scope()) : null;
        if (!desired.equals(present)) {
            plan.changes("data retention", present, desired, () -> plan.scope().call(() -> set(desired, plan)));
        }
    }

    private static Object set(String type, ScopePlan plan) {
        return plan.scope().isOrganization()
                ? plan.admin().dataRetention().modify(new DataRetentionType(type))
                : plan.admin()
                        .projectDataRetention()
                        .modify(plan.scope().projectId(), new ProjectDataRetentionType(type));
    }

    private static String present(AdminApi admin, Scope scope) {
        return scope.isOrganization()
                ? admin.dataRetention().retrieve().type().value()
                : admin.projectDataRetention()
                        .retrieve(scope.projectId())
                        .type()
                        .value();
    }

    @Override
    public Optional<String> read(AdoptedScope scope) {
        String present = present(scope.admin(), scope.scope());
        if (!known.contains(present)) {
            scope.note("the data retention is " + present + ", which this version does not know");
            return Optional.empty();
        }
        return Optional.of(present);
    }
}
