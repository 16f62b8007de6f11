package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.internal.PartialRights;
import dev.openaiadmin.model.AdminApiKey;
import dev.openaiadmin.model.Invite;
import dev.openaiadmin.model.InviteStatus;
import dev.openaiadmin.model.ListedCertificate;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ProjectApiKeyFilter;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts of an organization that no kind of resource describes: keys, invites and certificates that are not active. */
final class UndescribedFacts {
    private UndescribedFacts() {}

    /** Notes the facts of the organization itself. */
    static void ofOrganization(AdoptedScope scope, Set<String> missing) {
        scope.note("policies for keys can be seen in the dashboard only");
        read("admin_api_keys", scope, missing, () -> {
            for (AdminApiKey key : scope.admin().adminApiKeys().list(query -> query.limit(100))) {
                scope.note("the admin key " + key.id() + " '" + key.name() + "' "
                        + times(key.createdAt(), key.expiresAt()));
            }
        });
        read("invites", scope, missing, () -> {
            for (Invite invite : scope.admin().invites().list(query -> query.limit(100))) {
                if (InviteStatus.PENDING.equals(invite.status())) {
                    scope.note("the invite of " + invite.email() + " as " + invite.role() + " "
                            + times(invite.createdAt(), invite.expiresAt()));
                }
            }
        });
        read("certificates", scope, missing, () -> {
            for (ListedCertificate certificate : scope.current().certificates()) {
                if (!Boolean.TRUE.equals(certificate.active())) {
                    scope.note("the certificate " + certificate.id() + " '" + certificate.name()
                            + "' is not active for the organization");
                }
            }
        });
    }

    /** Notes the keys of a project: their owners, ages and expiries, and no part of them. */
    static void ofProject(AdoptedScope scope, Set<String> missing) {
        read("projects/api_keys", scope, missing, () -> {
            for (ProjectApiKey key : scope.admin()
                    .projectApiKeys()
                    .list(
                            scope.scope().projectId(),
                            query -> query.limit(100).ownerProjectAccess(ProjectApiKeyFilter.ANY))) {
                scope.note("the key " + key.id() + " '" + key.name() + "' of " + owner(key) + " "
                        + times(key.createdAt(), key.expiresAt()));
            }
        });
    }

    private static String owner(ProjectApiKey key) {
        if (key.owner() == null) {
            return "an unknown owner";
        }
        if (key.owner().user() != null) {
            return String.valueOf(key.owner().user().email());
        }
        return key.owner().serviceAccount() == null
                ? "an unknown owner"
                : "service account " + key.owner().serviceAccount().name();
    }

    private static String times(@Nullable Instant createdAt, @Nullable Instant expiresAt) {
        return (createdAt == null ? "" : "was created at " + createdAt + ", and ")
                + (expiresAt == null ? "does not expire" : "expires at " + expiresAt);
    }

    private static void read(String part, AdoptedScope scope, Set<String> missing, Runnable read) {
        try {
            read.run();
        } catch (PermissionException e) {
            scope.note("not read: " + part + ", because " + PartialRights.reason(e));
            missing.add(part + ": " + PartialRights.reason(e));
        }
    }
}
