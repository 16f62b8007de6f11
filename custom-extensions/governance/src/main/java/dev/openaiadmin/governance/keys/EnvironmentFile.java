package dev.openaiadmin.governance.keys;

import dev.openaiadmin.governance.text.OutputFile;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A variable for each key, and above it a comment that names the account. */
final class EnvironmentFile implements SecretSink {
    private static final String COMMENT = "# ";

    private final Path file;

    EnvironmentFile(Path file) {
        this.file = file;
    }

    @Override
    public void check(List<KeyOwner> owners) throws IOException {
        Path target = OutputFile.followed(file);
        OutputFile.requireWritableFolder(Optional.ofNullable(target.getParent()).orElse(target));
        List<String> lines = lines();
        for (KeyOwner owner : owners) {
            requireFree(owner, lines);
        }
    }

    @Override
    public synchronized void store(OneTimeKey key) throws IOException {
        List<String> lines = lines();
        requireFree(key.owner(), lines);
        String variable = SlotName.ofVariable(key.owner());
        lines.removeIf(line -> isOf(variable, line));
        lines.add(COMMENT + variable + " " + SlotOwner.line(key));
        lines.add(variable + "=" + key.value());
        OutputFile.write(file, OutputFile.Readers.OWNER, out -> out.write(String.join("\n", lines) + "\n"));
    }

    private void requireFree(KeyOwner owner, List<String> lines) throws IOException {
        String variable = SlotName.ofVariable(owner);
        if (lines.stream().anyMatch(line -> line.startsWith(variable + "="))) {
            String comment = COMMENT + variable + " ";
            String beside = lines.stream()
                    .filter(line -> line.startsWith(comment))
                    .map(line -> line.substring(comment.length()))
                    .findFirst()
                    .orElse(null);
            SlotOwner.require(owner, beside, "the variable " + variable + " in " + file);
        }
    }

    private static boolean isOf(String variable, String line) {
        return line.startsWith(variable + "=") || line.startsWith(COMMENT + variable + " ");
    }

    private List<String> lines() throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "is a folder, and not a file of variables");
        }
        if (!Files.isRegularFile(file)) {
            return new ArrayList<>();
        }
        try {
            return new ArrayList<>(Files.readAllLines(file));
        } catch (MalformedInputException e) {
            throw new FileSystemException(file.toString(), null, "is not a text in UTF-8, so it was left as it is");
        }
    }

    @Override
    public String toString() {
        return "variables in " + file;
    }
}
