package dev.openaiadmin.governance.internal.report;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.internal.ParallelReads;
import dev.openaiadmin.governance.internal.PartialRights;
import dev.openaiadmin.governance.reports.GroupValue;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ProjectStatus;
import dev.openaiadmin.model.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names of projects, API keys and users. Only kinds that a report is grouped by are read, and only if it has ids of
 * them. What the key may not read stays without names.
 */
public final class GroupNames {
    private static final String PROJECT = "project_id";
    private static final String API_KEY = "api_key_id";
    private static final String USER = "user_id";
    private static final int PARALLEL_REQUESTS = 8;

    private final AdminApi admin;
    private final List<String> fields;
    private final Map<String, Map<String, GroupValue>> values = new HashMap<>();
    private final List<String> missing = new ArrayList<>();

    private GroupNames(AdminApi admin, List<String> fields) {
        this.admin = admin;
        this.fields = List.copyOf(fields);
    }

    /**
     * Reads the names.
     *
     * @param admin the client
     * @param fields what is grouped by; fields without names are allowed
     * @param groups the values of each group, in the order of the fields
     */
    public static GroupNames read(AdminApi admin, List<String> fields, Collection<List<@Nullable String>> groups) {
        Map<String, Set<String>> ids = new HashMap<>();
        for (List<@Nullable String> group : groups) {
            for (int i = 0; i < group.size(); i++) {
                String id = group.get(i);
                if (id != null) {
                    ids.computeIfAbsent(fields.get(i), unused -> new TreeSet<>())
                            .add(id);
                }
            }
        }
        GroupNames names = new GroupNames(admin, fields);
        Set<String> projects = ids.getOrDefault(PROJECT, Set.of());
        Set<String> keys = ids.getOrDefault(API_KEY, Set.of());
        Set<String> users = ids.getOrDefault(USER, Set.of());
        names.allowed("names of projects", !projects.isEmpty(), () -> names.readProjects(projects));
        names.allowed("names of API keys", !keys.isEmpty(), () -> names.readKeys(projects, keys));
        names.allowed("names of users", !users.isEmpty(), () -> names.readUsers(users));
        return names;
    }

    /** Returns the values of a group with their names. */
    public List<GroupValue> group(List<@Nullable String> group) {
        List<GroupValue> named = new ArrayList<>();
        for (int i = 0; i < group.size(); i++) {
            named.add(value(fields.get(i), group.get(i)));
        }
        return named;
    }

    private GroupValue value(String field, @Nullable String id) {
        GroupValue named =
                id == null ? null : values.getOrDefault(field, Map.of()).get(id);
        return named == null ? new GroupValue(field, id, null, false) : named;
    }

    /** Returns what could not be read, and why. */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    private void allowed(String what, boolean needed, Runnable read) {
        if (needed) {
            try {
                read.run();
            } catch (PermissionException e) {
                missing.add(what + ": " + PartialRights.reason(e));
            }
        }
    }

    private void readProjects(Set<String> ids) {
        Set<String> left = new HashSet<>(ids);
        for (Project project : projects()) {
            if (left.remove(project.id())) {
                put(PROJECT, project.id(), project.name(), ProjectStatus.ARCHIVED.equals(project.status()));
            }
            if (left.isEmpty()) {
                return;
            }
        }
    }

    private Iterable<Project> projects() {
        return admin.projects().list(query -> query.includeArchived(true).limit(100));
    }

    /** Keys are listed by project. Deleted ones are in no list. */
    private void readKeys(Collection<String> projects, Set<String> ids) {
        List<String> owners = new ArrayList<>(projects);
        if (owners.isEmpty()) {
            projects().forEach(project -> owners.add(project.id()));
        }
        try (ParallelReads reads = new ParallelReads(PARALLEL_REQUESTS)) {
            for (Map<String, @Nullable String> names : reads.all(owners, project -> keysOf(project, ids))) {
                names.forEach((id, name) -> put(API_KEY, id, name, false));
            }
        }
    }

    private Map<String, @Nullable String> keysOf(String project, Set<String> ids) {
        Map<String, @Nullable String> names = new LinkedHashMap<>();
        try {
            for (ProjectApiKey key : admin.projectApiKeys().list(project, query -> query.limit(100))) {
                if (ids.contains(key.id())) {
                    names.put(key.id(), key.name());
                }
            }
        } catch (NotFoundException | BadRequestException e) {
            // The project is gone, or archived; its keys keep their ids in the report.
            return names;
        }
        return names;
    }

    private void readUsers(Set<String> ids) {
        Set<String> left = new HashSet<>(ids);
        for (User user : admin.users().list(query -> query.limit(100))) {
            if (user.id() != null && left.remove(user.id())) {
                put(USER, user.id(), user.email() == null ? user.name() : user.email(), false);
            }
            if (left.isEmpty()) {
                return;
            }
        }
    }

    private void put(String field, String id, @Nullable String name, boolean archived) {
        values.computeIfAbsent(field, unused -> new HashMap<>()).put(id, new GroupValue(field, id, name, archived));
    }
}
