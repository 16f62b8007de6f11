package dev.openaiadmin.governance.blueprint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A part of a blueprint that can be complete: what exists and the blueprint does not name is then removed. By default, a
 * blueprint removes nothing.
 */
public enum ExactPart {
    /** The users of a project. Owners of the organization stay, since the API keeps them in every project. */
    USERS,
    /** The custom roles of the users that a blueprint names, in a project or in the organization. */
    USER_ROLES,
    /** The groups of a project, or all groups of the organization. Groups of an identity provider are not deleted. */
    GROUPS,
    /** The members of the groups of the organization that a blueprint names. */
    GROUP_MEMBERS,
    /** The roles of the groups that a blueprint names, in a project or in the organization. */
    GROUP_ROLES,
    /** The custom roles of a project or of the organization. */
    ROLES,
    /** The service accounts of a project. Their keys end with them. */
    SERVICE_ACCOUNTS,
    /** The spend alerts of a project or of the organization. */
    SPEND_ALERTS,
    /** The certificates that are active in a project or in the organization; others are deactivated. */
    CERTIFICATES;

    /** Returns the names of all parts, as files write them. */
    static List<String> names() {
        return Arrays.stream(values()).map(ExactPart::toString).toList();
    }

    /** Returns the part that a file names. */
    static ExactPart of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Returns the name in lower case, as files write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
