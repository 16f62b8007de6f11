package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.governance.GovernanceException;
import java.util.List;

/** Blueprints cannot be applied. Nothing was changed; the message lists all problems. */
public final class PlanRefusedException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    /** The problems. */
    @SuppressWarnings("serial") // List.copyOf() returns what can be serialized.
    private final List<String> problems;

    PlanRefusedException(List<String> problems) {
        super("The plan was refused, and nothing was changed:\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** {@return the problems, at least one} */
    public List<String> problems() {
        return problems;
    }
}
