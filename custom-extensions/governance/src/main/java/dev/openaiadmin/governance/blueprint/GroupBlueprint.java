package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.InvalidValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The desired state of a group of the organization: its members, and its roles in the organization. What a blueprint does
 * not name is left as it is.
 *
 * <pre>{@code
 * GroupBlueprint.named("platform").member("ada@example.com").role("usage-viewer")
 * }</pre>
 *
 * <p>A group is found by its {@linkplain #id id} if the blueprint has one, else by its exact name. It is created when it
 * does not exist. The name and the members of a group that an identity provider manages are not changed. Immutable: each
 * method returns another blueprint.
 */
public final class GroupBlueprint {
    private final String name;
    private final @Nullable Name id;
    private final @Nullable Set<String> members;
    private final List<Name> roles;

    private GroupBlueprint(String name, @Nullable Name id, @Nullable Set<String> members, List<Name> roles) {
        this.name = name;
        this.id = id;
        this.members = members;
        this.roles = roles;
    }

    /**
     * Starts a blueprint.
     *
     * @param name the name of the group
     * @return a blueprint of a group of which only the name matters
     * @throws InvalidValueException when the name is blank
     */
    public static GroupBlueprint named(String name) {
        if (name.isBlank()) {
            throw new InvalidValueException("group", name, "must not be blank");
        }
        return new GroupBlueprint(name, null, null, List.of());
    }

    /**
     * Names the group by its id, so that it can also be renamed. A group of this id must exist.
     *
     * @param id such as {@code group_abc123}
     * @return another blueprint
     * @throws InvalidValueException when the id is blank
     */
    public GroupBlueprint id(String id) {
        return id(Name.of(id));
    }

    GroupBlueprint id(Name id) {
        return new GroupBlueprint(name, id, members, roles);
    }

    /**
     * Adds a member. A person who is no user of the organization yet is invited, and becomes a member in a later run.
     *
     * @param email the address
     * @return another blueprint
     * @throws InvalidValueException when it is not an address
     */
    public GroupBlueprint member(String email) {
        return members(List.of(ProjectBlueprint.email(email)));
    }

    /** Adds members, possibly none, by addresses in lower case. */
    GroupBlueprint members(List<String> emails) {
        Set<String> more = new LinkedHashSet<>(members == null ? Set.of() : members);
        more.addAll(emails);
        return new GroupBlueprint(name, id, more, roles);
    }

    /**
     * Adds a role of the organization, which all members get.
     *
     * @param nameOrId the name or the id of a predefined or custom role
     * @return another blueprint
     */
    public GroupBlueprint role(String nameOrId) {
        return roles(List.of(Name.of(nameOrId)));
    }

    GroupBlueprint roles(List<Name> others) {
        List<Name> more = new ArrayList<>(roles);
        more.addAll(others);
        return new GroupBlueprint(name, id, members, more.stream().distinct().toList());
    }

    /** {@return the name of the group} */
    public String name() {
        return name;
    }

    Optional<Name> id() {
        return Optional.ofNullable(id);
    }

    /** Returns what distinguishes the group from others in a blueprint. */
    String key() {
        return id == null ? name : id.text();
    }

    /** Returns the members by address, or empty when the blueprint says nothing of them. */
    Optional<Set<String>> members() {
        return Optional.ofNullable(members);
    }

    List<Name> roles() {
        return roles;
    }

    private List<Object> parts() {
        return Arrays.asList(name, id, members, roles);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GroupBlueprint that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, id);
    }

    /** Names the group. */
    @Override
    public String toString() {
        return "GroupBlueprint[" + name + "]";
    }
}
