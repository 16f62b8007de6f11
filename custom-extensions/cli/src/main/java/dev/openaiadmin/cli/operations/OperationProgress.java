package dev.openaiadmin.cli.operations;

import dev.openaiadmin.api.RetryRule;
import dev.openaiadmin.cli.settings.SentChanges;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far the run of an operation has come, to tell the user who stops it. */
final class OperationProgress {
    private final DescribedCommand described;
    private final SentChanges changes;
    private volatile ApiCaller.@Nullable Request request;
    private volatile boolean done;

    OperationProgress(DescribedCommand described, SentChanges changes) {
        this.described = described;
        this.changes = changes;
    }

    void sends(ApiCaller.Request sent) {
        request = sent;
    }

    void done() {
        done = true;
    }

    /** Returns what was and was not done, as a sentence. */
    String stopped() {
        if (!described.changes()) {
            return described.isList() ? "the list is incomplete." : "there is no result.";
        }
        if (done) {
            return described.words() + " is done, and its output is incomplete.";
        }
        ApiCaller.Request sent = request;
        if (sent == null || changes.isEmpty()) {
            return "nothing was changed.";
        }
        return sent.method() + " " + ApiPath.expanded(sent.path(), sent.pathParameters())
                + " was under way, and can have been carried out. "
                + command(sent)
                        .map(look -> "Look with '" + look + "' before you repeat it.")
                        .orElse("Look before you repeat it.");
    }

    /** Returns the command that shows the object that is changed, or the list that it is in. */
    private Optional<String> command(ApiCaller.Request sent) {
        DescribedCommand nearest = null;
        for (DescribedCommand other : Resources.commands(described.resource()).values()) {
            boolean reads = other.retry() == RetryRule.READ
                    && other.positional().stream().allMatch(Argument::isInPath)
                    && (described.path() + "/").startsWith(other.path() + "/");
            if (reads
                    && (nearest == null
                            || other.path().length() > nearest.path().length())) {
                nearest = other;
            }
        }
        if (nearest == null) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(List.of("openai-admin", nearest.words()));
        int ids = ApiPath.parameters(nearest.path()).size();
        sent.pathParameters().subList(0, ids).forEach(id -> words.add(PrintableText.line(id)));
        return Optional.of(String.join(" ", words));
    }
}
