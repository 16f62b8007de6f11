package dev.openaiadmin.testkit.internal.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The published description: which operations there are, and what their requests and answers look like. */
public final class Contract {
    private static final String DOCUMENT = "/META-INF/openai-admin/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private static volatile @Nullable Contract published;

    private final String basePath;
    private final Schemas schemas;
    private final List<ContractOperation> operations;
    private final Set<String> secretProperties;

    private Contract(ObjectNode document) {
        this.basePath = URI.create(document.at("/servers/0/url").asText()).getPath();
        this.schemas = new Schemas(document);
        this.operations = operationsOf(document, schemas);
        Set<String> secrets = new HashSet<>();
        findSecrets(document, secrets);
        this.secretProperties = Set.copyOf(secrets);
    }

    /** Returns the contract of this version. It is read once, since reading takes a while. */
    public static Contract published() {
        Contract read = published;
        if (read == null) {
            synchronized (Contract.class) {
                read = published;
                if (read == null) {
                    read = new Contract(document());
                    published = read;
                }
            }
        }
        return read;
    }

    /** The path in front of all paths, such as {@code /v1}. */
    public String basePath() {
        return basePath;
    }

    /** A schema by its name, such as {@code Project}. */
    public Schemas.Check schema(String name) {
        return schemas.at(Schemas.pointer("components", "schemas", name));
    }

    public List<ContractOperation> operations() {
        return operations;
    }

    /**
     * An operation by its id.
     *
     * @throws IllegalArgumentException when there is none; the message lists those that there are
     */
    public ContractOperation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no operation '" + id + "'; known: "
                        + operations.stream()
                                .map(ContractOperation::id)
                                .sorted()
                                .collect(Collectors.joining(", "))));
    }

    /** The operations at a path below {@link #basePath}; none when the path is not in the contract. */
    public List<ContractOperation> at(String path) {
        // A path such as /certificates/activate also fits /certificates/{certificate_id}: what is literal wins.
        Optional<PathTemplate> template = operations.stream()
                .map(ContractOperation::path)
                .filter(candidate -> candidate.matches(path))
                .max(Comparator.comparingInt(PathTemplate::literals));
        return template.map(found -> operations.stream()
                        .filter(operation -> operation.path().equals(found))
                        .toList())
                .orElse(List.of());
    }

    /** Returns the operation of a method and a path below {@link #basePath}, or null if there is none. */
    public @Nullable ContractOperation find(String method, String path) {
        return at(path).stream()
                .filter(operation -> operation.method().equals(method))
                .findFirst()
                .orElse(null);
    }

    /** Returns the names of the properties that hold secrets. */
    public Set<String> secretProperties() {
        return secretProperties;
    }

    private static void findSecrets(JsonNode node, Set<String> found) {
        node.path("properties").properties().forEach(property -> {
            if (property.getValue().path("format").asText().equals("password")) {
                found.add(property.getKey());
            }
        });
        node.forEach(child -> findSecrets(child, found));
    }

    private static List<ContractOperation> operationsOf(ObjectNode document, Schemas schemas) {
        List<ContractOperation> found = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(entry -> METHODS.contains(entry.getKey()))
                        .map(entry -> new ContractOperation(
                                path.getKey(),
                                entry.getKey(),
                                entry.getValue(),
                                schemas,
                                Schemas.pointer("paths", path.getKey(), entry.getKey())))
                        .forEach(found::add));
        return List.copyOf(found);
    }

    /** Returns a new copy of the document, for callers that change it. */
    public static ObjectNode document() {
        try (InputStream document = Contract.class.getResourceAsStream(DOCUMENT)) {
            if (document == null) {
                throw new IllegalStateException(
                        "The class path has no " + DOCUMENT + "; openai-admin-spec brings it, so add that artifact");
            }
            JsonNode tree = new ObjectMapper().readTree(document);
            return (ObjectNode) tree;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + DOCUMENT, e);
        }
    }
}
