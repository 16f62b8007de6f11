package dev.openaiadmin.governance.blueprint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.NotFoundException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.internal.PrintableJson;
import dev.openaiadmin.governance.text.OutputFile;
import dev.openaiadmin.governance.text.PrintableText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan in a file, so that what was looked at is what is applied. Written by {@link Plan#writeTo}, and applied by
 * {@code Governance.plan(SavedPlan)} only while the organization still matches it: the blueprints of the file are compared
 * with the organization again, and the changes have to be the same.
 *
 * <p>The file is JSON, which only its owner may read:
 *
 * <pre>{@code
 * {
 *   "format": "openai-admin-plan/1",
 *   "created_at": "2026-11-27T10:00:00Z",
 *   "organization_project": "proj_1",      the oldest project, which stands for the organization
 *   "blueprint": {...},                    as in a file of blueprints
 *   "options": {"archive_others": false, "remove_other_members": false, "all_or_nothing": false},
 *   "projects": {"payments-prod": "proj_2"},
 *   "changes": [...],                      as in the JSON of the plan
 *   "checksum": "sha256:..."               of everything else
 * }
 * }</pre>
 *
 * <p>It holds no secret. The checksum finds files that were edited; it is not a signature. Immutable.
 */
public final class SavedPlan {
    private static final String FORMAT = "openai-admin-plan/1";
    private static final String FORMAT_FIELD = "format";
    private static final String CREATED_AT = "created_at";
    private static final String ORGANIZATION_PROJECT = "organization_project";
    private static final String BLUEPRINT = "blueprint";
    private static final String OPTIONS = "options";
    private static final String ARCHIVE_OTHERS = "archive_others";
    private static final String REMOVE_OTHER_MEMBERS = "remove_other_members";
    private static final String ALL_OR_NOTHING = "all_or_nothing";
    private static final String PROJECTS = "projects";
    private static final String CHANGES = "changes";
    private static final String CHECKSUM = "checksum";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String source;
    private final ObjectNode content;
    private final OrganizationBlueprint blueprint;

    private SavedPlan(String source, ObjectNode content, OrganizationBlueprint blueprint) {
        this.source = source;
        this.content = content;
        this.blueprint = blueprint;
    }

    /** Writes a plan. */
    static void write(Path file, Plan plan, OrganizationBlueprint blueprint) {
        ObjectNode content = content(plan, blueprint);
        content.put(CREATED_AT, Instant.now().toString());
        content.put(CHECKSUM, checksum(content));
        try {
            OutputFile.write(file, OutputFile.Readers.OWNER, out -> out.write(PrintableJson.pretty(content) + "\n"));
        } catch (IOException e) {
            throw new GovernanceException(
                    "The plan cannot be saved: " + PrintableText.line(String.valueOf(e.getMessage())), e);
        }
    }

    private static ObjectNode content(Plan plan, OrganizationBlueprint blueprint) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(FORMAT_FIELD, FORMAT);
        content.put(ORGANIZATION_PROJECT, plan.organizationProject().orElse(""));
        content.put(BLUEPRINT, BlueprintDocument.of(blueprint));
        content.put(
                OPTIONS,
                Map.of(
                        ARCHIVE_OTHERS, blueprint.archivesOthers(),
                        REMOVE_OTHER_MEMBERS, blueprint.removesOtherMembers(),
                        ALL_OR_NOTHING, blueprint.isAllOrNothing()));
        content.put(PROJECTS, plan.projectIds());
        content.put(CHANGES, plan.changes());
        return JSON.valueToTree(content);
    }

    /**
     * Reads a file.
     *
     * @param file a file that {@link Plan#writeTo} has written
     * @return the plan, which is not compared with the organization yet
     * @throws GovernanceException when the file cannot be read, is no plan, is of another format, or was edited
     */
    public static SavedPlan read(Path file) {
        String source = PrintableText.line(file.toString());
        ObjectNode content = content(source, file);
        String format = content.path(FORMAT_FIELD).asText();
        if (!FORMAT.equals(format)) {
            throw new GovernanceException(source + ": is a plan of the format '" + PrintableText.line(format)
                    + "', and this version reads '" + FORMAT + "'; save the plan again with this version");
        }
        if (!content.path(CHECKSUM).asText().equals(checksum(content))) {
            throw new GovernanceException(
                    source + ": was edited after the plan was saved; change the blueprints, and save a new plan");
        }
        OrganizationBlueprint blueprint =
                OrganizationBlueprint.parse(source, content.path(BLUEPRINT).toString());
        JsonNode options = content.path(OPTIONS);
        blueprint = options.path(ARCHIVE_OTHERS).asBoolean() ? blueprint.archiveOthers() : blueprint;
        blueprint = options.path(REMOVE_OTHER_MEMBERS).asBoolean() ? blueprint.removeOtherMembers() : blueprint;
        blueprint = options.path(ALL_OR_NOTHING).asBoolean() ? blueprint.allOrNothing() : blueprint;
        return new SavedPlan(source, content, blueprint);
    }

    /**
     * Returns whether a file holds a plan rather than blueprints.
     *
     * @param file the file
     * @return whether it is a regular file of JSON that names the format of a plan
     */
    public static boolean isSavedPlan(Path file) {
        try {
            return Files.isRegularFile(file)
                    && JSON.readTree(Files.readAllBytes(file)).has(FORMAT_FIELD);
        } catch (IOException e) {
            // The caller reads the file as blueprints then, and reports what is wrong with it.
            return false;
        }
    }

    private static ObjectNode content(String source, Path file) {
        try {
            if (JSON.readTree(Files.readAllBytes(file)) instanceof ObjectNode object && object.has(FORMAT_FIELD)) {
                return object;
            }
            throw new GovernanceException(source + ": is no saved plan; write one with plan --out");
        } catch (NoSuchFileException e) {
            throw new GovernanceException(source + ": no such file", e);
        } catch (JsonProcessingException e) {
            throw new GovernanceException(source + ": is no saved plan: it is not JSON", e);
        } catch (IOException e) {
            throw new GovernanceException(
                    source + ": cannot be read: " + PrintableText.line(String.valueOf(e.getMessage())), e);
        }
    }

    private static String checksum(ObjectNode content) {
        ObjectNode rest = content.deepCopy();
        rest.remove(CHECKSUM);
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(rest.toString().getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** {@return the blueprints that were planned, with their options; without policies, which were checked before} */
    public OrganizationBlueprint blueprint() {
        return blueprint;
    }

    /**
     * Refuses a plan that was made now, unless it has the same changes on the same projects.
     *
     * @param now the plan of the same blueprints
     * @param admin the client, to look for the project that stands for the organization
     * @throws PlanOutdatedException when something is different; the message tells what
     * @throws GovernanceException when the saved plan belongs to another organization
     */
    public void requireSame(Plan now, AdminApi admin) {
        String organization = content.path(ORGANIZATION_PROJECT).asText();
        boolean isSame = now.organizationProject().orElse("").equals(organization)
                || (!organization.isEmpty() && isProject(organization, admin));
        if (!isSame) {
            throw new GovernanceException(source + ": is a plan of another organization: that one has the project "
                    + PrintableText.line(organization)
                    + ", which the organization of this key does not have; nothing was changed");
        }
        List<String> differences = new ArrayList<>();
        Map<String, String> before = ids();
        now.projectIds().forEach((name, id) -> {
            String old = Optional.ofNullable(before.get(name)).orElse("");
            if (!old.equals(id)) {
                differences.add("the project '" + PrintableText.line(name) + "' "
                        + (old.isEmpty()
                                ? "exists now: " + id
                                : "was " + old + ", and is " + (id.isEmpty() ? "gone" : id)));
            }
        });
        List<String> saved = changes(content.path(CHANGES));
        List<String> present = changes(JSON.valueToTree(now.changes()));
        List<String> gone = new ArrayList<>(saved);
        present.forEach(gone::remove);
        List<String> added = new ArrayList<>(present);
        saved.forEach(added::remove);
        gone.forEach(change -> differences.add("no longer needed: " + change));
        added.forEach(change -> differences.add("needed now: " + change));
        if (differences.isEmpty() && !saved.equals(present)) {
            differences.add("the changes are the same in another order");
        }
        if (!differences.isEmpty()) {
            throw new PlanOutdatedException(source, differences);
        }
    }

    private static boolean isProject(String id, AdminApi admin) {
        try {
            admin.projects().retrieve(id);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private Map<String, String> ids() {
        Map<String, String> ids = new LinkedHashMap<>();
        content.path(PROJECTS)
                .properties()
                .forEach(project -> ids.put(project.getKey(), project.getValue().asText()));
        return ids;
    }

    /** Changes as lines, by which people recognize them. */
    private static List<String> changes(JsonNode changes) {
        List<String> lines = new ArrayList<>();
        changes.forEach(change -> {
            try {
                lines.add(JSON.treeToValue(change, PlannedChange.class).withProject());
            } catch (JsonProcessingException e) {
                lines.add(PrintableText.line(change.toString()));
            }
        });
        return lines;
    }

    /** Returns the file and the number of changes. */
    @Override
    public String toString() {
        return "SavedPlan[" + source + ", " + content.path(CHANGES).size() + " changes]";
    }
}
