package dev.openaiadmin.spec.publish;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/** Removes components that nothing refers to. The bundler writes parameters where they are used and keeps the originals. */
public final class UnusedComponents {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private UnusedComponents() {}

    /**
     * Removes the unused components of a document.
     *
     * @param args the file of the document
     * @throws IOException if the file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        ObjectNode document = (ObjectNode) JSON.readTree(Files.readString(file));
        removeFrom(document);
        Files.writeString(file, JSON.writeValueAsString(document) + "\n");
    }

    static void removeFrom(ObjectNode document) {
        Set<String> used = used(document);
        document.path("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .forEach(kind -> ((ObjectNode) kind.getValue())
                        .properties()
                        .removeIf(component -> !used.contains(pointer(kind.getKey(), component.getKey()))));
        ((ObjectNode) document.path("components"))
                .properties()
                .removeIf(kind -> kind.getValue().isEmpty());
    }

    /** Returns the references that lead from the paths to components, directly or through other components. */
    private static Set<String> used(JsonNode document) {
        Set<String> used = new HashSet<>();
        Queue<JsonNode> waiting = new ArrayDeque<>(Set.of(document.path("paths")));
        for (JsonNode from = waiting.poll(); from != null; from = waiting.poll()) {
            for (String reference : from.findValuesAsText("$ref")) {
                if (used.add(reference)) {
                    waiting.add(document.at(reference.substring(1)));
                }
            }
        }
        return used;
    }

    private static String pointer(String kind, String name) {
        return "#/components/" + kind + "/" + name;
    }
}
