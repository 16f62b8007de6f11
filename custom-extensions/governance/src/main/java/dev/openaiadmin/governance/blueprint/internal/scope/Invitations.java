package dev.openaiadmin.governance.blueprint.internal.scope;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.ConflictException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.blueprint.PlannedChange;
import dev.openaiadmin.governance.internal.JournaledSteps;
import dev.openaiadmin.governance.internal.RunContext;
import dev.openaiadmin.governance.journal.ApplyJournal.Entry;
import dev.openaiadmin.governance.journal.ApplyJournal.State;
import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.InviteProject;
import dev.openaiadmin.model.InviteProjectGrant;
import dev.openaiadmin.model.InviteProjectRole;
import dev.openaiadmin.model.InviteRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Invites for people who are not users yet: one for each of them, to all projects that want them. */
public final class Invitations {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String GROUP = "invite ";

    private final RunContext context;
    private final JournaledSteps steps;
    private final CurrentState current;
    /** The invites to send, by address. */
    private final Map<String, Wanted> wanted = new LinkedHashMap<>();

    private final List<String> warnings = new ArrayList<>();

    public Invitations(RunContext context, JournaledSteps steps, CurrentState current) {
        this.context = context;
        this.steps = steps;
        this.current = current;
    }

    /** A role in a project, for somebody who is invited. */
    record Grant(ProjectReference project, String role) {
        boolean isIn(Invite invite) {
            return project.exists()
                    && projectsOf(invite).stream()
                            .anyMatch(granted -> granted.id().equals(project.id())
                                    && granted.role().value().equals(role));
        }

        @Override
        public String toString() {
            return role + " of " + project.name();
        }
    }

    /**
     * What an invite has to give.
     *
     * @param role the role in the organization, or null for any
     * @param grants the roles in projects
     */
    public record Wanted(@Nullable String role, List<Grant> grants) {
        /** A user of the organization, and nothing more. */
        public static final Wanted ORGANIZATION = new Wanted(null, List.of());

        public static Wanted of(String role) {
            return new Wanted(role, List.of());
        }

        public static Wanted of(ProjectReference project, String role) {
            return new Wanted(null, List.of(new Grant(project, role)));
        }

        Wanted and(Wanted other) {
            List<Grant> all = new ArrayList<>(grants);
            all.addAll(other.grants);
            return new Wanted(
                    role == null ? other.role : role, all.stream().distinct().toList());
        }

        boolean isMetBy(Invite invite) {
            boolean hasRole = role == null
                    || (invite.role() != null && role.equals(invite.role().value()));
            return hasRole && grants.stream().allMatch(grant -> grant.isIn(invite));
        }

        /** Returns the role in the organization of an invite that takes the place of others, if there are any. */
        InviteRole roleAfter(@Nullable Replaced old) {
            String before = old == null ? InviteRole.READER.value() : old.role();
            return new InviteRole(role == null ? before : role);
        }

        @Override
        public String toString() {
            String inProjects = grants.stream().map(Grant::toString).collect(Collectors.joining(", "));
            String inOrganization =
                    role == null && !grants.isEmpty() ? "" : roleAfter(null).value();
            return inOrganization + (inOrganization.isEmpty() || grants.isEmpty() ? "" : ", ") + inProjects;
        }
    }

    /**
     * What the journal keeps of the invites that another one takes the place of.
     *
     * @param ids their ids
     * @param role the role in the organization that the newest of them gives
     * @param projects the roles in projects that they give, by project
     */
    private record Replaced(
            @JsonProperty("ids") List<String> ids,
            @JsonProperty("role") String role,
            @JsonProperty("projects") Map<String, String> projects) {
        static Replaced of(List<Invite> invites) {
            Map<String, String> projects = new LinkedHashMap<>();
            for (int i = invites.size() - 1; i >= 0; i--) {
                for (InviteProject project : projectsOf(invites.get(i))) {
                    projects.put(project.id(), project.role().value());
                }
            }
            return new Replaced(
                    invites.stream().map(Invite::id).toList(),
                    Objects.requireNonNull(invites.get(0).role()).value(),
                    projects);
        }

        String toJson() {
            try {
                return JSON.writeValueAsString(this);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Records of texts can be written", e);
            }
        }

        static @Nullable Replaced in(@Nullable Entry entry) {
            try {
                return entry == null || entry.detail() == null ? null : JSON.readValue(entry.detail(), Replaced.class);
            } catch (JsonProcessingException e) {
                return null;
            }
        }
    }

    public void invite(String email, Wanted more) {
        wanted.merge(email, more, Wanted::and);
    }

    public List<Step> steps() {
        List<Step> planned = new ArrayList<>();
        wanted.forEach((email, all) -> step(email, all).ifPresent(planned::add));
        return planned;
    }

    /** Returns the warnings about the invites that {@link #steps} has left as they are. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    private static List<InviteProject> projectsOf(Invite invite) {
        return invite.projects() == null ? List.of() : invite.projects();
    }

    /** A new invite gives what the old one gave, which has to be known. */
    private static boolean isReplaceable(Invite invite) {
        return invite.role() != null && invite.projects() != null;
    }

    private Optional<Step> step(String email, Wanted all) {
        String subject = "invite of " + email;
        List<Invite> pending = pending(email);
        Optional<Invite> covering = pending.stream().filter(all::isMetBy).findFirst();
        if (covering.isPresent()) {
            return leftBehind(email, pending)
                    .map(replaced -> step(
                            Changes.cleanUp(null, subject, "replaced by a newer one in a run that was cut off"),
                            email,
                            () -> finish(email, covering.get(), replaced)));
        }
        if (pending.isEmpty()) {
            Replaced lost = steps.isOpen(stepOf(email)) ? Replaced.in(steps.last(stepOf(email))) : null;
            return Optional.of(step(
                    Changes.add(null, subject, all.toString()),
                    email,
                    () -> send(email, all, lost == null ? null : withoutIds(lost))));
        }
        Optional<Invite> unknown =
                pending.stream().filter(invite -> !isReplaceable(invite)).findFirst();
        if (unknown.isPresent()) {
            warnings.add("the invite of " + email + " (" + unknown.get().id()
                    + ") is kept, because the API does not say which role and projects it gives; delete it and apply"
                    + " again to send a new one");
            return Optional.empty();
        }
        Replaced old = Replaced.of(pending);
        return Optional.of(step(
                Changes.change(null, subject, shown(old), "replaced by a new invite: " + shown(old, all)),
                email,
                () -> send(email, all, old)));
    }

    private static Step step(PlannedChange change, String email, Step.Action action) {
        return new Step(change, GROUP + email, action);
    }

    private static Replaced withoutIds(Replaced lost) {
        return new Replaced(List.of(), lost.role(), lost.projects());
    }

    /** What an interrupted run has replaced, and not deleted yet. */
    private Optional<Replaced> leftBehind(String email, List<Invite> pending) {
        if (!steps.isOpen(stepOf(email))) {
            return Optional.empty();
        }
        Replaced replaced = Replaced.in(steps.last(stepOf(email)));
        return Optional.ofNullable(replaced)
                .filter(old -> pending.stream().anyMatch(invite -> old.ids().contains(invite.id())));
    }

    private List<Invite> pending(String email) {
        String step = stepOf(email);
        if (steps.lastSeen(step) == null) {
            return current.pendingInvites(email);
        }
        return steps.look(step, () -> {
                    current.refreshInvites();
                    return Optional.of(current.pendingInvites(email)).filter(invites -> !invites.isEmpty());
                })
                .orElse(List.of());
    }

    private String shown(Replaced old) {
        List<String> roles = new ArrayList<>(List.of(old.role()));
        old.projects().forEach((id, role) -> roles.add(role + " of " + nameOf(id)));
        return String.join(", ", roles);
    }

    private String shown(Replaced old, Wanted all) {
        Map<String, String> kept = new LinkedHashMap<>(old.projects());
        all.grants().forEach(grant -> kept.remove(String.valueOf(grant.project().idOrNull())));
        kept.keySet().removeIf(id -> !current.hasProject(id));
        List<String> roles = new ArrayList<>(
                List.of(shown(new Replaced(List.of(), all.roleAfter(old).value(), kept))));
        all.grants().forEach(grant -> roles.add(grant.toString()));
        return String.join(", ", roles);
    }

    private String nameOf(String projectId) {
        return current.projects().stream()
                .filter(project -> projectId.equals(project.id()))
                .map(project -> String.valueOf(project.name()))
                .findFirst()
                .orElse(projectId);
    }

    /**
     * Sends an invite. An invite cannot be changed: a new one takes the place of the old ones, and gives what they gave.
     * The old ones are deleted when the new one exists.
     */
    private void send(String email, Wanted all, @Nullable Replaced old) {
        Map<String, String> roles = new LinkedHashMap<>(old == null ? Map.of() : old.projects());
        roles.keySet().removeIf(id -> !current.hasProject(id));
        all.grants().stream()
                .filter(grant -> grant.project().exists())
                .forEach(grant -> roles.put(grant.project().id(), grant.role()));
        InviteRole role = all.roleAfter(old);
        Invite sent;
        try {
            sent = createOnce(email, all, role, roles, old);
        } catch (BadRequestException | ConflictException e) {
            if (old == null || !isInvitedAlready(e.apiMessage())) {
                throw e;
            }
            sent = replace(email, all, role, roles, old);
        }
        finish(email, sent, old);
    }

    private static boolean isInvitedAlready(@Nullable String message) {
        return String.valueOf(message).toLowerCase(Locale.ROOT).contains("already");
    }

    private Invite createOnce(
            String email, Wanted all, InviteRole role, Map<String, String> roles, @Nullable Replaced old) {
        return steps.createOnce(
                stepOf(email),
                old == null ? null : old.toJson(),
                () -> {
                    current.refreshInvites();
                    return current.pendingInvites(email).stream()
                            .filter(all::isMetBy)
                            .findFirst();
                },
                () -> create(email, role, roles));
    }

    /**
     * Replaces an invite if the API allows only one for each address. If the new one fails, the old one is created
     * again.
     */
    private Invite replace(String email, Wanted all, InviteRole role, Map<String, String> roles, Replaced old) {
        // The entry keeps what the old ones gave, should the run be cut off between the two requests.
        steps.record(stepOf(email), State.INTENDED, null, old.toJson());
        old.ids().forEach(this::delete);
        try {
            return createOnce(email, all, role, roles, old);
        } catch (RuntimeException e) {
            Map<String, String> before = new LinkedHashMap<>(old.projects());
            before.keySet().removeIf(id -> !current.hasProject(id));
            try {
                create(email, new InviteRole(old.role()), before);
            } catch (RuntimeException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private Invite create(String email, InviteRole role, Map<String, String> roles) {
        List<InviteProjectGrant> projects = roles.entrySet().stream()
                .map(project -> InviteProjectGrant.builder()
                        .id(project.getKey())
                        .role(new InviteProjectRole(project.getValue()))
                        .build())
                .toList();
        return steps.lag()
                .onceThere(
                        steps.lag().now(),
                        () -> context.creates().invites().create(email, role, request -> request.projects(projects)));
    }

    private void finish(String email, Invite sent, @Nullable Replaced old) {
        if (old != null) {
            old.ids().stream().filter(id -> !id.equals(sent.id())).forEach(this::delete);
        }
        steps.record(stepOf(email), State.DONE, sent.id(), null);
    }

    private void delete(String inviteId) {
        try {
            context.admin().invites().delete(inviteId);
        } catch (NotFoundException e) {
            // It was deleted before, or has been accepted and is gone.
        }
    }

    private static String stepOf(String email) {
        return "invite of " + email;
    }
}
