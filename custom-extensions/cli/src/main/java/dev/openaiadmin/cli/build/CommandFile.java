package dev.openaiadmin.cli.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.cli.terminal.CommandName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Describes the command of one operation. */
final class CommandFile {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> RULES = List.of(
            "type",
            "format",
            "enum",
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "pattern",
            "nullable",
            "required");
    /** Further down, fields are set by {@code --set} or {@code --body}. */
    private static final int DEEPEST_OPTION = 3;

    private final Description description;
    private final DescribedOperation operation;
    private final Lookups lookups;
    private final Map<String, ObjectNode> arguments = new LinkedHashMap<>();

    CommandFile(Description description, DescribedOperation operation, Lookups lookups) {
        this.description = description;
        this.operation = operation;
        this.lookups = lookups;
    }

    ObjectNode json() {
        JsonNode source = operation.json();
        ObjectNode command = JSON.createObjectNode();
        command.put("name", CommandName.of(source.path("x-method").asText()))
                .put("id", operation.id())
                .put("retry", source.path("x-retry").asText())
                .put("method", operation.method().toUpperCase(Locale.ROOT))
                .put("path", operation.path())
                .put("summary", source.path("summary").asText());
        if (source.path("x-permanent").asBoolean()) {
            command.put("permanent", true);
        }
        copy(source, command, "description", "deprecated", "x-beta", "x-window");
        command.put("url", source.path("externalDocs").path("url").asText());
        JsonNode body = source.at("/requestBody/content/application~1json");
        source.path("parameters").forEach(parameter -> addParameter(command, parameter));
        if (!body.isMissingNode()) {
            command.set("body", compact(body.path("schema")));
            command.set("bodyExample", body.path("example"));
            addFields(body.path("schema"), List.of(), true, "");
        }
        addLookups();
        ArrayNode all = command.putArray("arguments");
        arguments.values().forEach(all::add);
        command.set("result", result());
        return command;
    }

    private void addParameter(ObjectNode command, JsonNode parameter) {
        String name = parameter.path("name").asText();
        boolean pageSize = name.equals("limit") && operation.isList();
        String option = pageSize ? "page-size" : Names.option(name);
        JsonNode schema = description.schema(parameter.path("schema"));
        ObjectNode argument =
                argument(option, schema, parameter.path("description").asText());
        argument.put("name", name).put("in", parameter.path("in").asText());
        if (parameter.path("required").asBoolean()) {
            argument.put("required", true);
        }
        copy(parameter, argument, "example", "deprecated");
        if (parameter.has("x-default")) {
            argument.set("default", parameter.get("x-default"));
        }
        if (pageSize) {
            command.set("mostPerPage", schema.get("maximum"));
        }
        add(option, argument);
    }

    /** Adds an option for each field whose type is plain; those of objects have the names of both. */
    private void addFields(JsonNode reference, List<String> path, boolean required, String prefix) {
        JsonNode schema = description.schema(reference);
        List<JsonNode> variants = new ArrayList<>();
        (schema.has("oneOf") ? schema.get("oneOf") : JSON.createArrayNode().add(schema))
                .forEach(variant -> variants.add(description.schema(variant)));
        String discriminator = schema.at("/discriminator/propertyName").asText();
        Set<String> names = new LinkedHashSet<>();
        variants.forEach(variant -> variant.path("properties").fieldNames().forEachRemaining(names::add));
        for (String name : names) {
            List<JsonNode> owners = variants.stream()
                    .filter(variant -> variant.path("properties").has(name))
                    .toList();
            JsonNode field = owners.get(0).path("properties").get(name);
            boolean needed = required
                    && owners.size() == variants.size()
                    && owners.stream().allMatch(owner -> requires(owner, name));
            List<String> below = new ArrayList<>(path);
            below.add(name);
            addField(
                    field,
                    below,
                    needed,
                    prefix.isEmpty() ? name : prefix + "_" + name,
                    name.equals(discriminator) ? schema.at("/discriminator/mapping") : JSON.missingNode());
        }
    }

    private void addField(JsonNode reference, List<String> path, boolean required, String name, JsonNode choices) {
        JsonNode schema = description.schema(reference);
        boolean constant = schema.path("enum").size() == 1 && choices.isMissingNode();
        if (constant) {
            return;
        }
        boolean fields = schema.has("properties") || (schema.has("oneOf") && schema.has("discriminator"));
        if (fields && path.size() < DEEPEST_OPTION) {
            addFields(schema, path, required, name);
            return;
        }
        JsonNode items =
                schema.path("type").asText().equals("array") ? description.schema(schema.path("items")) : schema;
        if (items.has("properties")
                || items.has("oneOf")
                || items.has("anyOf")
                || items.path("type").asText().equals("object")) {
            return;
        }
        String option = Names.option(name);
        ObjectNode argument = argument(option, schema, text(reference, schema));
        argument.put("name", path.get(path.size() - 1)).put("in", "body");
        path.forEach(argument.putArray("path")::add);
        if (required) {
            argument.put("required", true);
        }
        if (!choices.isMissingNode()) {
            ArrayNode values = argument.putArray("values");
            choices.fieldNames().forEachRemaining(values::add);
        }
        if (schema.path("nullable").asBoolean() && schema.path("x-clearable").asBoolean()) {
            argument.put("clearable", true);
        }
        copy(schema, argument, "deprecated");
        JsonNode example = operation.json().at("/requestBody/content/application~1json/example");
        for (String step : path) {
            example = example.path(step);
        }
        if (!example.isMissingNode() && !example.isNull()) {
            argument.set("example", example);
        }
        add(option, argument);
    }

    private String text(JsonNode reference, JsonNode schema) {
        return (reference.has("description") ? reference : schema)
                .path("description")
                .asText();
    }

    private static boolean requires(JsonNode schema, String name) {
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private void add(String option, ObjectNode argument) {
        if (arguments.putIfAbsent(option, argument) != null) {
            throw new IllegalArgumentException(operation.id() + " has two options --" + option);
        }
    }

    private ObjectNode argument(String option, JsonNode given, String text) {
        ObjectNode argument = JSON.createObjectNode();
        argument.put("option", option).put("text", text);
        JsonNode schema = given;
        if (given.path("type").asText().equals("array")) {
            argument.put("list", true);
            copy(given, argument, "minItems", "maxItems");
            schema = description.schema(given.path("items"));
        }
        String format = schema.path("format").asText();
        argument.put(
                "type", format.equals("unixtime") ? "time" : schema.path("type").asText());
        if (format.equals("password")) {
            argument.put("secret", true);
        }
        if (schema.has("enum")) {
            ArrayNode values = argument.putArray("values");
            schema.get("enum").forEach(value -> {
                if (!value.isNull()) {
                    values.add(value);
                }
            });
        }
        copy(schema, argument, "minimum", "maximum", "minLength", "maxLength", "pattern", "default");
        copy(schema, argument, "x-pattern-message");
        return argument;
    }

    private void addLookups() {
        Set<String> available = new LinkedHashSet<>();
        arguments
                .values()
                .forEach(argument -> available.add(argument.path("name").asText()));
        for (ObjectNode argument : arguments.values()) {
            String name = argument.path("name").asText();
            ObjectNode lookup = argument.path("in").asText().equals("path")
                    ? lookups.ofPath(operation, name)
                    : lookups.of(operation, name, available);
            if (lookup != null) {
                argument.set("lookup", lookup);
            }
            String option = argument.path("option").asText();
            String shorter = Names.reference(option);
            boolean reference = lookup != null || argument.path("in").asText().equals("path");
            if (reference && !arguments.containsKey(shorter)) {
                // Such as project, but role-id where there is a role as well.
                argument.put("option", shorter);
            }
        }
    }

    /** Returns the rules of a request, without texts and examples. */
    private ObjectNode compact(JsonNode reference) {
        JsonNode schema = description.schema(reference);
        ObjectNode rules = JSON.createObjectNode();
        RULES.forEach(rule -> copy(schema, rules, rule));
        if (schema.has("properties")) {
            ObjectNode properties = rules.putObject("properties");
            schema.get("properties")
                    .properties()
                    .forEach(property -> properties.set(property.getKey(), compact(property.getValue())));
        }
        if (schema.has("items")) {
            rules.set("items", compact(schema.get("items")));
        }
        if (schema.has("discriminator")) {
            rules.set("discriminator", schema.at("/discriminator/propertyName"));
            ObjectNode variants = rules.putObject("variants");
            schema.at("/discriminator/mapping")
                    .properties()
                    .forEach(variant -> variants.set(
                            variant.getKey(), compact(JSON.createObjectNode().set("$ref", variant.getValue()))));
        }
        return rules;
    }

    private ObjectNode result() {
        ObjectNode result = JSON.createObjectNode();
        JsonNode response = description.response(operation);
        JsonNode shown = response;
        if (operation.isList()) {
            result.put("list", true);
            JsonNode paging = operation.json().path("x-paging");
            copy(paging, result, "cursor", "next");
            shown = description.items(operation);
        } else if (description.confirmsDeletion(operation)) {
            result.put("deletion", true);
        }
        List<String> columns = new ArrayList<>();
        JsonNode rows = description.schema(shown.at("/properties/results/items"));
        if (operation.isList() && !rows.isMissingNode()) {
            // Buckets of time, each of which holds a row for each group.
            result.put("rows", "results");
            columns.addAll(columns(shown, ""));
            columns.addAll(columns(rows, ""));
        } else {
            columns.addAll(columns(shown, ""));
        }
        columns.sort((one, other) -> Integer.compare(rank(one), rank(other)));
        columns.forEach(result.putArray("columns")::add);
        Set<String> times = new TreeSet<>();
        Set<String> secrets = new TreeSet<>();
        collect(response, "", times, secrets, 0);
        times.forEach(result.putArray("times")::add);
        secrets.forEach(result.putArray("secrets")::add);
        return result;
    }

    /** Names before times, and both before what is rarely looked at. */
    private static int rank(String column) {
        return switch (column) {
            case "start_time" -> 0;
            case "end_time" -> 1;
            case "id" -> 2;
            case "name", "email" -> 3;
            default -> column.endsWith("_iso") ? 9 : 4;
        };
    }

    /** Returns the fields of an object that fit into a cell; amounts are the values inside. */
    private List<String> columns(JsonNode schema, String prefix) {
        List<String> columns = new ArrayList<>();
        schema.path("properties").properties().forEach(property -> {
            JsonNode field = description.schema(property.getValue());
            boolean constant = field.path("enum").size() == 1;
            boolean password = field.path("format").asText().equals("password");
            if (field.has("properties")
                    && prefix.isEmpty()
                    && field.path("properties").size() <= 2) {
                columns.addAll(columns(field, property.getKey() + "."));
            } else if (!constant && !password && isPlain(field)) {
                columns.add(prefix + property.getKey());
            }
        });
        return columns;
    }

    private static boolean isPlain(JsonNode field) {
        return switch (field.path("type").asText()) {
            case "string", "integer", "number", "boolean" -> true;
            default -> false;
        };
    }

    private void collect(JsonNode reference, String path, Set<String> times, Set<String> secrets, int depth) {
        JsonNode schema = description.schema(reference);
        String format = schema.path("format").asText();
        if (format.equals("unixtime")) {
            times.add(path.substring(path.lastIndexOf('.') + 1));
        } else if (format.equals("password")) {
            secrets.add(path);
        }
        if (depth > 6) {
            return;
        }
        schema.path("properties")
                .properties()
                .forEach(property -> collect(
                        property.getValue(),
                        path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                        times,
                        secrets,
                        depth + 1));
        collectIfPresent(schema.path("items"), path, times, secrets, depth);
        schema.path("oneOf").forEach(variant -> collect(variant, path, times, secrets, depth + 1));
        schema.path("anyOf").forEach(variant -> collect(variant, path, times, secrets, depth + 1));
    }

    private void collectIfPresent(JsonNode items, String path, Set<String> times, Set<String> secrets, int depth) {
        if (!items.isMissingNode()) {
            collect(items, path, times, secrets, depth + 1);
        }
    }

    private static void copy(JsonNode from, ObjectNode to, String... names) {
        for (String name : names) {
            if (from.has(name)) {
                to.set(name, from.get(name));
            }
        }
    }
}
