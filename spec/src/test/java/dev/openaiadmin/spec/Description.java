package dev.openaiadmin.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The description as one tree: its files by name, and in each what it says. */
public final class Description {

    static final String ROOT = "openai-admin.yaml";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode files = JSON.createObjectNode();
    private final List<String> unreadable = new ArrayList<>();

    Description(Map<String, String> texts) {
        texts.forEach((file, text) -> {
            try {
                files.set(file, tree(text));
            } catch (MarkedYAMLException e) {
                int line = e.getProblemMark().getLine() + 1;
                unreadable.add("%s: line %d: %s: correct the YAML".formatted(file, line, e.getProblem()));
            }
        });
    }

    /** The files of a description, by name. */
    static Map<String, String> texts(Path directory) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.yaml")) {
            for (Path file : files) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    /** Reads YAML, of which JSON is a part. */
    public static JsonNode tree(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        // A file repeats its error answers once an operation; the limit is against strangers' YAML.
        options.setMaxAliasesForCollections(Integer.MAX_VALUE);
        return JSON.valueToTree(new Yaml(new SafeConstructor(options)).load(yaml));
    }

    /** What is wrong with the YAML itself. */
    List<String> unreadable() {
        return unreadable;
    }

    Place all() {
        return new Place(this, JsonPointer.empty(), files);
    }

    Stream<Place> files() {
        return all().children();
    }

    Place root() {
        return all().at(ROOT);
    }

    Place at(JsonPointer pointer) {
        return new Place(this, pointer, files.at(pointer));
    }

    /** The place that a reference in a file names. */
    Place find(String file, String reference) {
        int hash = reference.indexOf("#/");
        if (hash < 0) {
            return new Place(this, JsonPointer.empty(), MissingNode.getInstance());
        }
        String named = hash == 0 ? file : reference.substring(0, hash);
        return at(JsonPointer.empty().appendProperty(named).append(JsonPointer.compile(reference.substring(hash + 1))));
    }

    /** The operations that the root gives a path. */
    Stream<Operation> operations() {
        return root().at("paths")
                .children()
                .flatMap(path -> path.target().children().map(operation -> new Operation(path.name(), operation)));
    }

    /** Every schema, named or not. */
    Stream<Place> schemas() {
        Stream<Place> named = files().flatMap(file -> file.at("schemas").children());
        Stream<Place> others = all().tree()
                .filter(place -> place.name().equals("schema") && place.node().isObject() && !place.isProperty());
        return Stream.concat(named, others).flatMap(Place::schemas);
    }
}
