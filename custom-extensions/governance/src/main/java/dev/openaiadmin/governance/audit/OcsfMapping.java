package dev.openaiadmin.governance.audit;

import static dev.openaiadmin.governance.audit.OcsfClass.ACCOUNT_CHANGE;
import static dev.openaiadmin.governance.audit.OcsfClass.AUTHENTICATION;
import static dev.openaiadmin.governance.audit.OcsfClass.ENTITY_MANAGEMENT;
import static dev.openaiadmin.governance.audit.OcsfClass.GROUP_MANAGEMENT;
import static dev.openaiadmin.governance.audit.OcsfClass.ROLE_MANAGEMENT;
import static dev.openaiadmin.governance.audit.OcsfClass.USER_ACCESS_MANAGEMENT;
import static dev.openaiadmin.governance.audit.OcsfClass.USER_MANAGEMENT;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which activity of the schema an event is, by its type. To map another type, add a row to the table: its type, what its
 * subject is, and the activity in version 1.8.0 and in 1.9.0. Types without a row are changes of an entity, by the last word
 * of their names.
 */
final class OcsfMapping {
    private static final OcsfActivity ENTITY_CREATE = ENTITY_MANAGEMENT.activity(1, "Create");
    private static final OcsfActivity ENTITY_UPDATE = ENTITY_MANAGEMENT.activity(3, "Update");
    private static final OcsfActivity ENTITY_DELETE = ENTITY_MANAGEMENT.activity(4, "Delete");
    private static final OcsfActivity ENTITY_ENROLL = ENTITY_MANAGEMENT.activity(6, "Enroll");
    private static final OcsfActivity ENTITY_ENABLE = ENTITY_MANAGEMENT.activity(8, "Enable");
    private static final OcsfActivity ENTITY_DISABLE = ENTITY_MANAGEMENT.activity(9, "Disable");
    private static final OcsfActivity ENTITY_ACTIVATE = ENTITY_MANAGEMENT.activity(10, "Activate");
    private static final OcsfActivity ENTITY_DEACTIVATE = ENTITY_MANAGEMENT.activity(11, "Deactivate");
    private static final OcsfActivity ENTITY_OTHER = ENTITY_MANAGEMENT.activity(99, "Other");

    private static final OcsfActivity LOGON = AUTHENTICATION.activity(1, "Logon");
    private static final OcsfActivity LOGOFF = AUTHENTICATION.activity(2, "Logoff");
    private static final OcsfActivity TICKET = AUTHENTICATION.activity(3, "Authentication Ticket");

    private static final OcsfActivity ACCOUNT_CREATE = ACCOUNT_CHANGE.activity(1, "Create");
    private static final OcsfActivity ACCOUNT_DELETE = ACCOUNT_CHANGE.activity(6, "Delete");
    private static final OcsfActivity ACCESS_ASSIGN = USER_ACCESS_MANAGEMENT.activity(1, "Assign Privileges");
    private static final OcsfActivity ACCESS_REVOKE = USER_ACCESS_MANAGEMENT.activity(2, "Revoke Privileges");

    private static final OcsfActivity USER_CREATE = USER_MANAGEMENT.activity(1, "Create");
    private static final OcsfActivity USER_UPDATE = USER_MANAGEMENT.activity(2, "Update");
    private static final OcsfActivity USER_DELETE = USER_MANAGEMENT.activity(3, "Delete");
    private static final OcsfActivity USER_ASSIGN_ROLES = USER_MANAGEMENT.activity(16, "Assign Roles");
    private static final OcsfActivity USER_REMOVE_ROLES = USER_MANAGEMENT.activity(17, "Remove Roles");

    private static final OcsfActivity GROUP_ASSIGN_PRIVILEGES = GROUP_MANAGEMENT.activity(1, "Assign Privileges");
    private static final OcsfActivity GROUP_REVOKE_PRIVILEGES = GROUP_MANAGEMENT.activity(2, "Revoke Privileges");
    private static final OcsfActivity GROUP_ADD_USER = GROUP_MANAGEMENT.activity(3, "Add User");
    private static final OcsfActivity GROUP_REMOVE_USER = GROUP_MANAGEMENT.activity(4, "Remove User");
    private static final OcsfActivity GROUP_DELETE = GROUP_MANAGEMENT.activity(5, "Delete");
    private static final OcsfActivity GROUP_CREATE = GROUP_MANAGEMENT.activity(6, "Create");
    private static final OcsfActivity GROUP_UPDATE = GROUP_MANAGEMENT.activity(9, "Update");
    private static final OcsfActivity GROUP_ASSIGN_ROLES = GROUP_MANAGEMENT.activity(12, "Assign Roles");
    private static final OcsfActivity GROUP_REMOVE_ROLES = GROUP_MANAGEMENT.activity(13, "Remove Roles");

    private static final OcsfActivity ROLE_CREATE = ROLE_MANAGEMENT.activity(1, "Create");
    private static final OcsfActivity ROLE_UPDATE = ROLE_MANAGEMENT.activity(2, "Update");
    private static final OcsfActivity ROLE_DELETE = ROLE_MANAGEMENT.activity(3, "Delete");
    private static final OcsfActivity ROLE_ASSIGN_RESOURCES = ROLE_MANAGEMENT.activity(6, "Assign Resources");
    private static final OcsfActivity ROLE_REMOVE_RESOURCES = ROLE_MANAGEMENT.activity(7, "Remove Resources");

    private static final Map<String, OcsfMapping> TABLE = table(
            row("login.succeeded", "Session", LOGON, LOGON),
            row("login.failed", "Session", LOGON, LOGON),
            row("logout.succeeded", "Session", LOGOFF, LOGOFF),
            row("logout.failed", "Session", LOGOFF, LOGOFF),
            row("tenant.workload_identity.access_token.issued", "Access Token", TICKET, TICKET),
            row("user.added", "User", ACCOUNT_CREATE, USER_CREATE),
            row("user.updated", "User", ENTITY_UPDATE, USER_ASSIGN_ROLES),
            row("user.deleted", "User", ACCOUNT_DELETE, USER_DELETE),
            row("service_account.created", "Service Account", ACCOUNT_CREATE, USER_CREATE),
            row("service_account.updated", "Service Account", ENTITY_UPDATE, USER_UPDATE),
            row("service_account.deleted", "Service Account", ACCOUNT_DELETE, USER_DELETE),
            row("group.created", "Group", GROUP_CREATE, GROUP_CREATE),
            row("group.updated", "Group", ENTITY_UPDATE, GROUP_UPDATE),
            row("group.deleted", "Group", GROUP_DELETE, GROUP_DELETE),
            row("tenant.group.member.added", "Group", GROUP_ADD_USER, GROUP_ADD_USER),
            row("tenant.group.member.removed", "Group", GROUP_REMOVE_USER, GROUP_REMOVE_USER),
            row("role.created", "Role", ENTITY_CREATE, ROLE_CREATE),
            row("role.updated", "Role", ENTITY_UPDATE, ROLE_UPDATE),
            row("role.deleted", "Role", ENTITY_DELETE, ROLE_DELETE),
            row("role.bound_to_resource", "Role", ENTITY_UPDATE, ROLE_ASSIGN_RESOURCES),
            row("role.unbound_from_resource", "Role", ENTITY_UPDATE, ROLE_REMOVE_RESOURCES),
            entity("api_key.created", "API Key", ENTITY_CREATE),
            entity("api_key.updated", "API Key", ENTITY_UPDATE),
            entity("api_key.deleted", "API Key", ENTITY_DELETE),
            entity("project.created", "Project", ENTITY_CREATE),
            entity("project.updated", "Project", ENTITY_UPDATE),
            entity("project.archived", "Project", ENTITY_DEACTIVATE),
            entity("project.deleted", "Project", ENTITY_DELETE),
            entity("invite.sent", "Invite", ENTITY_CREATE),
            entity("invite.accepted", "Invite", ENTITY_ENROLL),
            entity("invite.deleted", "Invite", ENTITY_DELETE),
            entity("rate_limit.updated", "Rate Limit", ENTITY_UPDATE),
            entity("rate_limit.deleted", "Rate Limit", ENTITY_DELETE),
            entity("organization.updated", "Organization", ENTITY_UPDATE),
            entity("certificate.created", "Certificate", ENTITY_CREATE),
            entity("certificate.updated", "Certificate", ENTITY_UPDATE),
            entity("certificate.deleted", "Certificate", ENTITY_DELETE),
            entity("certificates.activated", "Certificate", ENTITY_ACTIVATE),
            entity("certificates.deactivated", "Certificate", ENTITY_DEACTIVATE),
            entity("ip_allowlist.created", "Network Zone", ENTITY_CREATE),
            entity("ip_allowlist.updated", "Network Zone", ENTITY_UPDATE),
            entity("ip_allowlist.deleted", "Network Zone", ENTITY_DELETE),
            entity("ip_allowlist.config.activated", "Network Zone", ENTITY_ACTIVATE),
            entity("ip_allowlist.config.deactivated", "Network Zone", ENTITY_DEACTIVATE),
            entity("scim.enabled", "SCIM", ENTITY_ENABLE),
            entity("scim.disabled", "SCIM", ENTITY_DISABLE),
            entity("external_key.registered", "External Key", ENTITY_CREATE),
            entity("external_key.removed", "External Key", ENTITY_DELETE),
            entity("external_storage.registered", "External Storage", ENTITY_CREATE),
            entity("external_storage.removed", "External Storage", ENTITY_DELETE),
            entity("workload_identity_provider.created", "Workload Identity Provider", ENTITY_CREATE),
            entity("workload_identity_provider.updated", "Workload Identity Provider", ENTITY_UPDATE),
            entity("workload_identity_provider.deleted", "Workload Identity Provider", ENTITY_DELETE),
            entity("workload_identity_provider_mapping.created", "Workload Identity Mapping", ENTITY_CREATE),
            entity("workload_identity_provider_mapping.updated", "Workload Identity Mapping", ENTITY_UPDATE),
            entity("workload_identity_provider_mapping.deleted", "Workload Identity Mapping", ENTITY_DELETE),
            entity("checkpoint.permission.created", "Checkpoint Permission", ENTITY_CREATE),
            entity("checkpoint.permission.deleted", "Checkpoint Permission", ENTITY_DELETE));

    /** Role assignments, which depend on what the principal is. */
    private static final OcsfMapping USER_ROLE_ASSIGNED =
            row("role.assignment.created", "User", ENTITY_UPDATE, USER_ASSIGN_ROLES);

    private static final OcsfMapping USER_ROLE_REMOVED =
            row("role.assignment.deleted", "User", ENTITY_UPDATE, USER_REMOVE_ROLES);
    private static final OcsfMapping USER_PRIVILEGES_ASSIGNED =
            row("role.assignment.created", "User", ACCESS_ASSIGN, USER_ASSIGN_ROLES);
    private static final OcsfMapping USER_PRIVILEGES_REVOKED =
            row("role.assignment.deleted", "User", ACCESS_REVOKE, USER_REMOVE_ROLES);
    private static final OcsfMapping GROUP_ROLE_ASSIGNED =
            row("role.assignment.created", "Group", GROUP_ASSIGN_PRIVILEGES, GROUP_ASSIGN_ROLES);
    private static final OcsfMapping GROUP_ROLE_REMOVED =
            row("role.assignment.deleted", "Group", GROUP_REVOKE_PRIVILEGES, GROUP_REMOVE_ROLES);

    private final String type;
    private final String subject;
    private final OcsfActivity inVersion18;
    private final OcsfActivity inVersion19;

    private OcsfMapping(String type, String subject, OcsfActivity inVersion18, OcsfActivity inVersion19) {
        this.type = type;
        this.subject = subject;
        this.inVersion18 = inVersion18;
        this.inVersion19 = inVersion19;
    }

    private static OcsfMapping row(String type, String subject, OcsfActivity inVersion18, OcsfActivity inVersion19) {
        return new OcsfMapping(type, subject, inVersion18, inVersion19);
    }

    private static OcsfMapping entity(String type, String subject, OcsfActivity activity) {
        return row(type, subject, activity, activity);
    }

    private static Map<String, OcsfMapping> table(OcsfMapping... rows) {
        Map<String, OcsfMapping> table = new LinkedHashMap<>();
        List.of(rows).forEach(row -> table.put(row.type, row));
        return table;
    }

    /** Returns the mapping of a type. */
    static OcsfMapping of(String type) {
        OcsfMapping row = TABLE.get(type);
        return row == null ? byLastWord(type) : row;
    }

    /**
     * Returns the mapping of a role assignment.
     *
     * @param isCreated whether it was created, and not deleted
     * @param isOfGroup whether a group has the role, and not a user
     * @param hasPrivileges whether the event lists the permissions of the role
     */
    static OcsfMapping ofAssignment(boolean isCreated, boolean isOfGroup, boolean hasPrivileges) {
        if (isOfGroup) {
            return isCreated ? GROUP_ROLE_ASSIGNED : GROUP_ROLE_REMOVED;
        }
        if (hasPrivileges) {
            return isCreated ? USER_PRIVILEGES_ASSIGNED : USER_PRIVILEGES_REVOKED;
        }
        return isCreated ? USER_ROLE_ASSIGNED : USER_ROLE_REMOVED;
    }

    private static OcsfMapping byLastWord(String type) {
        int dot = type.lastIndexOf('.');
        OcsfActivity activity = switch (type.substring(dot + 1).toLowerCase(Locale.ROOT)) {
            case "created" -> ENTITY_CREATE;
            case "updated" -> ENTITY_UPDATE;
            case "deleted", "removed", "revoked" -> ENTITY_DELETE;
            case "archived" -> ENTITY_DEACTIVATE;
            default -> ENTITY_OTHER;
        };
        return entity(type, dot > 0 ? type.substring(0, dot) : type, activity);
    }

    /** Returns what the subject of the event is, such as {@code API Key}. */
    String subject() {
        return subject;
    }

    /** Returns the activity in a version of the schema. */
    OcsfActivity in(OcsfVersion version) {
        return switch (version) {
            case V1_8_0 -> inVersion18;
            case V1_9_0 -> inVersion19;
        };
    }
}
