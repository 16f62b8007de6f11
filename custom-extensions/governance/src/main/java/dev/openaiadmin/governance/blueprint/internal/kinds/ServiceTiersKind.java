package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.blueprint.internal.kinds.ServiceTiersKind.Tiers;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.model.DefaultServiceTier;
import dev.openaiadmin.model.EnabledServiceTiers;
import dev.openaiadmin.model.ServiceTier;
import dev.openaiadmin.model.ServiceTierSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The service tiers that requests of a project may use, and the one that they use by default. */
final class ServiceTiersKind implements ResourceKind<Tiers> {
    private static final String TIERS = "service_tiers";
    private static final String DEFAULT = "default";
    private static final String ENABLED = "enabled";
    private static final String ALL = "all";

    /**
     * The tiers of a project.
     *
     * @param defaultTier the tier of requests that name none, or null to leave it as it is
     * @param enabled the tiers beside the standard tier, or null to leave them as they are
     */
    record Tiers(
            @Nullable DefaultServiceTier defaultTier,
            @Nullable EnabledServiceTiers enabled) {
        Tiers {
            if (defaultTier == null && enabled == null) {
                throw new InvalidValueException(TIERS, null, "must name the default tier or the enabled tiers");
            }
        }

        static Tiers of(ServiceTierSettings settings) {
            return new Tiers(settings.defaultTier(), settings.enabledTiers());
        }

        boolean isMetBy(@Nullable Tiers present) {
            return present != null
                    && (defaultTier == null || defaultTier.equals(present.defaultTier))
                    && (enabled == null
                            || (present.enabled != null && names(enabled).equals(names(present.enabled))));
        }

        String shown() {
            List<String> parts = new ArrayList<>();
            if (defaultTier != null) {
                parts.add("default " + defaultTier);
            }
            if (enabled != null) {
                parts.add("enabled " + (names(enabled).isEmpty() ? "none" : String.join(", ", names(enabled))));
            }
            return String.join("; ", parts);
        }

        boolean isKnown() {
            return (defaultTier == null || defaultTier.isKnown())
                    && (enabled == null
                            || enabled.isAll()
                            || (enabled.word() == null
                                    && enabled.some().stream().allMatch(ServiceTier::isKnown)));
        }

        private static List<String> names(EnabledServiceTiers tiers) {
            return tiers.word() != null
                    ? List.of(tiers.word())
                    : tiers.some().stream()
                            .map(ServiceTier::value)
                            .sorted()
                            .distinct()
                            .toList();
        }
    }

    @Override
    public List<String> keys() {
        return List.of(TIERS);
    }

    @Override
    public Tiers parse(@Nullable Tiers before, String key, YamlNode value) {
        Map<String, YamlNode> parts = value.mapping(Set.of(DEFAULT, ENABLED));
        YamlNode defaultTier = FileParts.optional(parts, DEFAULT);
        YamlNode enabled = FileParts.optional(parts, ENABLED);
        DefaultServiceTier tier = defaultTier == null
                ? null
                : new DefaultServiceTier(defaultTier.oneOf(DefaultServiceTier.known().stream()
                        .map(DefaultServiceTier::value)
                        .toList()));
        EnabledServiceTiers tiers = enabled == null ? null : enabled(enabled);
        return value.checked(() -> new Tiers(tier, tiers));
    }

    private static EnabledServiceTiers enabled(YamlNode node) {
        if (node.isScalar() && ALL.equals(node.text())) {
            return EnabledServiceTiers.all();
        }
        List<String> known =
                ServiceTier.known().stream().map(ServiceTier::value).toList();
        return EnabledServiceTiers.of(node.list().stream()
                .map(tier -> new ServiceTier(tier.oneOf(known)))
                .toArray(ServiceTier[]::new));
    }

    @Override
    public void write(Tiers tiers, Map<String, Object> parts) {
        Map<String, Object> written = new LinkedHashMap<>();
        if (tiers.defaultTier() != null) {
            written.put(DEFAULT, tiers.defaultTier().value());
        }
        if (tiers.enabled() != null) {
            written.put(ENABLED, tiers.enabled().isAll() ? ALL : Tiers.names(tiers.enabled()));
        }
        parts.put(TIERS, written);
    }

    @Override
    public void plan(Tiers desired, ScopePlan plan) {
        Tiers present = plan.scope().exists()
                ? Tiers.of(
                        plan.admin().serviceTierSettings().retrieve(plan.scope().projectId()))
                : null;
        if (!desired.isMetBy(present)) {
            plan.changes(
                    "service tiers",
                    present == null ? null : present.shown(),
                    desired.shown(),
                    () -> plan.scope()
                            .call(() -> plan.admin()
                                    .serviceTierSettings()
                                    .modify(
                                            plan.scope().projectId(),
                                            changes -> changes.defaultTier(desired.defaultTier())
                                                    .enabledTiers(desired.enabled()))));
        }
    }

    @Override
    public Optional<Tiers> read(AdoptedScope scope) {
        Tiers present = Tiers.of(
                scope.admin().serviceTierSettings().retrieve(scope.scope().projectId()));
        if (!present.isKnown()) {
            scope.note("the service tiers have values that this version does not know: " + present.shown());
            return Optional.empty();
        }
        return Optional.of(present);
    }
}
