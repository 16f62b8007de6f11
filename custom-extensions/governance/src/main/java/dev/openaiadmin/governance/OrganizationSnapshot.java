package dev.openaiadmin.governance;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.api.Pages;
import dev.openaiadmin.client.BadRequestException;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.model.AdminApiKey;
import dev.openaiadmin.model.Group;
import dev.openaiadmin.model.Project;
import dev.openaiadmin.model.ProjectApiKey;
import dev.openaiadmin.model.ProjectApiKeyFilter;
import dev.openaiadmin.model.ProjectGroup;
import dev.openaiadmin.model.ProjectSpendAlert;
import dev.openaiadmin.model.ProjectStatus;
import dev.openaiadmin.model.RateLimit;
import dev.openaiadmin.model.Role;
import dev.openaiadmin.model.ServiceAccount;
import dev.openaiadmin.model.SpendAlert;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
 * <p>It holds users, groups, roles, admin keys, the spend limit and the alerts of the organization, and of each project
 * its members, groups, roles, service accounts, keys, rate limits, spend limit, alerts and model permissions; of archived
 * projects, which can no longer be asked for these, only what they are themselves. Objects stand under their ids, in
 * the order of the alphabet, so that the same state gives the same bytes: there is no time of now in it, and nothing that
 * changes with mere use, such as when a key was last used. There is no secret in it either, and no part of one.
 *
 * <p>A project is written before the next one is asked for, so that a large organization needs no large heap. It takes
 * nine requests for each active project. Immutable; safe for use by many threads.
 */
public final class OrganizationSnapshot {
    static final String FORMAT = "format";
    static final int THIS_FORMAT = 1;

    private static final int PAGE = 100;

    private final AdminApi admin;

    private OrganizationSnapshot(AdminApi admin) {
        this.admin = admin;
    }

    /**
     * Prepares a snapshot. Nothing is read before it is written.
     *
     * @param admin the client; one that is read-only is enough. Give it time for a large organization, since the API may
     *     limit the rate of requests: {@code admin.with(options -> options.timeout(Duration.ofHours(1)).readOnly(true))}
     * @return a snapshot that can be written, each time anew
     */
    public static OrganizationSnapshot of(AdminApi admin) {
        return new OrganizationSnapshot(admin);
    }

    /**
     * Writes the document to a file, which is there as a whole or not at all.
     *
     * @param file the file, in UTF-8; one that is there is replaced
     * @throws GovernanceException when it cannot be written
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read
     */
    public void writeTo(Path file) {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        try {
            Path unfinished = Files.createTempFile(folder, "snapshot", ".json");
            try {
                try (Writer out = Files.newBufferedWriter(unfinished)) {
                    writeTo(out);
                }
                Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /**
     * Writes the document. When something fails, what has been written is no whole document.
     *
     * @param out where to; flushed, but not closed
     * @throws GovernanceException when it cannot be written
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read
     */
    public void writeTo(Writer out) {
        try {
            JsonGenerator json = SnapshotJson.MAPPER
                    .createGenerator(out)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET.mappedFeature())
                    .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT.mappedFeature());
            json.setPrettyPrinter(SnapshotJson.MAPPER.getSerializationConfig().constructDefaultPrettyPrinter());
            json.writeStartObject();
            json.writeNumberField(FORMAT, THIS_FORMAT);
            write(json, "admin_api_keys", admin.adminApiKeys().list(query -> query.limit(PAGE)), AdminApiKey::id);
            write(json, "groups", admin.groups().list(query -> query.limit(PAGE)), Group::id);
            writeOrganization(json);
            writeProjects(json);
            write(json, "roles", admin.roles().list(), Role::id);
            write(json, "spend_alerts", admin.spendAlerts().list(query -> query.limit(PAGE)), SpendAlert::id);
            write(json, "users", admin.users().list(query -> query.limit(PAGE)), user -> id(user.id(), user.email()));
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private void writeOrganization(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("organization");
        Map<String, ObjectNode> limit =
                ifThere("spend_limit", () -> admin.spendLimit().retrieve());
        for (Map.Entry<String, ObjectNode> entry : limit.entrySet()) {
            write(json, entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }

    private void writeProjects(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("projects");
        Pages<Project> all =
                admin.projects().list(query -> query.includeArchived(true).limit(PAGE));
        for (Project project : byId(all, Project::id).values()) {
            write(json, project.id(), whole(project));
        }
        json.writeEndObject();
    }

    private static <T> void write(JsonGenerator json, String section, Pages<T> objects, Function<T, String> id)
            throws IOException {
        json.writeObjectFieldStart(section);
        for (Map.Entry<String, T> object : byId(objects, id).entrySet()) {
            write(json, object.getKey(), SnapshotJson.entry(object.getValue()));
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String id, ObjectNode entry) throws IOException {
        json.writeFieldName(id);
        SnapshotJson.MAPPER.writeTree(json, entry);
    }

    /** A project with its parts; when it was archived after the list was read, without them. */
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
        project.set("api_keys", entries(keysOf(id), ProjectApiKey::id));
        project.set(
                "groups", entries(admin.projectGroups().list(id, query -> query.limit(PAGE)), ProjectGroup::groupId));
        project.set(
                "members",
                entries(
                        admin.projectUsers().list(id, query -> query.limit(PAGE)),
                        member -> id(member.id(), member.email())));
        project.set("rate_limits", entries(admin.rateLimits().list(id), RateLimit::id));
        project.set("roles", entries(admin.projectRoles().list(id), Role::id));
        project.set(
                "service_accounts",
                entries(admin.serviceAccounts().list(id, query -> query.limit(PAGE)), ServiceAccount::id));
        project.set(
                "spend_alerts",
                entries(admin.projectSpendAlerts().list(id, query -> query.limit(PAGE)), ProjectSpendAlert::id));
        project.setAll(ifThere("spend_limit", () -> admin.projectSpendLimits().retrieve(id)));
        return project.setAll(
                ifThere("model_permissions", () -> admin.modelPermissions().retrieve(id)));
    }

    /** Those whose owners have lost their access, too. */
    private Pages<ProjectApiKey> keysOf(String projectId) {
        return admin.projectApiKeys()
                .list(projectId, query -> query.limit(PAGE).ownerProjectAccess(ProjectApiKeyFilter.ANY));
    }

    private static <T> ObjectNode entries(Pages<T> objects, Function<T, String> id) {
        ObjectNode entries = SnapshotJson.MAPPER.createObjectNode();
        byId(objects, id).forEach((key, object) -> entries.set(key, SnapshotJson.entry(object)));
        return entries;
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

    /** What there may be one of, or none. */
    private static Map<String, ObjectNode> ifThere(String name, Supplier<Object> read) {
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
