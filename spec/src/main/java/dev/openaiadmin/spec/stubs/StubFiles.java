package dev.openaiadmin.spec.stubs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the stubs of the published document. Public because the build runs it. */
public final class StubFiles {

    private StubFiles() {}

    /**
     * Writes one file for each stub.
     *
     * @param arguments the document, and the directory to write to
     * @throws IOException if the document cannot be read, or a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode document = json.readTree(Files.readString(Path.of(arguments[0])));
        Path directory = Files.createDirectories(Path.of(arguments[1]));
        // Of a build before, whose document may have had more operations.
        try (DirectoryStream<Path> before = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : before) {
                Files.delete(file);
            }
        }
        for (Stub stub : Stub.of(document)) {
            Files.writeString(
                    directory.resolve(stub.name() + ".json"), stub.mapping().toPrettyString() + "\n");
        }
    }
}
