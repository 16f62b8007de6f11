package dev.openaiadmin.cli.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openaiadmin.cli.terminal.CommandName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what the commands need to know of the description: an index with a line for each resource, and a file for each
 * resource, so that a command reads a few kilobytes instead of the whole description.
 */
public final class CommandFiles {
    private static final JsonMapper JSON = new JsonMapper();

    private CommandFiles() {}

    /**
     * Writes the files.
     *
     * @param arguments the folder of the files
     */
    public static void main(String[] arguments) throws IOException {
        try (InputStream document = CommandFiles.class.getResourceAsStream("/META-INF/openai-admin/openapi.json")) {
            write(JSON.readTree(document), Path.of(arguments[0]));
        }
    }

    static void write(JsonNode document, Path folder) throws IOException {
        Description description = new Description(document);
        Lookups lookups = new Lookups(description);
        Map<String, ArrayNode> resources = new LinkedHashMap<>();
        for (DescribedOperation operation : description.operations()) {
            resources
                    .computeIfAbsent(operation.tag(), tag -> JSON.createArrayNode())
                    .add(new CommandFile(description, operation, lookups).json());
        }
        Files.createDirectories(folder);
        List<String> index = new ArrayList<>();
        for (JsonNode tag : document.path("tags")) {
            String name = CommandName.of(tag.path("name").asText());
            ArrayNode commands = resources.get(tag.path("name").asText());
            if (commands == null) {
                continue;
            }
            List<String> verbs = new ArrayList<>();
            commands.forEach(command -> verbs.add(command.path("name").asText()));
            ObjectNode resource = JSON.createObjectNode();
            resource.set("commands", commands);
            Files.write(folder.resolve(name + ".json"), JSON.writeValueAsBytes(resource));
            index.add(String.join(
                    "\t", name, String.join(",", verbs), tag.path("description").asText()));
        }
        Files.write(folder.resolve("index"), index);
    }
}
