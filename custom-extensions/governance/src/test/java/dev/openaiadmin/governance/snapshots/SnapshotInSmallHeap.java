package dev.openaiadmin.governance.snapshots;

import dev.openaiadmin.client.OpenAiAdmin;
import java.nio.file.Path;

/** Writes a snapshot of the organization in the environment, for a JVM of its own. */
final class SnapshotInSmallHeap {
    private SnapshotInSmallHeap() {}

    public static void main(String[] file) {
        try (OpenAiAdmin admin = OpenAiAdmin.fromEnv()) {
            OrganizationSnapshot.of(admin).writeTo(Path.of(file[0]));
        }
    }
}
