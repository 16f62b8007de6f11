package dev.openaiadmin.governance.blueprint.internal.scope;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.governance.blueprint.ExactPart;
import dev.openaiadmin.governance.blueprint.PlannedChange;
import dev.openaiadmin.governance.blueprint.Removal;
import dev.openaiadmin.governance.internal.JournaledSteps;
import dev.openaiadmin.governance.internal.RunContext;
import dev.openaiadmin.governance.keys.KeyOwner;
import dev.openaiadmin.governance.keys.SecretSink;
import dev.openaiadmin.governance.text.PrintableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The steps of the organization or of one project while they are planned. Problems keep the blueprint from being applied;
 * warnings are doubts that the API decides.
 */
public final class ScopePlan {
    private final RunContext context;
    private final JournaledSteps journaled;
    private final SecretSink secrets;
    private final CurrentState current;
    private final Scope scope;
    private final Set<ExactPart> exact;
    private final List<Step> steps = new ArrayList<>();
    private final List<Step> removals = new ArrayList<>();
    private final List<Step> last = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> unmanaged = new ArrayList<>();
    private final List<String> waiting = new ArrayList<>();
    private final Map<String, Invitations.Wanted> invitations = new LinkedHashMap<>();

    public ScopePlan(
            RunContext context,
            JournaledSteps journaled,
            SecretSink secrets,
            CurrentState current,
            Scope scope,
            Set<ExactPart> exact) {
        this.context = context;
        this.journaled = journaled;
        this.secrets = secrets;
        this.current = current;
        this.scope = scope;
        this.exact = exact;
    }

    /** Returns the client for everything that can be repeated. */
    public AdminApi admin() {
        return context.admin();
    }

    /** Returns the client for creations. */
    public AdminApi creates() {
        return context.creates();
    }

    public RunContext context() {
        return context;
    }

    public JournaledSteps journaled() {
        return journaled;
    }

    public SecretSink secrets() {
        return secrets;
    }

    public CurrentState current() {
        return current;
    }

    public Scope scope() {
        return scope;
    }

    /** Returns the roles that can be assigned in the scope, those included that the plan creates. */
    public Catalog roles() {
        return current.roleCatalog(scope);
    }

    /** Returns the parts of which what the blueprint does not name is removed. */
    public Set<ExactPart> exact() {
        return exact;
    }

    /** Returns whether what the blueprint does not name is removed. */
    public boolean isExact(ExactPart part) {
        return exact.contains(part);
    }

    /** Returns the steps in order: removals last, those of the kinds that depend on others first. */
    public List<Step> steps() {
        List<Step> all = new ArrayList<>(steps);
        for (int i = removals.size() - 1; i >= 0; i--) {
            all.add(removals.get(i));
        }
        return all;
    }

    /** Returns the steps that are made after all others of the plan, and only when those were made. */
    public List<Step> lastSteps() {
        return last;
    }

    public List<String> problems() {
        return problems;
    }

    public List<String> warnings() {
        return warnings;
    }

    public List<String> unmanaged() {
        return unmanaged;
    }

    /** Returns what a later run applies, once invites were accepted. */
    public List<String> waiting() {
        return waiting;
    }

    /** Returns who is to be invited, by address. */
    public Map<String, Invitations.Wanted> invitations() {
        return invitations;
    }

    public void problem(String problem) {
        problems.add(prefix() + PrintableText.line(problem));
    }

    public void warning(String warning) {
        warnings.add(prefix() + PrintableText.line(warning));
    }

    /** Reports what exists and the blueprint does not name. */
    public void unmanaged(String subject) {
        String project = scope.projectName();
        unmanaged.add(PrintableText.line(subject) + (project == null ? "" : " of " + named(project)));
    }

    /** Reports what cannot be granted before an invite is accepted, and what the invite itself gives. */
    public void waits(String email, String subject, Invitations.Wanted wanted) {
        waiting.add(prefix() + PrintableText.line(subject) + " waits until " + PrintableText.line(email)
                + " has accepted the invite");
        invite(email, wanted);
    }

    /** Adds an invite for a person who is not a user of the organization yet. */
    public void invite(String email, Invitations.Wanted wanted) {
        invitations.merge(email, wanted, Invitations.Wanted::and);
    }

    public void adds(String subject, @Nullable String after, Step.Action action) {
        step(Changes.add(scope.projectName(), subject, after), action);
    }

    public void changes(String subject, @Nullable String before, String after, Step.Action action) {
        step(Changes.change(scope.projectName(), subject, before, after), action);
    }

    /** Adds a step that creates a key. */
    public void step(PlannedChange change, @Nullable KeyOwner owner, Step.Action action) {
        steps.add(new Step(change, group(change), false, owner, action));
    }

    private void step(PlannedChange change, Step.Action action) {
        step(change, null, action);
    }

    public void removes(String subject, @Nullable String before, Removal removal, Step.Action action) {
        PlannedChange change = Changes.remove(scope.projectName(), subject, before, removal);
        removals.add(new Step(change, group(change), action));
    }

    /** Removes what an interrupted run has left behind. */
    public void cleansUp(String subject, String why, Step.Action action) {
        step(Changes.cleanUp(scope.projectName(), subject, why), action);
    }

    /** Adds a step that may take rights away from the key that makes the changes. */
    public void changesLast(String subject, @Nullable String before, String after, Step.Action action) {
        PlannedChange change = Changes.change(scope.projectName(), subject, before, after);
        last.add(new Step(change, group(change), true, null, action));
    }

    /** In a project, later steps depend on earlier ones; in the organization, each subject fails on its own. */
    private String group(PlannedChange change) {
        return scope.isOrganization() ? scope.stepName() + "/" + change.subject() : scope.stepName();
    }

    /**
     * Returns what was found in a list that was read before, or what a step of an earlier run may have created, which the
     * API may not have listed.
     *
     * @param step the name of the step that creates it
     * @param found what the list showed
     * @param look finds it in a new list
     */
    public <T> Optional<T> orCreatedBefore(String step, Optional<T> found, Supplier<Optional<T>> look) {
        return found.isPresent() || !scope.exists() || journaled.lastSeen(step) == null
                ? found
                : journaled.look(step, look);
    }

    private String prefix() {
        String project = scope.projectName();
        return project == null ? "Organization: " : named(project) + ": ";
    }

    public static String named(String name) {
        return "'" + PrintableText.line(name) + "'";
    }
}
