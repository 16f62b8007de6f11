package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.List;
import java.util.stream.Collectors;

/** The organization no longer matches a saved plan. Nothing was changed. */
public final class PlanOutdatedException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    /** What is different. */
    @SuppressWarnings("serial") // List.copyOf() returns what can be serialized.
    private final List<String> differences;

    PlanOutdatedException(String source, List<String> differences) {
        super(PrintableText.line(source) + ": the organization has changed since this plan was saved, and nothing was"
                + " changed now:\n"
                + differences.stream().map(difference -> "  " + difference).collect(Collectors.joining("\n"))
                + "\nPlan again, and save the new plan.");
        this.differences = List.copyOf(differences);
    }

    /** {@return what is different, one line each} */
    public List<String> differences() {
        return differences;
    }
}
