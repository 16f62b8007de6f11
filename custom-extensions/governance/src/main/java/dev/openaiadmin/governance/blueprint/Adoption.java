package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.api.AdminApi;
import dev.openaiadmin.client.PermissionException;
import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.blueprint.internal.kinds.Parts;
import dev.openaiadmin.governance.blueprint.internal.kinds.ResourceKind;
import dev.openaiadmin.governance.blueprint.internal.kinds.ResourceKinds;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.CurrentState;
import dev.openaiadmin.governance.blueprint.internal.scope.ProjectReference;
import dev.openaiadmin.governance.blueprint.internal.scope.Scope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.internal.ParallelReads;
import dev.openaiadmin.governance.internal.PartialRights;
import dev.openaiadmin.governance.internal.ReadLag;
import dev.openaiadmin.governance.internal.YamlWriter;
import dev.openaiadmin.governance.internal.YamlWriter.Commented;
import dev.openaiadmin.governance.text.OutputFile;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The organization as it is, as a blueprint: the beginning for teams whose organization exists. A plan of it has nothing to
 * do.
 *
 * <pre>{@code
 * Adoption adoption = Adoption.of(admin);
 * adoption.writeTo(Path.of("organization.yaml"));
 * }</pre>
 *
 * <p>It covers all that blueprints describe. Comments in the files name what they cannot describe, such as keys that
 * exist. There is no secret in it. Immutable.
 */
public final class Adoption {
    private static final Pattern FILE_NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,80}");
    private static final Set<String> TAKEN = Set.of("organization", "con", "prn", "aux", "nul");
    private static final List<String> HEADING =
            List.of("The organization as it was read. Parts that are left out of a blueprint are left as they are.");

    private final OrganizationBlueprint blueprint;
    private final List<String> notes;
    private final List<Adopted> projects;
    private final SortedSet<String> missing;

    private Adoption(
            OrganizationBlueprint blueprint, List<String> notes, List<Adopted> projects, SortedSet<String> missing) {
        this.blueprint = blueprint;
        this.notes = List.copyOf(notes);
        this.projects = List.copyOf(projects);
        this.missing = missing;
    }

    /** A project, and what its blueprint cannot say. */
    private record Adopted(Project project, ProjectBlueprint blueprint, List<String> notes, Set<String> missing) {}

    /**
     * Reads the organization, with 24 parallel requests.
     *
     * @param admin the client; one that is read-only is enough. Give it time for a large organization, since the API may
     *     limit the rate of requests: {@code admin.with(options -> options.timeout(Duration.ofHours(1)).readOnly(true))}
     * @return its blueprint
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read for another reason than a missing right
     */
    public static Adoption of(AdminApi admin) {
        return of(admin, ParallelReads.DEFAULT);
    }

    /**
     * Reads the organization.
     *
     * @param admin the client
     * @param parallelRequests how many requests may be under way at once, from 1 to 256
     * @return its blueprint
     * @throws dev.openaiadmin.InvalidValueException when the number is not in this range
     * @throws dev.openaiadmin.OpenAiAdminException when something cannot be read for another reason than a missing right
     */
    public static Adoption of(AdminApi admin, int parallelRequests) {
        CurrentState current = new CurrentState(admin);
        SortedSet<String> missing = new TreeSet<>();
        AdoptedScope organization = new AdoptedScope(admin, current, Scope.ORGANIZATION);
        Parts parts = read(ResourceKinds.OF_ORGANIZATION, organization, missing);
        UndescribedFacts.ofOrganization(organization, missing);
        List<Adopted> projects = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        Map<String, Integer> keys = new HashMap<>();
        current.projects().forEach(project -> {
            names.merge(String.valueOf(project.name()), 1, Integer::sum);
            keys.merge(String.valueOf(project.externalKeyId()), 1, Integer::sum);
        });
        try (ParallelReads reads = new ParallelReads(parallelRequests)) {
            for (Optional<Adopted> project : reads.all(
                    current.projects(),
                    project -> adopted(project, isFoundAgain(project, names, keys), admin, current))) {
                project.ifPresent(projects::add);
            }
        }
        current.projects().stream()
                .filter(project -> hasNoName(project.name()))
                .forEach(project -> organization.note("the project " + project.id() + " has no name"));
        projects.forEach(project -> missing.addAll(project.missing()));
        OrganizationBlueprint blueprint = OrganizationBlueprint.of(
                        projects.stream().map(Adopted::blueprint).toList())
                .with(parts);
        return new Adoption(blueprint, organization.notes(), projects, missing);
    }

    private static boolean hasNoName(@Nullable String name) {
        return name == null || name.isBlank();
    }

    /** Returns whether a blueprint without an id finds this project and no other. */
    private static boolean isFoundAgain(Project project, Map<String, Integer> names, Map<String, Integer> keys) {
        return names.getOrDefault(String.valueOf(project.name()), 0) == 1
                && (project.externalKeyId() == null || keys.getOrDefault(project.externalKeyId(), 0) == 1);
    }

    private static Optional<Adopted> adopted(
            Project project, boolean isFoundAgain, AdminApi admin, CurrentState current) {
        String name = project.name();
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        ReadLag none = new ReadLag(Duration.ZERO, Instant::now, pause -> {});
        AdoptedScope scope = new AdoptedScope(admin, current, Scope.of(new ProjectReference(name, none, project.id())));
        SortedSet<String> missing = new TreeSet<>();
        ProjectBlueprint blueprint = ProjectBlueprint.named(name);
        blueprint = isFoundAgain ? blueprint : blueprint.id(project.id());
        if (project.externalKeyId() != null && !project.externalKeyId().isBlank()) {
            blueprint = blueprint.externalKey(project.externalKeyId());
        }
        if (project.residency() != null && project.residency().isKnown()) {
            blueprint = blueprint.residency(project.residency());
        }
        blueprint = blueprint.with(read(ResourceKinds.OF_PROJECT, scope, missing));
        UndescribedFacts.ofProject(scope, missing);
        return Optional.of(new Adopted(project, blueprint, scope.notes(), missing));
    }

    private static Parts read(List<ResourceKind<?>> kinds, AdoptedScope scope, Set<String> missing) {
        Parts parts = Parts.NONE;
        for (ResourceKind<?> kind : kinds) {
            try {
                parts = parts.read(kind, scope);
            } catch (PermissionException e) {
                String part = String.join(", ", kind.keys());
                scope.note("not read: " + part + ", because " + PartialRights.reason(e));
                missing.add(
                        (scope.scope().isOrganization() ? "" : "projects/") + part + ": " + PartialRights.reason(e));
            }
        }
        return parts;
    }

    /** {@return the blueprint} */
    public OrganizationBlueprint blueprint() {
        return blueprint;
    }

    /** {@return what the key may not read, and why; none when the blueprint is complete; one line each} */
    public List<String> missing() {
        return List.copyOf(missing);
    }

    /** {@return what blueprints cannot describe, and the files name in comments; one line each} */
    public List<String> notes() {
        List<String> all = new ArrayList<>();
        notes.forEach(note -> all.add(PrintableText.line(note)));
        projects.forEach(project -> project.notes()
                .forEach(note ->
                        all.add(ScopePlan.named(project.blueprint().name()) + ": " + PrintableText.line(note))));
        return List.copyOf(all);
    }

    /** {@return the blueprint as one file in YAML, with comments} */
    public String toYaml() {
        Map<String, Object> document = organization();
        List<Object> written = new ArrayList<>();
        projects.forEach(project -> written.add(written(project)));
        if (!written.isEmpty()) {
            document.put(BlueprintFile.PROJECTS, written);
        }
        return yaml(headed(notes), document);
    }

    /**
     * Writes the blueprint to one file. The file appears as a whole, or not at all.
     *
     * @param file a file that does not exist, in a folder that exists
     * @throws GovernanceException when the file exists or cannot be written
     */
    public void writeTo(Path file) {
        writeTo(file, false);
    }

    /**
     * Writes the blueprint to one file, as {@link #writeTo(Path)} does.
     *
     * @param file the file
     * @param overwrite whether a file that exists is replaced
     * @throws GovernanceException when the file exists and is not to be replaced, or cannot be written
     */
    public void writeTo(Path file, boolean overwrite) {
        write(Map.of(file, toYaml()), overwrite);
    }

    /**
     * Writes the blueprint to a folder: {@code organization.yaml} for the organization itself, and a file for each project,
     * which is named after it. {@link OrganizationBlueprint#read} reads the folder.
     *
     * @param folder a folder that exists, without such files
     * @throws GovernanceException when one of the files exists, in which case none is written, or cannot be written
     */
    public void writeToFolder(Path folder) {
        writeToFolder(folder, false);
    }

    /**
     * Writes the blueprint to a folder, as {@link #writeToFolder(Path)} does.
     *
     * @param folder the folder
     * @param overwrite whether files that exist are replaced
     * @throws GovernanceException when a file exists and is not to be replaced, or cannot be written
     */
    public void writeToFolder(Path folder, boolean overwrite) {
        write(filesAndTexts(folder), overwrite);
    }

    /**
     * Returns the files that {@link #writeToFolder(Path)} writes, whether they exist or not.
     *
     * @param folder the folder
     * @return the files in the folder
     */
    public Set<Path> files(Path folder) {
        return Collections.unmodifiableSet(filesAndTexts(folder).keySet());
    }

    private Map<Path, String> filesAndTexts(Path folder) {
        Map<Path, String> files = new LinkedHashMap<>();
        Map<String, Object> organization = organization();
        if (!organization.isEmpty()) {
            files.put(folder.resolve("organization.yaml"), yaml(headed(notes), organization));
        }
        Set<String> taken = new HashSet<>(TAKEN);
        projects.forEach(project -> files.put(
                folder.resolve(fileName(project, taken) + ".yaml"),
                yaml(HEADING, Map.of(BlueprintFile.PROJECTS, List.of(written(project))))));
        return files;
    }

    /** The name of the project where it is a usual one, else what is left of it with the id. */
    private static String fileName(Adopted project, Set<String> taken) {
        String name = project.blueprint().name();
        if (FILE_NAME.matcher(name).matches() && taken.add(name)) {
            return name;
        }
        String left = (name + "-" + project.project().id())
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9_-]+", "-")
                .replaceAll("^-+", "");
        String unique = left.length() <= 120 ? left : left.substring(left.length() - 120);
        while (!taken.add(unique)) {
            unique = unique + "-";
        }
        return unique;
    }

    private static void write(Map<Path, String> files, boolean overwrite) {
        if (!overwrite) {
            files.keySet().stream().filter(Files::exists).findFirst().ifPresent(file -> {
                throw new GovernanceException(PrintableText.line(file.toString())
                        + ": exists, and nothing was written; name another file, or allow that it is replaced");
            });
        }
        files.forEach((file, text) -> {
            try {
                OutputFile.write(file, OutputFile.Readers.DEFAULT, out -> out.write(text));
            } catch (IOException e) {
                throw new GovernanceException(
                        "The blueprint cannot be written: " + PrintableText.line(String.valueOf(e.getMessage())), e);
            }
        });
    }

    private Map<String, Object> organization() {
        return BlueprintDocument.organization(blueprint);
    }

    private static List<String> headed(List<String> notes) {
        List<String> comments = new ArrayList<>(HEADING);
        comments.addAll(asComments(notes));
        return comments;
    }

    private static List<String> asComments(List<String> notes) {
        List<String> comments = new ArrayList<>();
        if (!notes.isEmpty()) {
            comments.add("Not described:");
            notes.forEach(note -> comments.add("- " + note));
        }
        return comments;
    }

    private static Commented written(Adopted project) {
        return new Commented(asComments(project.notes()), BlueprintDocument.project(project.blueprint()));
    }

    private static String yaml(List<String> comments, Map<String, Object> document) {
        StringBuilder text = new StringBuilder();
        try {
            new YamlWriter(text).write(new Commented(comments, document));
        } catch (IOException e) {
            throw new IllegalStateException("A builder takes all text", e);
        }
        return text.toString();
    }

    /** Returns how many projects there are. */
    @Override
    public String toString() {
        return "Adoption[" + projects.size() + " projects]";
    }
}
