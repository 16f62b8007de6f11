package dev.openaiadmin.governance.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a project, or of the organization: as a blueprint states it, or as the organization has it. Immutable.
 */
public final class Facts {
    /** The project that every organization begins with. */
    static final String DEFAULT_PROJECT = "Default project";

    private final @Nullable String project;
    private final @Nullable String projectId;
    private final @Nullable String place;
    private final Map<Fact<?>, Object> values;
    private final Map<Fact<?>, String> places;

    private Facts(
            @Nullable String project,
            @Nullable String projectId,
            @Nullable String place,
            Map<Fact<?>, Object> values,
            Map<Fact<?>, String> places) {
        this.project = project;
        this.projectId = projectId;
        this.place = place;
        this.values = values;
        this.places = places;
    }

    /**
     * Creates facts of a project.
     *
     * @param name the name of the project
     * @param id the id of the project, or null when it does not exist yet
     * @return facts with the name alone
     */
    public static Facts ofProject(String name, @Nullable String id) {
        return new Facts(name, id, null, Map.of(), Map.of()).with(Fact.PROJECT_NAME, name);
    }

    /** {@return facts of the organization, without a value} */
    public static Facts ofOrganization() {
        return new Facts(null, null, null, Map.of(), Map.of());
    }

    /**
     * Adds a value.
     *
     * @param <T> the type of the value
     * @param fact what the value is
     * @param value the value
     * @return other facts
     */
    public <T> Facts with(Fact<T> fact, T value) {
        Map<Fact<?>, Object> more = new HashMap<>(values);
        more.put(fact, value);
        return new Facts(project, projectId, place, more, places);
    }

    /**
     * Sets where a file states the project or the organization.
     *
     * @param where the file, the line and the column, or null when no file states it
     * @return other facts
     */
    public Facts statedAt(@Nullable String where) {
        return new Facts(project, projectId, where, values, places);
    }

    /**
     * Sets where a file states a fact.
     *
     * @param fact the fact
     * @param where the file, the line and the column
     * @return other facts
     */
    public Facts statedAt(Fact<?> fact, String where) {
        Map<Fact<?>, String> more = new HashMap<>(places);
        more.put(fact, where);
        return new Facts(project, projectId, place, values, more);
    }

    /** Returns a value; empty when it is not known, because the key may not read it or no blueprint can state it. */
    <T> Optional<T> find(Fact<T> fact) {
        @SuppressWarnings("unchecked") // Its method with() takes a value of this type only.
        T value = (T) values.get(fact);
        return Optional.ofNullable(value);
    }

    /** Returns where a fact is stated, or where the project is; null when no file states them. */
    @Nullable
    String place(Fact<?> fact) {
        return places.getOrDefault(fact, place);
    }

    /** Returns the name of the project, or null for the organization. */
    @Nullable
    String project() {
        return project;
    }

    /** Returns the id of the project, or null for the organization and for a project that does not exist yet. */
    @Nullable
    String projectId() {
        return projectId;
    }
}
