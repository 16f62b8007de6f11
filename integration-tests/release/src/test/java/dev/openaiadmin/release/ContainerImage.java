package dev.openaiadmin.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.openaiadmin.tests.ProjectFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The container image of the command line, as the build writes it: in the form of {@code docker save}, and without a base.
 *
 * @param digest the digest of the manifest
 * @param configuration what a container is started with
 * @param layers the files of each layer, from the lowest to the highest
 */
record ContainerImage(String digest, JsonNode configuration, List<List<Entry>> layers) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A file of a layer. */
    static final class Entry {
        private final TarArchiveEntry header;
        private final byte[] content;

        private Entry(TarArchiveEntry header, byte[] content) {
            this.header = header;
            this.content = content;
        }

        /** Returns its name, owner, mode and time. */
        TarArchiveEntry header() {
            return header;
        }

        String name() {
            return header.getName();
        }

        /** Returns the bytes as characters of ISO 8859-1, to search files of any kind. */
        String bytes() {
            return new String(content, StandardCharsets.ISO_8859_1);
        }
    }

    static ContainerImage ofProject() throws IOException {
        return read(ProjectFiles.TOP);
    }

    /** Reads the image that was built in a copy of the project. */
    static ContainerImage read(Path project) throws IOException {
        Path folder = project.resolve("custom-extensions/cli/target");
        Path file = folder.resolve("image-without-base.tar");
        if (!Files.exists(file)) {
            throw new AssertionError(file + " does not exist: this test reads what is packaged, so run mvn verify");
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (Entry entry : entries(in)) {
                files.put(entry.name(), entry.content);
            }
        }
        JsonNode manifest = MAPPER.readTree(file(files, "manifest.json")).get(0);
        List<List<Entry>> layers = new ArrayList<>();
        for (JsonNode layer : manifest.get("Layers")) {
            byte[] packed = file(files, layer.asText());
            layers.add(entries(new GZIPInputStream(new ByteArrayInputStream(packed))));
        }
        byte[] configuration = file(files, manifest.get("Config").asText());
        String digest =
                Files.readString(folder.resolve("image-without-base.digest")).strip();
        return new ContainerImage(digest, MAPPER.readTree(configuration), layers);
    }

    private static byte[] file(Map<String, byte[]> files, String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw new AssertionError("The image has no file " + name);
        }
        return content;
    }

    private static List<Entry> entries(InputStream in) throws IOException {
        List<Entry> entries = new ArrayList<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            entries.add(new Entry(entry, tar.readAllBytes()));
        }
        return entries;
    }

    /** Returns the names of the files in a layer. */
    List<String> names(int layer) {
        return layers.get(layer).stream()
                .filter(entry -> entry.header().isFile())
                .map(Entry::name)
                .toList();
    }

    /** Returns all files of all layers. */
    List<Entry> entries() {
        return layers.stream().flatMap(List::stream).toList();
    }

    /** Returns the text of a file. */
    String text(String name) {
        return entries().stream()
                .filter(entry -> entry.name().equals(name))
                .map(entry -> new String(entry.content, StandardCharsets.UTF_8))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The image has no file " + name));
    }
}
