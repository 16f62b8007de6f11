package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.governance.GovernanceException;
import dev.openaiadmin.governance.blueprint.internal.kinds.Parts;
import dev.openaiadmin.governance.blueprint.internal.kinds.Places;
import dev.openaiadmin.governance.blueprint.internal.kinds.ResourceKind;
import dev.openaiadmin.governance.blueprint.internal.kinds.ResourceKinds;
import dev.openaiadmin.governance.internal.EncodedText;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.governance.policy.Policies;
import dev.openaiadmin.governance.text.PrintableText;
import dev.openaiadmin.model.ProjectResidency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads blueprints in YAML, of which JSON is a part. A key without a value says nothing, as if it were not there. */
final class BlueprintFile {
    static final String PROJECTS = "projects";
    static final String NAME = "name";
    static final String ID = "id";
    static final String EXTERNAL_KEY = "external_key";
    static final String RESIDENCY = "residency";
    static final String EXACT = "exact";
    static final String ORGANIZATION = "organization";
    private static final String POLICIES = "policies";
    private static final String RULE = "must hold 'projects', a list of blueprints, or parts of the organization";
    private static final Map<String, ResourceKind<?>> PARTS_OF_PROJECT = ResourceKinds.byKey(ResourceKinds.OF_PROJECT);
    private static final Map<String, ResourceKind<?>> PARTS_OF_ORGANIZATION =
            ResourceKinds.byKey(ResourceKinds.OF_ORGANIZATION);
    private static final Set<String> KNOWN_IN_PROJECT =
            known(PARTS_OF_PROJECT, NAME, ID, EXTERNAL_KEY, RESIDENCY, EXACT);
    private static final Set<String> KNOWN_IN_ORGANIZATION =
            known(PARTS_OF_ORGANIZATION, PROJECTS, EXACT, ORGANIZATION, POLICIES);

    /** What several files describe, while they are read. */
    private final Map<String, YamlNode> organization = new LinkedHashMap<>();

    private final List<ProjectBlueprint> projects = new ArrayList<>();
    private final Map<String, ProjectBlueprint> byName = new HashMap<>();

    private BlueprintFile() {}

    private static Set<String> known(Map<String, ResourceKind<?>> parts, String... others) {
        Set<String> known = new LinkedHashSet<>(List.of(others));
        known.addAll(parts.keySet());
        return known;
    }

    static OrganizationBlueprint read(Path file) {
        BlueprintFile all = new BlueprintFile();
        if (Files.isDirectory(file)) {
            List<Path> files = filesIn(file);
            if (files.isEmpty()) {
                throw new GovernanceException(
                        source(file) + ": holds no file whose name ends with .yaml, .yml or .json");
            }
            files.forEach(one -> all.add(source(one), text(one)));
            return all.blueprint();
        }
        return parse(source(file), text(file));
    }

    static OrganizationBlueprint parse(String source, String text) {
        BlueprintFile one = new BlueprintFile();
        one.add(source, text);
        return one.blueprint();
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[^.].*\\.(yaml|yml|json)"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw cannotRead(folder, e);
        }
    }

    private static String text(Path file) {
        try {
            return EncodedText.decode(source(file), Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            throw new GovernanceException(source(file) + ": no such file", e);
        } catch (IOException e) {
            throw cannotRead(file, e);
        }
    }

    private static String source(Path file) {
        return PrintableText.line(file.toString());
    }

    private static GovernanceException cannotRead(Path file, IOException e) {
        return new GovernanceException(
                source(file) + ": cannot be read: " + PrintableText.line(String.valueOf(e.getMessage())), e);
    }

    /** Adds a file. */
    private void add(String source, String text) {
        YamlNode root = YamlNode.read(source, text, RULE);
        Map<String, YamlNode> parts = new LinkedHashMap<>(root.mapping(KNOWN_IN_ORGANIZATION));
        parts.values().removeIf(YamlNode::isEmpty);
        if (parts.isEmpty()) {
            throw root.mistake(RULE);
        }
        YamlNode list = parts.remove(PROJECTS);
        parts.forEach((key, value) -> {
            YamlNode other = organization.putIfAbsent(key, value);
            if (other != null) {
                throw value.mistake("'" + key + "' is described in " + other.place() + ", too");
            }
        });
        if (list != null) {
            for (YamlNode node : list.list()) {
                ProjectBlueprint project = project(node);
                projects.add(project);
                ProjectBlueprint twin = byName.put(project.name(), project);
                if (twin != null) {
                    node.checked(() -> OrganizationBlueprint.of(twin, project));
                }
            }
        }
    }

    private OrganizationBlueprint blueprint() {
        OrganizationBlueprint blueprint = OrganizationBlueprint.of(projects)
                .with(parts(organization, PARTS_OF_ORGANIZATION))
                .statedAt(Places.of(organization));
        YamlNode id = organization.get(ORGANIZATION);
        YamlNode policies = organization.get(POLICIES);
        if (policies != null) {
            blueprint = blueprint.policies(Policies.of(policies));
        }
        if (id != null) {
            OrganizationBlueprint unpinned = blueprint;
            blueprint = id.checked(() -> unpinned.organization(id.text()));
        }
        return blueprint;
    }

    private static ProjectBlueprint project(YamlNode node) {
        Map<String, YamlNode> parts = new LinkedHashMap<>(node.mapping(KNOWN_IN_PROJECT));
        parts.values().removeIf(YamlNode::isEmpty);
        YamlNode name = parts.get(NAME);
        if (name == null) {
            throw node.mistake("name must be given for each project");
        }
        ProjectBlueprint project = name.checked(() -> ProjectBlueprint.named(name.text()));
        project = with(project, parts.get(ID), ProjectBlueprint::id);
        project = with(project, parts.get(EXTERNAL_KEY), ProjectBlueprint::externalKey);
        YamlNode residency = parts.get(RESIDENCY);
        if (residency != null) {
            project = project.residency(new ProjectResidency(residency.oneOf(ProjectResidency.known().stream()
                    .map(ProjectResidency::value)
                    .toList())));
        }
        return project.with(parts(parts, PARTS_OF_PROJECT)).statedAt(Places.of(node, parts));
    }

    /** Adds a text to a blueprint. */
    @FunctionalInterface
    private interface Addition {
        ProjectBlueprint to(ProjectBlueprint project, String text);
    }

    private static ProjectBlueprint with(ProjectBlueprint project, @Nullable YamlNode part, Addition addition) {
        return part == null ? project : part.checked(() -> addition.to(project, part.text()));
    }

    private static Parts parts(Map<String, YamlNode> nodes, Map<String, ResourceKind<?>> kinds) {
        Parts parts = Parts.NONE;
        for (Map.Entry<String, ResourceKind<?>> kind : kinds.entrySet()) {
            YamlNode node = nodes.get(kind.getKey());
            parts = node == null ? parts : parts.parse(kind.getValue(), kind.getKey(), node);
        }
        YamlNode exact = nodes.get(EXACT);
        return exact == null ? parts : parts.exact(exactParts(exact));
    }

    private static Set<ExactPart> exactParts(YamlNode node) {
        Set<ExactPart> exact = EnumSet.noneOf(ExactPart.class);
        for (YamlNode part : node.list()) {
            exact.add(ExactPart.of(part.oneOf(ExactPart.names())));
        }
        return exact;
    }
}
