package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.blueprint.internal.scope.Name;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The desired state of a group of the organization. Immutable.
 *
 * @param name its name
 * @param id the id of a group that exists, or null for the only group of the name
 * @param members the addresses of the members in lower case, or null to leave the members as they are
 * @param roles the roles of the organization that the group has
 */
public record DesiredGroup(
        String name, @Nullable Name id, @Nullable Set<String> members, List<Name> roles) {
    /** Creates a group of which only the name matters. */
    public static DesiredGroup named(String name) {
        if (name.isBlank()) {
            throw new InvalidValueException("group", name, "must not be blank");
        }
        return new DesiredGroup(name, null, null, List.of());
    }

    public DesiredGroup withId(Name newId) {
        return new DesiredGroup(name, newId, members, roles);
    }

    /** Adds members, possibly none, by addresses in lower case. */
    public DesiredGroup withMembers(Collection<String> emails) {
        Set<String> more = new LinkedHashSet<>(members == null ? Set.of() : members);
        more.addAll(emails);
        return new DesiredGroup(name, id, Collections.unmodifiableSet(more), roles);
    }

    public DesiredGroup withRoles(List<Name> others) {
        List<Name> more = new ArrayList<>(roles);
        more.addAll(others);
        return new DesiredGroup(name, id, members, more.stream().distinct().toList());
    }

    /** Returns the addresses of the members that a blueprint names, possibly none. */
    Set<String> namedMembers() {
        return members == null ? Set.of() : members;
    }

    /** Returns what distinguishes the group from others in a blueprint. */
    String key() {
        return id == null ? name : id.text();
    }
}
