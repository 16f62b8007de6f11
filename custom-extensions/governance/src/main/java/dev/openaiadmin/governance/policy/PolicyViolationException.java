package dev.openaiadmin.governance.policy;

import dev.openaiadmin.governance.GovernanceException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Blueprints do not keep the policies. Nothing was sent to the API. */
public final class PolicyViolationException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable List<Violation> violations;

    PolicyViolationException(List<Violation> violations) {
        super("The blueprints do not keep the policies, and nothing was sent:\n  - "
                + violations.stream().map(Violation::toString).collect(Collectors.joining("\n  - "))
                + "\nCorrect the blueprints, or state an exception with its reason.");
        this.violations = List.copyOf(violations);
    }

    /** {@return the rules that are not kept, at least one; none in an exception that was serialized} */
    public List<Violation> violations() {
        return violations == null ? List.of() : violations;
    }
}
