package dev.openaiadmin.governance;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.InviteProject;
import dev.openaiadmin.model.InviteProjectGrant;
import dev.openaiadmin.model.InviteProjectRole;
import dev.openaiadmin.model.InviteRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Invites for those who are no users yet: one for each of them, to all projects that want them. */
final class Invitations {
    private final AdminApi admin;
    private final Creation creation;
    private final Survey survey;
    /** By address. */
    private final Map<String, List<Grant>> wished = new LinkedHashMap<>();

    Invitations(AdminApi admin, Creation creation, Survey survey) {
        this.admin = admin;
        this.creation = creation;
        this.survey = survey;
    }

    private record Grant(Target target, String role) {
        boolean isIn(Invite invite) {
            return target.isThere()
                    && invite.projects().stream()
                            .anyMatch(project -> project.id().equals(target.id())
                                    && project.role().value().equals(role));
        }

        @Override
        public String toString() {
            return role + " of " + target.name();
        }
    }

    void invite(String email, String role, Target target) {
        wished.computeIfAbsent(email, unused -> new ArrayList<>()).add(new Grant(target, role));
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        wished.forEach((email, grants) -> {
            Optional<Invite> pending = creation.look(stepOf(email), () -> pending(email));
            if (pending.isEmpty()) {
                steps.add(new Step(Change.add(null, "invite of " + email, shown(grants)), () -> send(email, grants)));
            } else if (!covers(pending.get(), grants)) {
                Invite old = pending.get();
                List<Grant> added =
                        grants.stream().filter(grant -> !grant.isIn(old)).toList();
                steps.add(new Step(
                        Change.change(
                                null,
                                "invite of " + email,
                                "to " + old.projects().size() + " projects",
                                "also " + shown(added)),
                        () -> replace(email, old, grants)));
            }
        });
        return steps;
    }

    private Optional<Invite> pending(String email) {
        if (creation.lastSeen(stepOf(email)) != null) {
            survey.refreshInvites();
        }
        return survey.pendingInvite(email);
    }

    private static boolean covers(Invite invite, List<Grant> grants) {
        return grants.stream().allMatch(grant -> grant.isIn(invite));
    }

    private static String shown(List<Grant> grants) {
        return grants.stream().map(Grant::toString).collect(Collectors.joining(", "));
    }

    private void send(String email, List<Grant> grants) {
        sendTo(email, grants, List.of());
    }

    /** An invite cannot be changed: another takes its place, with what the first one gave. */
    private void replace(String email, Invite old, List<Grant> grants) {
        admin.invites().delete(old.id());
        sendTo(email, grants, old.projects());
    }

    private void sendTo(String email, List<Grant> grants, List<InviteProject> before) {
        Map<String, InviteProjectRole> roles = new LinkedHashMap<>();
        before.forEach(project -> roles.put(project.id(), project.role()));
        grants.forEach(grant -> roles.put(grant.target().id(), new InviteProjectRole(grant.role())));
        List<InviteProjectGrant> projects = roles.entrySet().stream()
                .map(project -> InviteProjectGrant.builder()
                        .id(project.getKey())
                        .role(project.getValue())
                        .build())
                .toList();
        creation.once(
                stepOf(email),
                () -> {
                    survey.refreshInvites();
                    return survey.pendingInvite(email).filter(invite -> covers(invite, grants));
                },
                () -> creation.waiting()
                        .onceThere(
                                creation.waiting().now(),
                                () -> admin.invites()
                                        .create(email, InviteRole.READER, request -> request.projects(projects))),
                Invite::id);
    }

    private static String stepOf(String email) {
        return "invite of " + email;
    }
}
