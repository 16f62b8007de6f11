package dev.openaiadmin.governance.keys;

import dev.openaiadmin.governance.text.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file for each key, and beside it a file that names the account. */
final class KeyFiles implements SecretSink {
    private final Path folder;

    KeyFiles(Path folder) {
        this.folder = folder;
    }

    @Override
    public void check(List<KeyOwner> owners) throws IOException {
        OutputFile.requireWritableFolder(folder);
        for (KeyOwner owner : owners) {
            requireFree(owner);
        }
    }

    @Override
    public void store(OneTimeKey key) throws IOException {
        KeyOwner owner = key.owner();
        OutputFile.requireFolder(folder);
        requireFree(owner);
        String line = SlotOwner.line(key) + "\n";
        OutputFile.write(ownerFile(owner), OutputFile.Readers.OWNER, out -> out.write(line));
        OutputFile.write(keyFile(owner), OutputFile.Readers.OWNER, out -> out.write(key.value() + "\n"));
    }

    private void requireFree(KeyOwner owner) throws IOException {
        Path file = keyFile(owner);
        Path beside = ownerFile(owner);
        if (Files.exists(file)) {
            SlotOwner.require(owner, Files.exists(beside) ? Files.readString(beside) : null, file.toString());
        }
    }

    private Path keyFile(KeyOwner owner) {
        return folder.resolve(SlotName.inFile(owner) + ".key");
    }

    private Path ownerFile(KeyOwner owner) {
        return folder.resolve("." + SlotName.inFile(owner) + ".owner");
    }

    @Override
    public String toString() {
        return "files in " + folder;
    }
}
