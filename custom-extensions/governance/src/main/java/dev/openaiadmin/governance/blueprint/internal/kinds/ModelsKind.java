package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.blueprint.Removal;
import dev.openaiadmin.governance.blueprint.internal.kinds.ModelsKind.ModelRule;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.model.ModelPermissions;
import dev.openaiadmin.model.ModelPermissionsMode;
import dev.openaiadmin.model.RateLimit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which models a project may use. */
final class ModelsKind implements ResourceKind<ModelRule> {
    private static final String MODELS = "models";
    private static final String ALLOW = "allow";
    private static final String DENY = "deny";
    private static final String ALL = "all";

    /**
     * Which models may be used.
     *
     * @param allowed whether only these may be used, or all but these
     * @param models the names; none to lift the restriction
     */
    record ModelRule(boolean allowed, List<String> models) {
        /** Lets a project use all models. */
        static final ModelRule EVERY = new ModelRule(false, List.of());

        ModelRule {
            models = models.stream().sorted().distinct().toList();
        }

        static ModelRule naming(boolean allowed, List<String> models) {
            if (models.isEmpty()) {
                throw new InvalidValueException(MODELS, null, "must name at least one model");
            }
            return new ModelRule(allowed, models);
        }

        String shown() {
            return equals(EVERY) ? ALL : (allowed ? "only " : "all but ") + String.join(", ", models);
        }
    }

    @Override
    public List<String> keys() {
        return List.of(MODELS);
    }

    @Override
    public ModelRule parse(@Nullable ModelRule before, String key, YamlNode value) {
        if (value.isScalar() && ALL.equals(value.text())) {
            return ModelRule.EVERY;
        }
        Map<String, YamlNode> parts = value.mapping(Set.of(ALLOW, DENY));
        YamlNode allow = parts.get(ALLOW);
        YamlNode deny = parts.get(DENY);
        if (allow != null && deny == null) {
            return value.checked(() -> ModelRule.naming(true, FileParts.texts(allow)));
        }
        if (deny != null && allow == null) {
            return value.checked(() -> ModelRule.naming(false, FileParts.texts(deny)));
        }
        throw value.mistake("'models' must hold either 'allow' or 'deny', or be 'all'");
    }

    @Override
    public void write(ModelRule rule, Map<String, Object> parts) {
        parts.put(MODELS, rule.equals(ModelRule.EVERY) ? ALL : Map.of(rule.allowed() ? ALLOW : DENY, rule.models()));
    }

    @Override
    public void plan(ModelRule desired, ScopePlan plan) {
        Optional<ModelRule> present = plan.scope().exists()
                ? present(() ->
                        plan.admin().modelPermissions().retrieve(plan.scope().projectId()))
                : Optional.empty();
        if (desired.equals(present.orElse(ModelRule.EVERY))) {
            return;
        }
        if (desired.equals(ModelRule.EVERY)) {
            plan.removes(
                    MODELS,
                    present.map(ModelRule::shown).orElse(null),
                    Removal.by("deleteModelPermissions"),
                    () -> Assignment.end(() ->
                            plan.admin().modelPermissions().delete(plan.scope().projectId())));
            return;
        }
        Map<String, RateLimit> known = plan.current().typicalRateLimits();
        List<String> unknown = desired.models().stream()
                .filter(model -> !known.containsKey(model))
                .toList();
        if (!unknown.isEmpty()) {
            plan.warning("no rate limits are shown for " + String.join(", ", unknown)
                    + ", so these models may not exist; rate limits are shown for "
                    + String.join(", ", new TreeSet<>(known.keySet())));
        }
        plan.changes(
                MODELS,
                present.orElse(ModelRule.EVERY).shown(),
                desired.shown(),
                () -> plan.scope()
                        .call(() -> plan.admin()
                                .modelPermissions()
                                .modify(
                                        plan.scope().projectId(),
                                        desired.allowed()
                                                ? ModelPermissionsMode.ALLOW_LIST
                                                : ModelPermissionsMode.DENY_LIST,
                                        desired.models())));
    }

    private static Optional<ModelRule> present(Supplier<ModelPermissions> read) {
        try {
            ModelPermissions permissions = read.get();
            return Optional.of(
                    new ModelRule(ModelPermissionsMode.ALLOW_LIST.equals(permissions.mode()), permissions.modelIds()));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<ModelRule> read(AdoptedScope scope) {
        Optional<ModelRule> present = present(
                () -> scope.admin().modelPermissions().retrieve(scope.scope().projectId()));
        if (present.filter(rule -> rule.models().isEmpty()).isPresent()) {
            scope.note("the list of allowed or denied models is empty");
            return Optional.empty();
        }
        return present;
    }
}
