package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.blueprint.Removal;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.Scope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.governance.internal.report.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The spend limit of the organization or of a project: cents in a month, or {@link #NONE}. */
final class SpendLimitKind implements ResourceKind<Long> {
    /** Stands for no limit, since a limit of zero is not allowed. */
    static final long NONE = 0;

    private static final String KEY = "monthly_spend_limit_in_cents";
    private static final String NO_LIMIT = "none";
    private static final String SUBJECT = "monthly spend limit";

    /** Returns the limit, or throws when it is not more than zero. */
    static long limit(long cents) {
        if (cents < 1) {
            throw new InvalidValueException("monthlySpendLimit", cents, "must be more than zero cents");
        }
        return cents;
    }

    @Override
    public List<String> keys() {
        return List.of(KEY);
    }

    @Override
    public Long parse(@Nullable Long before, String key, YamlNode value) {
        if (value.isScalar() && NO_LIMIT.equals(value.text())) {
            return NONE;
        }
        return value.checked(() -> limit(value.wholeNumber()));
    }

    @Override
    public void write(Long cents, Map<String, Object> parts) {
        parts.put(KEY, cents == NONE ? NO_LIMIT : cents);
    }

    @Override
    public void plan(Long desired, ScopePlan plan) {
        Optional<Long> present = plan.scope().exists() ? present(plan.admin(), plan.scope()) : Optional.empty();
        if (desired == NONE) {
            present.ifPresent(cents -> plan.removes(
                    SUBJECT,
                    Money.dollars(cents),
                    Removal.by(plan.scope().isOrganization() ? "deleteSpendLimit" : "deleteProjectSpendLimit"),
                    () -> Assignment.end(() -> delete(plan.admin(), plan.scope()))));
        } else if (present.isEmpty()) {
            plan.adds(SUBJECT, Money.dollars(desired), () -> set(desired, plan));
        } else if (!desired.equals(present.get())) {
            plan.changes(SUBJECT, Money.dollars(present.get()), Money.dollars(desired), () -> set(desired, plan));
        }
    }

    private static Optional<Long> present(AdminApi admin, Scope scope) {
        try {
            return Optional.of(
                    scope.isOrganization()
                            ? admin.spendLimit().retrieve().thresholdAmount()
                            : admin.projectSpendLimits()
                                    .retrieve(scope.projectId())
                                    .thresholdAmount());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static void set(long cents, ScopePlan plan) {
        Scope scope = plan.scope();
        scope.call(() -> scope.isOrganization()
                ? plan.admin().spendLimit().modify(cents)
                : plan.admin().projectSpendLimits().modify(scope.projectId(), cents));
    }

    private static void delete(AdminApi admin, Scope scope) {
        if (scope.isOrganization()) {
            admin.spendLimit().delete();
        } else {
            admin.projectSpendLimits().delete(scope.projectId());
        }
    }

    @Override
    public Optional<Long> read(AdoptedScope scope) {
        return present(scope.admin(), scope.scope()).filter(cents -> cents > 0);
    }
}
