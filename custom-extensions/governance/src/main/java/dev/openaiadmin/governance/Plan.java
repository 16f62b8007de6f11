package dev.openaiadmin.governance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.openaiadmin.OpenAiAdminException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What would have to change for an organization to be as its blueprints say, in the order in which it would be done. Made
 * by {@link Governance#plan}; nothing has been changed yet.
 *
 * <p>Printed, it is a diff. Immutable, but {@link #apply} is for once: plan again after it.
 */
public final class Plan {
    private static final JsonMapper JSON = new JsonMapper();

    private final List<Step> steps;
    private final List<String> unmanaged;
    private final List<Target> targets;
    private final boolean hasSink;

    Plan(List<Step> steps, List<Target> targets, List<String> unmanaged, boolean hasSink) {
        this.steps = List.copyOf(steps);
        this.targets = List.copyOf(targets);
        this.unmanaged = List.copyOf(unmanaged);
        this.hasSink = hasSink;
    }

    /** {@return the changes, in order; none when everything is as it should be} */
    public List<Change> changes() {
        return steps.stream().map(Step::change).toList();
    }

    /** {@return what is there and in no blueprint, such as {@code project 'old' (proj_1)}; it is left alone} */
    public List<String> unmanaged() {
        return unmanaged;
    }

    /** {@return whether there is nothing to do} */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /**
     * Carries the plan out, one change after the other. Killed or failed midway, plan and apply again: with the journal of
     * the last run nothing is made twice, and no key is lost.
     *
     * @return what was done, with the ids of the projects
     * @throws ApplyException when a change fails; it tells what is done, what is not, and how to go on
     * @throws GovernanceException when keys would be made and there is no sink for them; nothing was changed then
     */
    public Applied apply() {
        return apply(new ApplyListener() {});
    }

    /**
     * Carries the plan out, as {@link #apply()} does.
     *
     * @param listener told of each change, on the calling thread
     * @return what was done
     * @throws ApplyException when a change fails
     */
    public Applied apply(ApplyListener listener) {
        if (!hasSink && steps.stream().anyMatch(Step::makesKey)) {
            throw new GovernanceException("Keys would be made, and there is no sink for them: nothing was changed; see"
                    + " Governance.Builder.secrets(...), or --keys and --env-file of the command line");
        }
        int done = 0;
        for (Step step : steps) {
            listener.starting(step.change(), done + 1, steps.size());
            try {
                step.action().run();
            } catch (OpenAiAdminException e) {
                throw new ApplyException(changes(), done, e);
            }
            done++;
            listener.done(step.change(), done, steps.size());
        }
        Map<String, String> projectIds = new LinkedHashMap<>();
        targets.forEach(target -> projectIds.put(target.name(), target.id()));
        return new Applied(changes(), projectIds);
    }

    /**
     * Gives the plan as JSON: {@code changes}, each with {@code project}, {@code kind}, {@code subject}, {@code before} and
     * {@code after}, and {@code unmanaged}.
     *
     * @return the JSON text
     */
    public String toJson() {
        Map<String, Object> plan = new LinkedHashMap<>();
        plan.put("changes", changes());
        plan.put("unmanaged", unmanaged);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(plan);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Gives the plan as a diff in the colours of a terminal.
     *
     * @return lines with the escape sequences of ANSI
     */
    public String toColouredString() {
        return diff(true);
    }

    /** The plan as a diff. */
    @Override
    public String toString() {
        return diff(false);
    }

    private String diff(boolean inColour) {
        if (steps.isEmpty() && unmanaged.isEmpty()) {
            return "Nothing to do: everything is as it should be.";
        }
        StringBuilder diff = new StringBuilder();
        String heading = null;
        for (Change change : changes()) {
            String of = heading(change.project());
            if (!of.equals(heading)) {
                diff.append(diff.isEmpty() ? "" : "\n").append(of).append('\n');
                heading = of;
            }
            diff.append("  ").append(change.line(inColour)).append('\n');
        }
        if (steps.isEmpty()) {
            diff.append("Nothing to do.\n");
        }
        if (!unmanaged.isEmpty()) {
            diff.append("\nIn no blueprint, and left alone\n");
            unmanaged.forEach(other -> diff.append("    ").append(other).append('\n'));
        }
        return diff.toString().stripTrailing();
    }

    private static String heading(@Nullable String project) {
        return project == null ? "Organization" : "Project " + project;
    }
}
