package dev.openaiadmin.governance.blueprint;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a blueprint says of one scope, by kind of resource. Immutable. */
final class Parts {
    static final Parts NONE = new Parts(Map.of(), Set.of());

    private final Map<ResourceKind<?>, Object> states;
    private final Set<ExactPart> exact;

    private Parts(Map<ResourceKind<?>, Object> states, Set<ExactPart> exact) {
        this.states = states;
        this.exact = exact;
    }

    /** Returns the desired state of a kind. */
    <T> Optional<T> get(ResourceKind<T> kind) {
        return Optional.ofNullable(state(kind));
    }

    @SuppressWarnings("unchecked") // with() keeps states by their kinds.
    private <T> @Nullable T state(ResourceKind<T> kind) {
        return (T) states.get(kind);
    }

    /** Replaces the desired state of a kind. */
    <T> Parts with(ResourceKind<T> kind, T state) {
        Map<ResourceKind<?>, Object> more = new LinkedHashMap<>(states);
        more.put(kind, state);
        return new Parts(Collections.unmodifiableMap(more), exact);
    }

    /** Changes the desired state of a kind, or begins with one. */
    <T> Parts with(ResourceKind<T> kind, T none, UnaryOperator<T> change) {
        return with(kind, change.apply(get(kind).orElse(none)));
    }

    /** Adds parts that are complete. */
    Parts exact(Set<ExactPart> parts) {
        if (parts.isEmpty()) {
            return this;
        }
        Set<ExactPart> more = EnumSet.copyOf(parts);
        more.addAll(exact);
        return new Parts(states, Collections.unmodifiableSet(more));
    }

    Set<ExactPart> exact() {
        return exact;
    }

    boolean isEmpty() {
        return states.isEmpty() && exact.isEmpty();
    }

    /** Returns the addresses of all users that the kinds name. */
    Set<String> emails() {
        Set<String> emails = new LinkedHashSet<>();
        states.keySet().forEach(kind -> emails.addAll(emails(kind)));
        return emails;
    }

    private <T> Set<String> emails(ResourceKind<T> kind) {
        return get(kind).map(kind::emails).orElse(Set.of());
    }

    /** Plans a kind, if the blueprint says something of it. */
    <T> void plan(ResourceKind<T> kind, ScopePlan plan) {
        T desired = get(kind).orElse(kind.whenNotNamed(plan.exact()));
        if (desired != null) {
            kind.plan(desired, plan);
        }
    }

    /** Writes a kind, if the blueprint says something of it. */
    <T> void write(ResourceKind<T> kind, Map<String, Object> parts) {
        get(kind).ifPresent(state -> kind.write(state, parts));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Parts that && states.equals(that.states) && exact.equals(that.exact);
    }

    @Override
    public int hashCode() {
        return states.hashCode() + 31 * exact.hashCode();
    }
}
