package dev.openaiadmin.governance.snapshots;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.Pages;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.InheritedRole;
import dev.openaiadmin.governance.internal.ParallelReads;
import dev.openaiadmin.governance.internal.PartialRights;
import dev.openaiadmin.governance.text.OutputFile;
import dev.openaiadmin.model.AdminApiKey;
import dev.openaiadmin.model.AssignedRole;
import dev.openaiadmin.model.Group;
import dev.openaiadmin.model.GroupUser;
import dev.openaiadmin.model.ListedCertificate;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ProjectApiKeyFilter;
import dev.openaiadmin.model.ProjectCertificate;
import dev.openaiadmin.model.ProjectGroup;
import dev.openaiadmin.model.ProjectSpendAlert;
import dev.openaiadmin.model.ProjectStatus;
import dev.openaiadmin.model.RateLimit;
import dev.openaiadmin.model.Role;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.model.SpendAlert;
import dev.openaiadmin.model.User;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of an organization as one JSON document, to be kept, and compared with a later one by {@link SnapshotDiff}.
 *
 * <pre>{@code
 * OrganizationSnapshot.of(admin).writeTo(Path.of("organization.json"));
 * }</pre>
 *
 * <p>It holds users, groups with their members, roles and who has them, certificates, admin keys, the data retention, the
 * spend limit and the alerts of the organization, and of each project its members and groups with their roles, service
 * accounts, keys, rate limits, spend limit, alerts, active certificates, data retention, service tiers, and permissions for
 * models and hosted tools; of archived projects, whose parts can no longer be read, only their own fields. Objects are listed by id, in alphabetical order, so
 * that the same state gives the same bytes: there is no time of writing, and nothing that changes with mere use, such as
 * when a key was last used. There is no secret in it, and no part of one.
 *
 * <p>What the key may not read is missing; an object named {@code !unreadable} stands in its place and says why.
 *
 * <p>It takes thirteen requests for each active project, two for each group, and one for each group of a project. Where there
 * are custom roles, it takes one more for each user who can have them. Several are under way at once, and a project is written as soon as
 * the ones before it are, so that a large organization needs no large heap. Immutable and thread-safe.
 */
public final class OrganizationSnapshot {
    static final String FORMAT = "format";
    static final int THIS_FORMAT = 1;
    /** Sorts before all ids. */
    static final String UNREADABLE = "!unreadable";

    private static final int PAGE = 100;

    private final AdminApi admin;
    private final int parallelRequests;

    private OrganizationSnapshot(AdminApi admin, int parallelRequests) {
        this.admin = admin;
        this.parallelRequests = parallelRequests;
    }

    /**
     * Prepares a snapshot. Nothing is read before it is written.
     *
     * @param admin the client; one that is read-only is enough. Give it time for a large organization, since the API may
     *     limit the rate of requests: {@code admin.with(options -> options.timeout(Duration.ofHours(1)).readOnly(true))}
     * @return a snapshot that can be written several times, and reads the organization each time
     */
    public static OrganizationSnapshot of(AdminApi admin) {
        return new OrganizationSnapshot(admin, ParallelReads.DEFAULT);
    }

    /**
     * Sets how many requests may be under way at once. The client's pacing applies to all of them.
     *
     * @param number from 1 to 256; 24 by default
     * @return another snapshot
     * @throws dev.openaiadmin.InvalidValueException when it is not in this range
     */
    public OrganizationSnapshot parallelRequests(int number) {
        return new OrganizationSnapshot(admin, ParallelReads.valid(number));
    }

    /**
     * Writes the document to a file. A regular file is created or replaced as a whole, or left as it was; a link is
     * followed; a device or a pipe is written to.
     *
     * @param file the file, in UTF-8
     * @return what the key may not read, and why; none when the snapshot is complete
     * @throws GovernanceException when it cannot be written
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read for another reason than a missing right
     */
    public List<String> writeTo(Path file) {
        List<String> missing = new ArrayList<>();
        try {
            OutputFile.write(file, OutputFile.Readers.DEFAULT, out -> missing.addAll(writeTo(out)));
            return List.copyOf(missing);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /**
     * Writes the document. When something fails, what has been written is not a whole document.
     *
     * @param out where to; flushed, but not closed
     * @return what the key may not read, and why; none when the snapshot is complete
     * @throws GovernanceException when it cannot be written
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read for another reason than a missing right
     */
    public List<String> writeTo(Writer out) {
        try (ParallelReads reads = new ParallelReads(parallelRequests)) {
            JsonGenerator json = SnapshotJson.MAPPER
                    .createGenerator(out)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET.mappedFeature())
                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT.mappedFeature());
            json.setPrettyPrinter(SnapshotJson.MAPPER.getSerializationConfig().constructDefaultPrettyPrinter());
            List<String> missing = new Document(json, reads).write();
            json.flush();
            return missing;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** One document while it is written. */
    private final class Document {
        private final JsonGenerator json;
        private final ParallelReads reads;
        private final SortedSet<String> missing = new ConcurrentSkipListSet<>();
        private final List<PermissionException> refusals = new ArrayList<>();
        private int sections;

        Document(JsonGenerator json, ParallelReads reads) {
            this.json = json;
            this.reads = reads;
        }

        List<String> write() throws IOException {
            Section<AdminApiKey> adminKeys = begin(
                    "admin_api_keys", () -> admin.adminApiKeys().list(query -> query.limit(PAGE)), AdminApiKey::id);
            Section<ListedCertificate> certificates = begin(
                    "certificates", () -> admin.certificates().list(query -> query.limit(PAGE)), ListedCertificate::id);
            Section<Group> groups = begin("groups", () -> admin.groups().list(query -> query.limit(PAGE)), Group::id);
            Future<Map<String, ObjectNode>> retention = reads.begin(
                    () -> ifExists("data_retention", () -> admin.dataRetention().retrieve()));
            Future<Map<String, ObjectNode>> limit = reads.begin(
                    () -> ifExists("spend_limit", () -> admin.spendLimit().retrieve()));
            Section<Role> roles = begin("roles", () -> admin.roles().list(), Role::id);
            Section<SpendAlert> alerts =
                    begin("spend_alerts", () -> admin.spendAlerts().list(query -> query.limit(PAGE)), SpendAlert::id);
            Section<User> users = begin(
                    "users", () -> admin.users().list(query -> query.limit(PAGE)), user -> id(user.id(), user.email()));

            json.writeStartObject();
            json.writeNumberField(FORMAT, THIS_FORMAT);
            write(adminKeys);
            write(certificates);
            write(groups, this::wholeGroup);
            writeOrganization(retention, limit);
            writeProjects();
            write(roles);
            write(alerts);
            boolean hasCustomRoles = hasCustomRoles(roles);
            write(users, user -> hasCustomRoles ? withRoles(user) : SnapshotJson.entry(user));
            json.writeEndObject();
            json.writeRaw('\n');
            if (refusals.size() == sections) {
                throw refusals.get(0);
            }
            return List.copyOf(missing);
        }

        private <T> Section<T> begin(String name, Supplier<Pages<T>> list, Function<T, String> id) {
            return new Section<>(name, reads.begin(() -> byId(list.get(), id)));
        }

        private <T> void write(Section<T> section) throws IOException {
            sections++;
            json.writeObjectFieldStart(section.name());
            try {
                for (Map.Entry<String, T> object :
                        ParallelReads.result(section.objects()).entrySet()) {
                    write(object.getKey(), SnapshotJson.entry(object.getValue()));
                }
            } catch (PermissionException e) {
                write(UNREADABLE, unreadable(section.name(), e));
                refusals.add(e);
            }
            json.writeEndObject();
        }

        /** Writes objects whose parts take requests of their own. */
        private <T> void write(Section<T> section, Function<T, ObjectNode> whole) throws IOException {
            sections++;
            json.writeObjectFieldStart(section.name());
            try {
                reads.forEach(
                        ParallelReads.result(section.objects()).entrySet(),
                        object -> Map.entry(object.getKey(), whole.apply(object.getValue())),
                        object -> write(object.getKey(), object.getValue()));
            } catch (PermissionException e) {
                write(UNREADABLE, unreadable(section.name(), e));
                refusals.add(e);
            }
            json.writeEndObject();
        }

        private boolean hasCustomRoles(Section<Role> roles) {
            try {
                return ParallelReads.result(roles.objects()).values().stream().anyMatch(Document::isCustom);
            } catch (PermissionException e) {
                // The section of the roles says that they cannot be read.
                return false;
            }
        }

        private static boolean isCustom(Role role) {
            return !Boolean.TRUE.equals(role.predefinedRole());
        }

        private ObjectNode wholeGroup(Group group) {
            ObjectNode whole = SnapshotJson.entry(group);
            whole.set(
                    "members",
                    entries(
                            "groups/members",
                            () -> admin.groupUsers().list(group.id(), query -> query.limit(PAGE)),
                            GroupUser::id));
            whole.set("roles", roles("groups/roles", () -> admin.groupRoles().list(group.id())));
            return whole;
        }

        private ObjectNode withRoles(User user) {
            ObjectNode whole = SnapshotJson.entry(user);
            String id = user.id();
            if (id != null) {
                whole.set("roles", roles("users/roles", () -> admin.userRoles().list(id)));
            }
            return whole;
        }

        /** Returns the roles that were assigned to the holder itself, and not to a group, by id. */
        private ObjectNode roles(String part, Supplier<Pages<AssignedRole>> list) {
            ObjectNode roles = SnapshotJson.MAPPER.createObjectNode();
            try {
                byId(list.get(), AssignedRole::id).forEach((id, role) -> {
                    if (!InheritedRole.is(role)) {
                        roles.putObject(id).put("name", role.name());
                    }
                });
                return roles;
            } catch (PermissionException e) {
                return placeOf(unreadable(part, e));
            }
        }

        private void writeOrganization(Future<Map<String, ObjectNode>> retention, Future<Map<String, ObjectNode>> limit)
                throws IOException {
            sections++;
            json.writeObjectFieldStart("organization");
            try {
                for (Future<Map<String, ObjectNode>> setting : List.of(retention, limit)) {
                    for (Map.Entry<String, ObjectNode> entry :
                            ParallelReads.result(setting).entrySet()) {
                        write(entry.getKey(), entry.getValue());
                    }
                }
            } catch (PermissionException e) {
                write(UNREADABLE, unreadable("organization", e));
                refusals.add(e);
            }
            json.writeEndObject();
        }

        private void writeProjects() throws IOException {
            sections++;
            json.writeObjectFieldStart("projects");
            try {
                Pages<Project> all = admin.projects()
                        .list(query -> query.includeArchived(true).limit(PAGE));
                reads.forEach(
                        byId(all, Project::id).values(),
                        project -> Map.entry(project.id(), whole(project)),
                        project -> write(project.getKey(), project.getValue()));
            } catch (PermissionException e) {
                write(UNREADABLE, unreadable("projects", e));
                refusals.add(e);
            }
            json.writeEndObject();
        }

        private void write(String id, ObjectNode entry) throws IOException {
            json.writeFieldName(id);
            SnapshotJson.MAPPER.writeTree(json, entry);
        }

        private ObjectNode unreadable(String part, PermissionException refusal) {
            String reason = PartialRights.reason(refusal);
            missing.add(part + ": " + reason);
            return SnapshotJson.MAPPER.createObjectNode().put("reason", reason);
        }

        /** A project with its parts; without them when it was archived after the list was read. */
        private ObjectNode whole(Project project) {
            if (isArchived(project)) {
                return SnapshotJson.entry(project);
            }
            try {
                return withParts(project.id(), SnapshotJson.entry(project));
            } catch (BadRequestException | NotFoundException e) {
                Project now = admin.projects().retrieve(project.id());
                if (isArchived(now)) {
                    return SnapshotJson.entry(now);
                }
                throw e;
            }
        }

        private ObjectNode withParts(String id, ObjectNode project) {
            project.set("api_keys", inProject("api_keys", () -> keysOf(id), ProjectApiKey::id));
            project.set("certificates", activeCertificates(id));
            add(project, "data_retention", () -> admin.projectDataRetention().retrieve(id));
            project.set(
                    "groups",
                    inProject(
                            "groups",
                            () -> admin.projectGroups().list(id, query -> query.limit(PAGE)),
                            ProjectGroup::groupId));
            add(
                    project,
                    "hosted_tool_permissions",
                    () -> admin.hostedToolPermissions().retrieve(id));
            project.set(
                    "members",
                    inProject(
                            "members",
                            () -> admin.projectUsers().list(id, query -> query.limit(PAGE)),
                            member -> id(member.id(), member.email())));
            project.set(
                    "rate_limits",
                    inProject("rate_limits", () -> admin.rateLimits().list(id), RateLimit::id));
            project.set("roles", inProject("roles", () -> admin.projectRoles().list(id), Role::id));
            project.set(
                    "service_accounts",
                    inProject(
                            "service_accounts",
                            () -> admin.serviceAccounts().list(id, query -> query.limit(PAGE)),
                            ServiceAccount::id));
            add(
                    project,
                    "service_tier_settings",
                    () -> admin.serviceTierSettings().retrieve(id));
            project.set(
                    "spend_alerts",
                    inProject(
                            "spend_alerts",
                            () -> admin.projectSpendAlerts().list(id, query -> query.limit(PAGE)),
                            ProjectSpendAlert::id));
            add(project, "spend_limit", () -> admin.projectSpendLimits().retrieve(id));
            add(project, "model_permissions", () -> admin.modelPermissions().retrieve(id));
            addRoles(
                    project.path("groups"),
                    "groups/roles",
                    groupId -> admin.projectGroupRoles().list(id, groupId));
            if (project.path("roles").properties().stream()
                    .anyMatch(role -> role.getValue().path("predefined_role").isBoolean()
                            && !role.getValue().path("predefined_role").booleanValue())) {
                addRoles(
                        project.path("members"),
                        "members/roles",
                        userId -> admin.projectUserRoles().list(id, userId));
            }
            return project;
        }

        private ObjectNode activeCertificates(String projectId) {
            ObjectNode active = SnapshotJson.MAPPER.createObjectNode();
            try {
                byId(admin.projectCertificates().list(projectId, query -> query.limit(PAGE)), ProjectCertificate::id)
                        .forEach((id, certificate) -> {
                            if (Boolean.TRUE.equals(certificate.active())) {
                                active.set(id, SnapshotJson.entry(certificate));
                            }
                        });
                return active;
            } catch (PermissionException e) {
                return placeOf(unreadable("projects/certificates", e));
            }
        }

        /** Adds the roles of users or groups to what is written of them in a project. */
        private void addRoles(JsonNode holders, String part, Function<String, Pages<AssignedRole>> list) {
            for (Map.Entry<String, JsonNode> holder : holders.properties()) {
                if (!holder.getKey().equals(UNREADABLE) && holder.getValue() instanceof ObjectNode object) {
                    object.set("roles", roles("projects/" + part, () -> list.apply(holder.getKey())));
                }
            }
        }

        /** Adds an object of which there is one at most. */
        private void add(ObjectNode project, String part, Supplier<Object> read) {
            try {
                project.setAll(ifExists(part, read));
            } catch (PermissionException e) {
                project.set(part, placeOf(unreadable("projects/" + part, e)));
            }
        }

        private <T> ObjectNode inProject(String part, Supplier<Pages<T>> list, Function<T, String> id) {
            return entries("projects/" + part, list, id);
        }

        private <T> ObjectNode entries(String part, Supplier<Pages<T>> list, Function<T, String> id) {
            ObjectNode entries = SnapshotJson.MAPPER.createObjectNode();
            try {
                byId(list.get(), id).forEach((key, object) -> entries.set(key, SnapshotJson.entry(object)));
                return entries;
            } catch (PermissionException e) {
                return placeOf(unreadable(part, e));
            }
        }

        private static ObjectNode placeOf(ObjectNode unreadable) {
            ObjectNode place = SnapshotJson.MAPPER.createObjectNode();
            place.set(UNREADABLE, unreadable);
            return place;
        }
    }

    /** The objects of a section, while they are read. */
    private record Section<T>(String name, Future<SortedMap<String, T>> objects) {}

    /** Returns the keys of a project, also those whose owners have lost their access. */
    private Pages<ProjectApiKey> keysOf(String projectId) {
        return admin.projectApiKeys()
                .list(projectId, query -> query.limit(PAGE).ownerProjectAccess(ProjectApiKeyFilter.ANY));
    }

    private static <T> SortedMap<String, T> byId(Pages<T> objects, Function<T, String> id) {
        SortedMap<String, T> sorted = new TreeMap<>();
        objects.forEach(object -> sorted.put(id.apply(object), object));
        return sorted;
    }

    /** Users whose account is gone have no id any more. */
    private static String id(@Nullable String id, @Nullable String email) {
        return id == null ? String.valueOf(email) : id;
    }

    /** Returns an object that need not exist. */
    private static Map<String, ObjectNode> ifExists(String name, Supplier<Object> read) {
        try {
            return Map.of(name, SnapshotJson.entry(read.get()));
        } catch (NotFoundException none) {
            return Map.of();
        }
    }

    private static boolean isArchived(Project project) {
        return ProjectStatus.ARCHIVED.equals(project.status());
    }

    private static GovernanceException cannotWrite(IOException e) {
        return new GovernanceException("The snapshot cannot be written: " + e.getMessage(), e);
    }
}
