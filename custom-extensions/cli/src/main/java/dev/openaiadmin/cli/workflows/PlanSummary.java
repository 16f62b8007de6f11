package dev.openaiadmin.cli.workflows;

import dev.openaiadmin.governance.ChangeKind;
import dev.openaiadmin.governance.blueprint.Plan;
import dev.openaiadmin.governance.blueprint.PlannedChange;
import dev.openaiadmin.governance.blueprint.Removal;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.ArrayList;
import java.util.List;

/** What a plan changes, in a few lines, for the question before it is applied. */
final class PlanSummary {
    private static final String SIGN = "- ";

    private PlanSummary() {}

    /**
     * Returns the numbers of changes, and the changes that are permanent.
     *
     * @param target the organization in words
     */
    static List<String> of(Plan plan, String target) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        List<String> numbers = new ArrayList<>();
        add(numbers, count(plan, ChangeKind.ADD), "to add");
        add(numbers, count(plan, ChangeKind.CHANGE), "to change");
        add(numbers, count(plan, ChangeKind.REMOVE), "to remove");
        int keys = plan.newKeys().size();
        add(numbers, keys, keys == 1 ? "key to create and store" : "keys to create and store");
        lines.add("In " + target + ": " + String.join(", ", numbers) + ".");
        List<PlannedChange> permanent = plan.removals().stream()
                .filter(change -> change.removal() == Removal.PERMANENT)
                .toList();
        if (!permanent.isEmpty()) {
            lines.add("Permanent, and cannot be undone:");
            permanent.forEach(change -> lines.add("  " + named(change)));
        }
        return lines;
    }

    private static long count(Plan plan, ChangeKind kind) {
        return plan.changes().stream().filter(change -> change.kind() == kind).count();
    }

    private static void add(List<String> numbers, long number, String what) {
        if (number > 0) {
            numbers.add(number + " " + what);
        }
    }

    /** Returns a removal without the sign that it has in a plan. */
    private static String named(PlannedChange change) {
        return (change.project() == null ? "" : PrintableText.line(change.project()) + ": ")
                + change.toString().substring(SIGN.length());
    }
}
