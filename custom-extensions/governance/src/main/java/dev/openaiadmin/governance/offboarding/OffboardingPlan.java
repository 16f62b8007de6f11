package dev.openaiadmin.governance.offboarding;

import dev.openaiadmin.OpenAiAdminException;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.AuthenticationException;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.CallException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.JournaledSteps;
import dev.openaiadmin.governance.internal.PrintableJson;
import dev.openaiadmin.governance.internal.RefusedChange;
import dev.openaiadmin.governance.internal.report.TextReport;
import dev.openaiadmin.governance.journal.ApplyJournal;
import dev.openaiadmin.governance.journal.ApplyJournal.State;
import dev.openaiadmin.governance.offboarding.AccessRemoval.Kind;
import dev.openaiadmin.governance.offboarding.Presence.InProject;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.AdminApiKey;
import dev.openaiadmin.model.AssignedRole;
import dev.openaiadmin.model.Group;
import dev.openaiadmin.model.GroupType;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.User;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an offboarding removes, in a safe order: keys if this is wanted, invites, roles in projects, groups, projects, roles
 * in the organization, and the user of the organization when everything else is removed. Created by
 * {@link Offboarding#plan}; nothing is changed before {@link #apply}.
 *
 * <p>Immutable, but {@link #apply} works once: plan again after it.
 */
public final class OffboardingPlan {
    private static final String OWNER = "owner";

    private final Offboarding offboarding;
    private final JournaledSteps journaled;
    private final Presence presence;
    private final List<AccessRemoval> removals = new ArrayList<>();
    private final List<OwnedKey> keys = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();

    OffboardingPlan(Offboarding offboarding, JournaledSteps journaled, Presence presence) {
        this.offboarding = offboarding;
        this.journaled = journaled;
        this.presence = presence;
        planKeys();
        presence.invites()
                .forEach(
                        invite -> removals.add(AccessRemoval.inOrganization(Kind.INVITE, invite.id(), invite.email())));
        for (InProject in : presence.projects()) {
            for (AssignedRole role : in.roles()) {
                removals.add(AccessRemoval.inProject(Kind.PROJECT_ROLE, role.id(), role.name(), in.project()));
            }
        }
        presence.groups().forEach(this::planGroup);
        planProjects();
        for (AssignedRole role : presence.roles()) {
            removals.add(AccessRemoval.inOrganization(Kind.ORGANIZATION_ROLE, role.id(), role.name()));
        }
        planOrganization();
    }

    static String stepOf(Person person) {
        return "offboarding " + AccessRemoval.part(person.name());
    }

    private void planKeys() {
        for (InProject in : presence.projects()) {
            for (ProjectApiKey key : in.keys()) {
                keys.add(new OwnedKey(
                        in.project().id(),
                        in.project().name(),
                        key.id(),
                        key.name(),
                        key.createdAt(),
                        key.lastUsedAt(),
                        key.expiresAt()));
                if (offboarding.deletesKeys()) {
                    removals.add(AccessRemoval.inProject(Kind.PROJECT_KEY, key.id(), key.name(), in.project()));
                }
            }
        }
        for (AdminApiKey key : presence.adminKeys()) {
            keys.add(
                    new OwnedKey(null, null, key.id(), key.name(), key.createdAt(), key.lastUsedAt(), key.expiresAt()));
            if (offboarding.deletesKeys() && !isOwn(key)) {
                removals.add(AccessRemoval.inOrganization(Kind.ADMIN_KEY, key.id(), key.name()));
            }
        }
    }

    private boolean isOwn(AdminApiKey key) {
        return offboarding.mayBeOwnKey(key.redactedValue());
    }

    private void planGroup(Group group) {
        if (Boolean.TRUE.equals(group.isScimManaged()) || GroupType.TENANT_GROUP.equals(group.groupType())) {
            obstacles.add("the group " + named(group.name(), group.id())
                    + " is managed by the identity provider (SCIM); remove the person from it there");
        } else {
            removals.add(AccessRemoval.inOrganization(Kind.GROUP, group.id(), group.name()));
        }
    }

    private void planProjects() {
        User user = presence.user();
        boolean ownsOrganization = user != null && OWNER.equals(user.role());
        for (InProject in : presence.projects()) {
            // The API keeps owners of the organization in every project: they leave with the organization.
            if (in.role() != null && !ownsOrganization) {
                removals.add(new AccessRemoval(
                        Kind.PROJECT,
                        String.valueOf(in.userId()),
                        in.role(),
                        in.project().id(),
                        in.project().name()));
            }
        }
    }

    private void planOrganization() {
        User user = presence.user();
        if (user == null) {
            return;
        }
        List<String> reasons = new ArrayList<>();
        if (Boolean.TRUE.equals(user.isScimManaged())) {
            reasons.add("the user is managed by the identity provider (SCIM); remove the user there");
        }
        if (presence.isLastOwner()) {
            reasons.add("the user is the last owner of the organization; make somebody else an owner first");
        }
        presence.adminKeys().stream()
                .filter(key -> isOwn(key) && !offboarding.mayLoseOwnKey())
                .findFirst()
                .ifPresent(key -> reasons.add("the user owns the admin key " + named(key.name(), key.id())
                        + ", which this run may be using; use a key of another owner, or allow the loss of the key"));
        if (user.id() == null) {
            reasons.add("the API does not tell the id of the user");
        }
        if (reasons.isEmpty()) {
            removals.add(AccessRemoval.inOrganization(
                    Kind.ORGANIZATION,
                    String.valueOf(user.id()),
                    presence.person().name()));
        }
        reasons.forEach(reason -> obstacles.add("the removal from the organization: " + reason));
    }

    private static String named(@Nullable String name, String id) {
        return PrintableText.line(name == null ? id : "'" + name + "' (" + id + ")");
    }

    /** {@return the address or the id of the person} */
    public String person() {
        return presence.person().name();
    }

    /** {@return the id of the user of the organization; empty when there is none or users cannot be read} */
    public Optional<String> userId() {
        return Optional.ofNullable(presence.user()).map(User::id);
    }

    /** {@return what is removed, in order} */
    public List<AccessRemoval> removals() {
        return List.copyOf(removals);
    }

    /** {@return the keys that the person owns; programs that use them may stop, whether they are deleted or not} */
    public List<OwnedKey> keys() {
        return List.copyOf(keys);
    }

    /** {@return what cannot be removed here, and where to remove it; one line each} */
    public List<String> obstacles() {
        return List.copyOf(obstacles);
    }

    /** {@return what the key may not read, and why, so that the person may also be there; one line each} */
    public List<String> missing() {
        return presence.missing();
    }

    /** {@return whether there is nothing to remove} */
    public boolean isEmpty() {
        return removals.isEmpty();
    }

    /** {@return whether the person has left when the plan is applied: nothing is in the way, and everything could be read} */
    public boolean isComplete() {
        return obstacles.isEmpty() && missing().isEmpty();
    }

    /**
     * Removes the person, one removal after the other, and reads the organization again until it shows none of them. When
     * the API refuses a removal, the others are made, but the user of the organization is removed only when all of them are.
     * When the run is killed or fails, plan and apply again. What somebody else has removed meanwhile counts as removed.
     *
     * @return what was removed and what is left
     * @throws OffboardingException when removals were not made; the message tells which are made and which are not
     * @throws dev.openaiadmin.governance.journal.JournalInUseException when another run uses the journal; nothing was
     *     changed
     * @throws GovernanceException when another run has used the journal since this plan was made; nothing was changed
     */
    public Offboarded apply() {
        ApplyJournal.Lock lock = journaled.begin();
        try {
            if (presence.oldestProjectId() != null) {
                journaled.recordOrganization(presence.oldestProjectId());
            }
            return new Application().run();
        } finally {
            lock.close();
        }
    }

    /** Makes the removals, and records which of them were made. */
    private final class Application {
        private final AdminApi admin = offboarding.admin();
        private final String step = stepOf(presence.person());
        private final List<AccessRemoval> done = new ArrayList<>();
        private final List<AccessRemoval> notDone = new ArrayList<>();
        private final Map<AccessRemoval, OpenAiAdminException> failures = new LinkedHashMap<>();
        private boolean stopped;

        Offboarded run() {
            String userId = presence.person().id();
            journaled.record(step, State.INTENDED, userId, null);
            for (AccessRemoval removal : removals) {
                if (stopped || (removal.kind() == Kind.ORGANIZATION && !failures.isEmpty())) {
                    notDone.add(removal);
                } else {
                    remove(removal);
                }
            }
            if (!failures.isEmpty()) {
                throw new OffboardingException(person(), done, notDone, failures);
            }
            Offboarded result = checked();
            if (result.isComplete()) {
                journaled.record(step, State.DONE, userId, null);
            }
            return result;
        }

        private void remove(AccessRemoval removal) {
            String name = step + "/" + removal.step();
            journaled.record(name, State.INTENDED, removal.id(), null);
            try {
                send(removal);
            } catch (NotFoundException e) {
                // Somebody else, or an earlier attempt, has removed it.
            } catch (BadRequestException e) {
                if (!isNoMember(e)) {
                    failed(removal, name, e);
                    return;
                }
            } catch (OpenAiAdminException e) {
                failed(removal, name, e);
                return;
            }
            journaled.record(name, State.DONE, removal.id(), null);
            done.add(removal);
        }

        private static boolean isNoMember(BadRequestException refused) {
            return String.valueOf(refused.getMessage()).contains("is not a member of");
        }

        private void failed(AccessRemoval removal, String name, OpenAiAdminException failure) {
            if (failure instanceof CallException call && !call.mayHaveBeenCarriedOut()) {
                journaled.record(name, State.UNDONE, removal.id(), null);
            }
            failures.put(removal, failure);
            notDone.add(removal);
            stopped = !RefusedChange.is(failure);
        }

        private void send(AccessRemoval removal) {
            String id = removal.id();
            String projectId = String.valueOf(removal.projectId());
            String userId = String.valueOf(presence.person().id());
            switch (removal.kind()) {
                case PROJECT_KEY -> admin.projectApiKeys().delete(projectId, id);
                case ADMIN_KEY -> admin.adminApiKeys().delete(id);
                case INVITE -> admin.invites().delete(id);
                case PROJECT_ROLE -> admin.projectUserRoles().unassign(projectId, userId, id);
                case GROUP -> admin.groupUsers().remove(id, userId);
                case PROJECT -> admin.projectUsers().remove(projectId, id);
                case ORGANIZATION_ROLE -> admin.userRoles().unassign(userId, id);
                case ORGANIZATION -> admin.users().delete(id);
            }
        }

        /** Reads the organization until it shows nothing that was to be removed, or for as long as the API may lag. */
        private Offboarded checked() {
            List<OffboardingPlan> last = new ArrayList<>();
            try {
                journaled.lag().look(journaled.lag().now(), () -> {
                    OffboardingPlan again = new OffboardingPlan(
                            offboarding,
                            journaled,
                            offboarding.read(presence.person().id()));
                    last.add(again);
                    return again.isEmpty() ? Optional.of(again) : Optional.empty();
                });
            } catch (AuthenticationException e) {
                if (!offboarding.mayLoseOwnKey()) {
                    throw e;
                }
                return new Offboarded(done, List.of(), obstacles, List.of(), missing(), false);
            }
            OffboardingPlan again = last.get(last.size() - 1);
            return new Offboarded(done, again.removals(), again.obstacles(), again.keys(), again.missing(), true);
        }
    }

    /**
     * Returns the plan as JSON: {@code person}, {@code user_id}, {@code removals}, {@code keys}, {@code obstacles},
     * {@code missing} and {@code complete}.
     *
     * @return the JSON text
     */
    public String toJson() {
        Map<String, @Nullable Object> plan = new LinkedHashMap<>();
        plan.put("person", person());
        plan.put("user_id", userId().orElse(null));
        plan.put("removals", removals);
        plan.put("keys", keys);
        plan.put("obstacles", obstacles);
        plan.put("missing", missing());
        plan.put("complete", isComplete());
        return PrintableJson.pretty(plan);
    }

    /** Returns the plan as a diff, with what breaks, what is in the way and what could not be read. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append("Offboarding of ").append(PrintableText.line(person())).append('\n');
        removals.forEach(removal -> text.append("  ").append(removal).append('\n'));
        if (removals.isEmpty()) {
            text.append("  Nothing to remove.\n");
        }
        if (!keys.isEmpty()) {
            text.append(
                    offboarding.deletesKeys()
                            ? "\nKeys of the person; programs that use them stop\n"
                            : "\nKeys of the person, which are not deleted; programs that use them may stop\n");
            text.append(table());
        }
        list(text, "Not possible here", obstacles);
        list(text, "Could not be read, so the plan is not complete", missing());
        return text.toString().stripTrailing();
    }

    private String table() {
        TextReport table = TextReport.indented(
                List.of("PROJECT", "KEY", "NAME", "LAST USED", "EXPIRES"), Set.of("KEY", "LAST USED", "EXPIRES"));
        for (OwnedKey key : keys) {
            table.row(List.of(
                    key.isAdminKey()
                            ? "(admin)"
                            : Optional.ofNullable(key.project()).orElseGet(() -> String.valueOf(key.projectId())),
                    key.id(),
                    Optional.ofNullable(key.name()).orElse("-"),
                    day(key.lastUsedAt()),
                    day(key.expiresAt())));
        }
        return table.toString();
    }

    private static String day(@Nullable Instant time) {
        return time == null ? "-" : time.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    /** Returns a key as one line of text. */
    static String described(OwnedKey key) {
        String project = key.project() == null ? key.projectId() : key.project();
        return (project == null ? "admin key " : "key ")
                + named(key.name(), key.id())
                + (project == null ? "" : " of project " + PrintableText.line(project));
    }

    private static void list(StringBuilder text, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append(heading).append('\n');
            lines.forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }
}
