package dev.openaiadmin.cli.operations;

import dev.openaiadmin.cli.output.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The resources of the API and their commands, as the build has found them in the description. */
final class Resources {
    private static final String FOLDER = "/META-INF/openai-admin/commands/";

    private Resources() {}

    /** The line of a resource in the index. */
    record Resource(String name, List<String> verbs, String text) {}

    /** Returns the resources by name in the order of the description. */
    static Map<String, Resource> index() {
        Map<String, Resource> resources = new LinkedHashMap<>();
        new String(file("index"), StandardCharsets.UTF_8).lines().forEach(line -> {
            String[] parts = line.split("\t", 3);
            resources.put(parts[0], new Resource(parts[0], List.of(parts[1].split(",")), parts[2]));
        });
        return resources;
    }

    /** Returns the commands of a resource by name. */
    static Map<String, DescribedCommand> commands(String resource) {
        try {
            Map<String, DescribedCommand> commands = new LinkedHashMap<>();
            for (Fields json : Fields.of(Json.read(file(resource + ".json"))).objects("commands")) {
                DescribedCommand command = new DescribedCommand(resource, json);
                commands.put(command.name(), command);
            }
            return commands;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] file(String name) {
        try (InputStream file = Resources.class.getResourceAsStream(FOLDER + name)) {
            if (file == null) {
                throw new IllegalStateException("The build has made no " + FOLDER + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
