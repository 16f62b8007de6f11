package dev.openaiadmin.governance;

import java.util.List;

/** A blueprint cannot be carried out as it stands. Nothing was changed; the message lists all that is wrong. */
public final class PlanRefusedException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    @SuppressWarnings("serial") // List.copyOf() gives what can be serialized
    private final List<String> problems;

    PlanRefusedException(List<String> problems) {
        super("The plan was refused, and nothing was changed:\n  - " + String.join("\n  - ", problems));
        this.problems = List.copyOf(problems);
    }

    /** {@return what is wrong, at least one thing} */
    public List<String> problems() {
        return problems;
    }
}
