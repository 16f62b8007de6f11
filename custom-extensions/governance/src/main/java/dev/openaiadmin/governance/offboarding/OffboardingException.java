package dev.openaiadmin.governance.offboarding;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An offboarding was not carried out completely. What is removed stays removed: correct the cause, plan and apply again,
 * and the rest follows.
 */
public final class OffboardingException extends GovernanceException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable List<AccessRemoval> done;

    private final transient @Nullable List<AccessRemoval> notDone;

    OffboardingException(
            String person,
            List<AccessRemoval> done,
            List<AccessRemoval> notDone,
            Map<AccessRemoval, OpenAiAdminException> failures) {
        super(
                "The offboarding of " + PrintableText.line(person) + " is not complete: " + done.size() + " of "
                        + (done.size() + notDone.size()) + " removals are done. Failed:\n"
                        + failures.entrySet().stream()
                                .map(failure -> "  " + failure.getKey() + ": "
                                        + PrintableText.line(String.valueOf(
                                                failure.getValue().getMessage())))
                                .collect(Collectors.joining("\n"))
                        + "\nNot done:\n"
                        + notDone.stream().map(removal -> "  " + removal).collect(Collectors.joining("\n"))
                        + "\nCorrect the cause, then run the offboarding again; what is removed stays removed.",
                failures.values().iterator().next());
        failures.values().stream().skip(1).forEach(this::addSuppressed);
        this.done = List.copyOf(done);
        this.notDone = List.copyOf(notDone);
    }

    /** {@return what was removed; none in an exception that was serialized} */
    public List<AccessRemoval> done() {
        return done == null ? List.of() : done;
    }

    /** {@return what was not removed; what failed may have begun; none in an exception that was serialized} */
    public List<AccessRemoval> notDone() {
        return notDone == null ? List.of() : notDone;
    }
}
