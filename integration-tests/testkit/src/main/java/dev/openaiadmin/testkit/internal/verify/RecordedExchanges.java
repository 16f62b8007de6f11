package dev.openaiadmin.testkit.internal.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.testkit.internal.contract.Contract;
import dev.openaiadmin.testkit.internal.contract.ContractOperation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads recorded exchanges: HAR files, and JSON files that name an operation.
 *
 * <pre>{@code {"operation": "listProjects", "status": 200, "response": {"object": "list", "data": []}}}</pre>
 */
final class RecordedExchanges {
    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordedExchanges() {}

    /**
     * Reads the exchanges of all files below a folder, in the order of their names.
     *
     * @throws IllegalArgumentException if a file is no HAR file and names no operation; the message names the file
     */
    static List<Exchange> read(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file ->
                            file.toString().endsWith(".har") || file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<Exchange> exchanges = new ArrayList<>();
        for (Path file : files) {
            JsonNode tree;
            try {
                tree = JSON.readTree(Files.readString(file));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(file + ": " + e.getOriginalMessage(), e);
            }
            if (tree.at("/log/entries").isArray()) {
                tree.at("/log/entries").forEach(entry -> addEntry(entry, exchanges));
            } else {
                exchanges.add(named(file, tree));
            }
        }
        return exchanges;
    }

    /** Adds an entry of a HAR file, if it is a request to the administration API. */
    private static void addEntry(JsonNode entry, List<Exchange> exchanges) {
        URI url = URI.create(entry.at("/request/url").asText());
        String whole = url.getRawPath() == null ? "" : url.getRawPath();
        String base = Contract.published().basePath();
        int start = whole.indexOf(base + "/");
        String path = start < 0 ? "" : whole.substring(start + base.length());
        boolean administration = path.startsWith("/organization/")
                || !Contract.published().at(path).isEmpty();
        if (!administration) {
            return;
        }
        JsonNode content = entry.at("/response/content");
        String text = content.path("text").asText();
        exchanges.add(new Exchange(
                entry.at("/request/method").asText(),
                path,
                url.getRawQuery(),
                entry.at("/request/postData/mimeType").asText(),
                entry.at("/request/postData/text").asText(),
                entry.at("/response/status").asInt(),
                content.path("encoding").asText().equals("base64")
                        ? new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)
                        : text));
    }

    private static Exchange named(Path file, JsonNode tree) {
        if (!tree.path("operation").isTextual() || !tree.has("response")) {
            throw new IllegalArgumentException(
                    file + ": must be a HAR file, or an object with 'operation', 'status' and 'response'");
        }
        ContractOperation operation;
        try {
            operation = Contract.published().operation(tree.path("operation").asText());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
        return new Exchange(
                operation.method(),
                // What stands in the place of ids was not recorded; the path fits all the same.
                operation.path().toString().replace("{", "").replace("}", ""),
                null,
                "application/json",
                // The query and the ids were not recorded, so that the request cannot be judged.
                null,
                tree.path("status").asInt(200),
                tree.path("response").toString());
    }
}
