package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan could not be applied completely. What is done stays done: correct the cause, plan and apply again, and the rest
 * follows.
 */
public final class ApplyException extends GovernanceException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 10;

    private final transient @Nullable List<PlannedChange> done;

    private final transient @Nullable List<PlannedChange> notDone;

    ApplyException(
            List<PlannedChange> done, List<PlannedChange> notDone, Map<PlannedChange, OpenAiAdminException> failures) {
        super(
                done.size() + " of " + (done.size() + notDone.size()) + " changes are done. Failed:\n"
                        + failures.entrySet().stream()
                                .map(failure -> "  " + failure.getKey().withProject() + ": "
                                        + PrintableText.line(String.valueOf(
                                                failure.getValue().getMessage())))
                                .collect(Collectors.joining("\n"))
                        + "\nNot done:\n" + shown(notDone)
                        + "\nCorrect the cause, then plan and apply again to continue; nothing is created twice.",
                failures.values().iterator().next());
        failures.values().stream().skip(1).forEach(this::addSuppressed);
        this.done = List.copyOf(done);
        this.notDone = List.copyOf(notDone);
    }

    /** {@return the changes that were made; none in an exception that was serialized} */
    public List<PlannedChange> done() {
        return done == null ? List.of() : done;
    }

    /** {@return the changes that were not made; those that failed may have begun; none in an exception that was
     *     serialized} */
    public List<PlannedChange> notDone() {
        return notDone == null ? List.of() : notDone;
    }

    private static String shown(List<PlannedChange> changes) {
        String some = changes.stream()
                .limit(SHOWN)
                .map(change -> "  " + change.withProject())
                .collect(Collectors.joining("\n"));
        return changes.size() <= SHOWN ? some : some + "\n  and " + (changes.size() - SHOWN) + " more";
    }
}
