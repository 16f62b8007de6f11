package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.blueprint.internal.kinds.DesiredGroup;
import dev.openaiadmin.governance.blueprint.internal.scope.EmailAddress;
import dev.openaiadmin.governance.blueprint.internal.scope.Name;
import java.util.List;
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
    private final DesiredGroup desired;

    private GroupBlueprint(DesiredGroup desired) {
        this.desired = desired;
    }

    /**
     * Starts a blueprint.
     *
     * @param name the name of the group
     * @return a blueprint of a group of which only the name matters
     * @throws InvalidValueException when the name is blank
     */
    public static GroupBlueprint named(String name) {
        return new GroupBlueprint(DesiredGroup.named(name));
    }

    /**
     * Names the group by its id, so that it can also be renamed. A group of this id must exist.
     *
     * @param id such as {@code group_abc123}
     * @return another blueprint
     * @throws InvalidValueException when the id is blank
     */
    public GroupBlueprint id(String id) {
        return new GroupBlueprint(desired.withId(Name.of(id)));
    }

    /**
     * Adds a member. A person who is no user of the organization yet is invited, and becomes a member in a later run.
     *
     * @param email the address
     * @return another blueprint
     * @throws InvalidValueException when it is not an address
     */
    public GroupBlueprint member(String email) {
        return new GroupBlueprint(desired.withMembers(List.of(EmailAddress.normalized(email))));
    }

    /**
     * Adds a role of the organization, which all members get.
     *
     * @param nameOrId the name or the id of a predefined or custom role
     * @return another blueprint
     */
    public GroupBlueprint role(String nameOrId) {
        return new GroupBlueprint(desired.withRoles(List.of(Name.of(nameOrId))));
    }

    /** {@return the name of the group} */
    public String name() {
        return desired.name();
    }

    DesiredGroup desired() {
        return desired;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GroupBlueprint that && desired.equals(that.desired);
    }

    @Override
    public int hashCode() {
        return desired.hashCode();
    }

    /** Names the group. */
    @Override
    public String toString() {
        return "GroupBlueprint[" + name() + "]";
    }
}
