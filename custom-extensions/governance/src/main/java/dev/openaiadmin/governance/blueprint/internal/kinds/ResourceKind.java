package dev.openaiadmin.governance.blueprint.internal.kinds;

import dev.openaiadmin.governance.blueprint.ExactPart;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.internal.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A kind of resource that blueprints describe: how a file writes it, how it is compared with the current state, and how
 * it is read from there. Each kind is a class, and a line in {@link ResourceKinds}. Stateless and thread-safe.
 *
 * @param <T> the desired state of the resources of one scope: an immutable value
 */
public interface ResourceKind<T> {
    /** Returns the names that the parts of this kind have in a file. */
    List<String> keys();

    /**
     * Reads a part of a file.
     *
     * @param before what the parts before it say, or null
     * @param key the name of the part
     * @param value its value, which is not empty
     */
    T parse(@Nullable T before, String key, YamlNode value);

    /** Compares the desired state with the current one, and adds the steps between. Only reads. */
    void plan(T desired, ScopePlan plan);

    /**
     * Reads the current state.
     *
     * @return what a blueprint says of it; empty when there is nothing to say
     */
    Optional<T> read(AdoptedScope scope);

    /** Writes the state as {@link #parse} reads it: texts, numbers, booleans, lists and maps by the names of the parts. */
    void write(T state, Map<String, Object> parts);

    /** Returns the addresses of the users that it names, in lower case. */
    default Set<String> emails(T desired) {
        return Set.of();
    }

    /** Returns the state to plan when a blueprint says nothing and its exact parts may concern this kind, or null. */
    default @Nullable T whenNotNamed(Set<ExactPart> exact) {
        return null;
    }
}
