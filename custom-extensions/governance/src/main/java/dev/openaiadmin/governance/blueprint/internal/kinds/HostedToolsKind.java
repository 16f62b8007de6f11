package dev.openaiadmin.governance.blueprint.internal.kinds;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.openaiadmin.InvalidValueException;
import dev.openaiadmin.governance.blueprint.internal.scope.AdoptedScope;
import dev.openaiadmin.governance.blueprint.internal.scope.ScopePlan;
import dev.openaiadmin.governance.internal.YamlNode;
import dev.openaiadmin.model.HostedToolChange;
import dev.openaiadmin.model.HostedToolPermissions;
import dev.openaiadmin.model.ModifyHostedToolPermissionsRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which tools that OpenAI hosts a project may use, by the names that the API gives them. */
final class HostedToolsKind implements ResourceKind<Map<String, Boolean>> {
    private static final String TOOLS = "hosted_tools";
    private static final JsonMapper JSON = new JsonMapper();
    /** The generated record says which tools there are. */
    private static final Set<String> KNOWN = Arrays.stream(
                    ModifyHostedToolPermissionsRequest.class.getRecordComponents())
            .filter(component -> component.getType() == HostedToolChange.class)
            .map(component ->
                    component.getAccessor().getAnnotation(JsonProperty.class).value())
            .collect(Collectors.toCollection(TreeSet::new));

    /** Adds a tool to those that a blueprint names. */
    static Map<String, Boolean> with(Map<String, Boolean> tools, String tool, boolean enabled) {
        if (!KNOWN.contains(tool)) {
            throw new InvalidValueException("hosted tool", tool, "must be one of " + String.join(", ", KNOWN));
        }
        Map<String, Boolean> more = new TreeMap<>(tools);
        more.put(tool, enabled);
        return more;
    }

    @Override
    public List<String> keys() {
        return List.of(TOOLS);
    }

    @Override
    public Map<String, Boolean> parse(@Nullable Map<String, Boolean> before, String key, YamlNode value) {
        Map<String, Boolean> tools = new TreeMap<>();
        value.mapping(KNOWN).forEach((tool, enabled) -> {
            if (!enabled.isEmpty()) {
                tools.put(tool, enabled.trueOrFalse());
            }
        });
        return tools;
    }

    @Override
    public void write(Map<String, Boolean> tools, Map<String, Object> parts) {
        parts.put(TOOLS, tools);
    }

    @Override
    public void plan(Map<String, Boolean> desired, ScopePlan plan) {
        Map<String, Boolean> present = plan.scope().exists()
                ? enabled(plan.admin()
                        .hostedToolPermissions()
                        .retrieve(plan.scope().projectId()))
                : Map.of();
        Map<String, Boolean> different = new TreeMap<>(desired);
        different.entrySet().removeIf(tool -> tool.getValue().equals(present.get(tool.getKey())));
        if (different.isEmpty()) {
            return;
        }
        Map<String, Boolean> before = new TreeMap<>(present);
        before.keySet().retainAll(different.keySet());
        plan.changes(
                "hosted tools",
                before.isEmpty() ? null : shown(before),
                shown(different),
                () -> plan.scope()
                        .call(() -> plan.admin()
                                .hostedToolPermissions()
                                .modify(plan.scope().projectId(), request(different))));
    }

    private static String shown(Map<String, Boolean> tools) {
        return tools.entrySet().stream()
                .map(tool -> tool.getKey() + (tool.getValue() ? " on" : " off"))
                .collect(Collectors.joining(", "));
    }

    private static ModifyHostedToolPermissionsRequest request(Map<String, Boolean> tools) {
        Map<String, Object> request = new TreeMap<>();
        tools.forEach((tool, enabled) -> request.put(tool, Map.of("enabled", enabled)));
        return JSON.convertValue(request, ModifyHostedToolPermissionsRequest.class);
    }

    private static Map<String, Boolean> enabled(HostedToolPermissions permissions) {
        JsonNode tree = JSON.valueToTree(permissions);
        Map<String, Boolean> enabled = new TreeMap<>();
        KNOWN.forEach(tool -> enabled.put(tool, tree.path(tool).path("enabled").asBoolean()));
        return enabled;
    }

    @Override
    public Optional<Map<String, Boolean>> read(AdoptedScope scope) {
        return Optional.of(enabled(
                scope.admin().hostedToolPermissions().retrieve(scope.scope().projectId())));
    }
}
