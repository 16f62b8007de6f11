package dev.openaiadmin.governance.blueprint;

import dev.openaiadmin.governance.blueprint.internal.kinds.Parts;
import dev.openaiadmin.governance.blueprint.internal.kinds.ResourceKinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes blueprints as {@link BlueprintFile} reads them: texts, numbers, booleans, lists and maps. */
final class BlueprintDocument {
    private BlueprintDocument() {}

    /** Returns everything that a blueprint says, without its policies. */
    static Map<String, Object> of(OrganizationBlueprint blueprint) {
        Map<String, Object> document = new LinkedHashMap<>();
        blueprint.organization().ifPresent(id -> document.put(BlueprintFile.ORGANIZATION, id));
        document.putAll(organization(blueprint));
        List<Map<String, Object>> projects =
                blueprint.projects().stream().map(BlueprintDocument::project).toList();
        if (!projects.isEmpty() || document.isEmpty()) {
            document.put(BlueprintFile.PROJECTS, projects);
        }
        return document;
    }

    /** Returns what a blueprint says of the organization itself. */
    static Map<String, Object> organization(OrganizationBlueprint blueprint) {
        Map<String, Object> parts = new LinkedHashMap<>();
        ResourceKinds.OF_ORGANIZATION.forEach(kind -> blueprint.parts().write(kind, parts));
        exact(blueprint.parts(), parts);
        return parts;
    }

    /** Returns what a blueprint says of a project. */
    static Map<String, Object> project(ProjectBlueprint blueprint) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put(BlueprintFile.NAME, blueprint.name());
        blueprint.id().ifPresent(id -> parts.put(BlueprintFile.ID, id));
        blueprint.externalKey().ifPresent(key -> parts.put(BlueprintFile.EXTERNAL_KEY, key));
        blueprint.residency().ifPresent(residency -> parts.put(BlueprintFile.RESIDENCY, residency.value()));
        ResourceKinds.OF_PROJECT.forEach(kind -> blueprint.parts().write(kind, parts));
        exact(blueprint.parts(), parts);
        return parts;
    }

    private static void exact(Parts parts, Map<String, Object> document) {
        if (!parts.exact().isEmpty()) {
            document.put(
                    BlueprintFile.EXACT,
                    parts.exact().stream().map(ExactPart::toString).toList());
        }
    }
}
