package dev.openaiadmin.governance;

import dev.openaiadmin.OpenAiAdminException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan could not be carried out to its end. What is done stays done; mend the cause, plan and apply again, and the rest
 * follows.
 */
public final class ApplyException extends GovernanceException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 10;

    private final transient @Nullable List<Change> done;

    private final transient @Nullable List<Change> notDone;

    ApplyException(List<Change> changes, int done, OpenAiAdminException cause) {
        super(
                done + " of " + changes.size() + " changes are done; then \"" + named(changes.get(done))
                        + "\" failed: " + cause.getMessage() + "\nNot done:\n"
                        + shown(changes.subList(done, changes.size()))
                        + "\nPlan and apply again to go on; nothing will be made twice.",
                cause);
        this.done = List.copyOf(changes.subList(0, done));
        this.notDone = List.copyOf(changes.subList(done, changes.size()));
    }

    /** {@return the changes that were made; none in an exception that was serialized} */
    public List<Change> done() {
        return done == null ? List.of() : done;
    }

    /** {@return the changes that were not made; the first of them is the one that failed, and may have begun; none in an
     *     exception that was serialized} */
    public List<Change> notDone() {
        return notDone == null ? List.of() : notDone;
    }

    private static String shown(List<Change> changes) {
        String some = changes.stream()
                .limit(SHOWN)
                .map(change -> "  " + named(change))
                .collect(Collectors.joining("\n"));
        return changes.size() <= SHOWN ? some : some + "\n  and " + (changes.size() - SHOWN) + " more";
    }

    private static String named(Change change) {
        return (change.project() == null ? "" : change.project() + ": ") + change;
    }
}
